package reports

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"time"

	"ziping/bot"
	"ziping/dialog/desk"
	"ziping/dialog/form"
	"ziping/dialog/store"
	"ziping/export/board"
	"ziping/export/report"
	"ziping/scoring"
)

// Overview is what an overview job asks for, as things stand at that moment: messages and
// documents, in order.
func (b *Builder) Overview(ctx context.Context, job store.ReportJob) ([]bot.Part, error) {
	if job.Overview == store.UnitPicture {
		return b.unitPictures(ctx, job.UnitID, job.Year)
	}
	stands, stale, err := bot.Standings(ctx, b.Answers, b.Forms, math.MaxInt, b.Now().Location())
	if err != nil {
		return nil, fmt.Errorf("overview: %w", err)
	}
	filter, ok := desk.ParseFilter(job.Filter)
	if !ok {
		filter = desk.Filter{Year: desk.NewestYear(stands)}
	}
	d := desk.DigestOf(stands, filter, b.Now())
	o := &overview{digest: d, builder: b}
	if job.Overview != store.UnitsPicture {
		if err := o.meet(ctx); err != nil {
			return nil, err
		}
	}
	switch job.Overview {
	case store.UnitsPicture:
		o.picture(o.board)
	case store.UnitsWorkbook:
		o.file("自评进度", ".xlsx", o.unitsBook)
	case store.Digest:
		reply := d.Reply()
		o.parts = append(o.parts, bot.Part{Reply: &reply})
		o.picture(o.board)
		if len(d.Scores.Scores) > 0 {
			o.picture(o.spread)
		}
		o.file("自评摘要", ".xlsx", o.digestBook)
	default:
		return nil, fmt.Errorf("overview: no overview %q", job.Overview)
	}
	if stale != nil && o.err == nil { // what is shown is as good as can be had
		o.parts[len(o.parts)-1].Document.Caption += "（个别单位的进度稍后更新）"
	}
	return o.parts, o.err
}

// unitPictures are a unit's sections and its points by block.
func (b *Builder) unitPictures(ctx context.Context, unitID string, year int) ([]bot.Part, error) {
	stored, answers, err := b.Answers.Evaluation(ctx, unitID, year)
	if err != nil {
		return nil, fmt.Errorf("overview: load answers: %w", err)
	}
	questions, err := b.Forms.Form(stored.Scheme)
	if err != nil {
		return nil, fmt.Errorf("overview: %w", err)
	}
	now := form.StandingOf(questions, stored, answers, b.Now(), "")
	o := &overview{builder: b}
	o.digest.At = b.Now()
	o.picture(func(w io.Writer) (string, error) {
		d := board.SectionsData{Title: fmt.Sprintf("%s%d年度自评进度", stored.Unit, stored.Year), Note: o.asOf()}
		for _, s := range now.Sections {
			d.Sections = append(d.Sections, board.Step{Name: s.Title, Done: s.Answered, Total: s.Asked, State: string(s.Status)})
		}
		return d.Title + "，" + o.asOf(), board.SectionsPicture(w, d, b.Fonts)
	})
	o.picture(func(w io.Writer) (string, error) {
		e := scoring.Evaluation{Scheme: stored.Scheme, Unit: stored.Unit, Year: stored.Year, Facts: form.Facts(questions.Pack, answers)}
		result := scoring.Evaluate(questions.Pack, e)
		chart, err := report.PointsChart(questions.Pack, e, soFar(result), report.Options{Date: b.Now(), Fonts: b.Fonts})
		if err != nil {
			return "", err
		}
		caption := fmt.Sprintf("%s%d年度自评得分，%s", stored.Unit, stored.Year, o.asOf())
		if !result.Complete {
			caption += fmt.Sprintf("，目前 %s 分，还没有填的指标暂不计分", result.Total)
		}
		_, err = w.Write(chart)
		return caption, err
	})
	return o.parts, o.err
}

// soFar is a result in which what has no points yet counts as none in the blocks that have some,
// so that a picture shows the points there are.
func soFar(r scoring.Result) scoring.Result {
	begun := map[string]bool{}
	for _, s := range r.Indicators {
		begun[s.Level1] = begun[s.Level1] || s.Points.Valid
	}
	r.Indicators = slices.Clone(r.Indicators)
	for i := range r.Indicators {
		s := &r.Indicators[i]
		s.Points.Valid = begun[s.Level1] // and zero, where there were none
	}
	return r
}

// overview collects the parts of one overview; after an error it collects nothing more.
type overview struct {
	digest  desk.Digest
	builder *Builder
	staff   [][]string // names, by unit; only where a workbook is made
	parts   []bot.Part
	err     error
}

// picture adds a picture; draw returns its caption.
func (o *overview) picture(draw func(io.Writer) (caption string, err error)) {
	o.file("自评进度", ".png", draw)
}

// file adds a document whose name has the day; write returns its caption.
func (o *overview) file(name, ending string, write func(io.Writer) (caption string, err error)) {
	if o.err != nil {
		return
	}
	var data bytes.Buffer
	caption, err := write(&data)
	if err != nil {
		o.err = fmt.Errorf("overview: %w", err)
		return
	}
	name += o.digest.At.Format(time.DateOnly) + ending
	o.parts = append(o.parts, bot.Part{
		Document: bot.Document{Name: name, Data: data.Bytes(), Caption: caption}, Picture: ending == ".png",
	})
}

func (o *overview) asOf() string { return "截至" + o.digest.At.Format("2006年1月2日15:04") }
