package reports

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/shopspring/decimal"

	"ziping/dialog"
	"ziping/export/board"
	"ziping/scoring"
)

// title names an overview of many units and which ones it is about.
func (o *overview) title(what string) string {
	title := "各单位自评" + what
	if year := o.digest.Filter.Year; year != 0 {
		title = fmt.Sprintf("%d年度%s", year, title)
	}
	if words := o.digest.Filter.Words(); words != "" {
		title += "（" + words + "）"
	}
	return title
}

// board draws how many units are in which state, and how far those are that need attention first.
func (o *overview) board(w io.Writer) (string, error) {
	d := board.Data{Title: o.title("进度"), Note: o.asOf()}
	for _, s := range o.digest.States {
		d.States = append(d.States, board.StateCount{State: string(s.State), Count: s.Count})
	}
	for _, s := range o.digest.Units {
		step := board.Step{Name: s.Evaluation.Unit, State: o.state(s)}
		step.Done, step.Total = o.sections(s)
		d.Units = append(d.Units, step)
	}
	return fmt.Sprintf("%s，共 %d 个单位，%s", d.Title, len(d.Units), d.Note), board.Picture(w, d, o.builder.Fonts)
}

// state is a unit's state as a picture has room for.
func (o *overview) state(s dialog.Stand) string {
	if s.Overdue(o.digest.At) {
		return "逾期"
	}
	return string(s.State())
}

// sections are how many sections are complete, of how many.
func (o *overview) sections(s dialog.Stand) (done, all int) {
	if s.Now != nil {
		return s.Now.Done(), len(s.Now.Sections)
	}
	form, err := o.builder.Forms.Form(s.Evaluation.Scheme)
	if err != nil {
		return 0, 0 // a pack that is gone: how many sections it had is not known
	}
	return 0, len(form.Pack.Sections)
}

// spread draws how the scores are spread.
func (o *overview) spread(w io.Writer) (string, error) {
	s := o.digest.Scores
	d := board.SpreadData{Title: o.title("得分分布"), Scores: s.Scores, Max: s.Max, Grades: o.grades()}
	return fmt.Sprintf("%s，%d 个单位，中位数 %s 分，%s", d.Title, len(s.Scores), s.Median, o.asOf()), board.SpreadPicture(w, d, o.builder.Fonts)
}

// grades are those of the pack, where all units have the same.
func (o *overview) grades() []scoring.Grade {
	scheme := ""
	for _, s := range o.digest.Units {
		if scheme != "" && s.Evaluation.Scheme != scheme {
			return nil
		}
		scheme = s.Evaluation.Scheme
	}
	form, err := o.builder.Forms.Form(scheme)
	if err != nil {
		return nil // lines where grades begin are decoration
	}
	return form.Pack.Grades
}

func (o *overview) unitsBook(w io.Writer) (string, error) {
	b := board.Book{Title: o.title("进度"), Note: o.asOf(), Created: o.digest.At, Units: o.rows()}
	return fmt.Sprintf("%s，共 %d 个单位，%s", b.Title, len(b.Units), b.Note), board.Workbook(w, b)
}

func (o *overview) digestBook(w io.Writer) (string, error) {
	b := board.DigestBook{Title: o.title("摘要"), Note: o.asOf(), Created: o.digest.At, Units: o.rows()}
	for _, f := range o.digest.Findings {
		row := board.FindingRow{
			Check: f.Check, Title: f.Title, Severity: f.Severity, Units: f.Units, Count: f.Count, Names: f.Names,
		}
		if len(f.Names) < f.Units {
			row.Names = append(slices.Clip(row.Names), fmt.Sprintf("等 %d 个", f.Units))
		}
		if f.Lost.IsPositive() {
			row.Lost = decimal.NewNullDecimal(f.Lost)
		}
		b.Findings = append(b.Findings, row)
	}
	return fmt.Sprintf("%s，%d 种问题，%s", b.Title, len(b.Findings), b.Note), board.DigestWorkbook(w, b)
}

// meet loads the names of the staff of the digest's units.
func (o *overview) meet(ctx context.Context) error {
	ids := make([]string, len(o.digest.Units))
	for i, s := range o.digest.Units {
		ids[i] = s.Evaluation.UnitID
	}
	units, err := o.builder.Answers.MembersOf(ctx, ids)
	if err != nil {
		return fmt.Errorf("overview: list the staff: %w", err)
	}
	o.staff = make([][]string, len(units))
	for i, members := range units {
		for _, m := range members {
			if m.Role == dialog.Staff {
				o.staff[i] = append(o.staff[i], m.Name)
			}
		}
	}
	return nil
}

// rows are the units as a workbook lists them.
func (o *overview) rows() []board.UnitRow {
	rows := make([]board.UnitRow, len(o.digest.Units))
	zone := o.digest.At.Location()
	for i, s := range o.digest.Units {
		e := s.Evaluation
		row := board.UnitRow{Unit: e.Unit, Year: e.Year, State: string(s.State()), People: o.staff[i]}
		row.Done, row.Sections = o.sections(s)
		if !e.Deadline.IsZero() {
			row.Deadline = e.Deadline.In(zone)
		}
		if now := s.Now; now != nil {
			row.Missing, row.Score, row.Grade = now.Open(), decimal.NewNullDecimal(now.Total), now.Grade
			row.Errors, row.Warnings = now.Count(scoring.Error), now.Count(scoring.Warning)
			row.LastChange = now.At.In(zone)
		}
		rows[i] = row
	}
	return rows
}
