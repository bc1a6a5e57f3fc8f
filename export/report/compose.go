package report

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"text/template"
	"time"

	"ziping/export/document"
	"ziping/export/fonts"
	"ziping/export/typed"
	"ziping/scoring"
)

// Options are what a report needs beside the evaluation.
type Options struct {
	// Draft puts 草稿 behind every page; a report is final when a manager has approved it. A report that
	// lacks something is a draft in any case, see Lacking.
	Draft bool
	// Check asks for the working paper alone: what the self-check found, what is missing.
	Check bool
	// Date is the day of a report whose data name none, in the office's time zone: the day of its
	// approval, or today of a draft. It must be set: no clock is read. See reportDate.
	Date time.Time
	// Signer signs the report; the evaluation's unit when empty.
	Signer string
	// Fonts are the faces of a PDF; the built-in ones when nil.
	Fonts *fonts.Set
	// Coverage adds to the notes of a PDF which faces drew it and what each of them lacked.
	Coverage bool
	// Wording holds a clerk's own words for paragraphs, by Paragraph.ID; see Paragraphs.
	Wording map[string]string
	// typeset says that the faces drawn with are the program's own, not the office's.
	typeset bool
	// LastYear is the unit's result of the year before, to compare with; nil without one.
	LastYear *scoring.Result
}

// Compose makes the report of an evaluation from the pack's template. r must be the
// result of evaluating e with pack. Missing data do not stop it: they stand as （待补）.
// It fails when the pack has no template or it cannot be expanded, and when opt has no date.
func Compose(pack *scoring.Pack, e scoring.Evaluation, r scoring.Result, opt Options) (*document.Document, error) {
	doc, _, err := compose(pack, e, r, opt)
	return doc, err
}

// compose is Compose, with the sentences that say what keeps the report from being final.
func compose(pack *scoring.Pack, e scoring.Evaluation, r scoring.Result, opt Options) (*document.Document, []string, error) {
	if opt.Date.IsZero() {
		return nil, nil, errors.New("compose: no date")
	}
	if strings.TrimSpace(pack.Report) == "" {
		return nil, nil, fmt.Errorf("规则包 %s 没有报告模板 report.md", pack.ID)
	}
	c := newComposer(pack, e, r, opt)
	markup, err := c.expand()
	if err != nil {
		return nil, nil, fmt.Errorf("套用模板 %s：%w", pack.ID, err)
	}
	source, err := document.Read(markup)
	if err != nil {
		return nil, nil, fmt.Errorf("读取模板 %s：%w", pack.ID, err)
	}
	blocks := c.settle(source.Blocks)
	doc := &document.Document{
		Title: source.Title, Unit: typed.Inline(e.Unit), Subject: typed.Inline(pack.Title),
		Keywords: []string{"部门整体支出", "绩效自评"}, Created: c.opt.Date, Draft: opt.Draft,
	}
	c.open = openCells(blocks)
	lacks := paper{c}.lacking()
	if opt.Check {
		doc.Title, doc.Blocks = firstLine(source.Title)+"\n"+fmt.Sprintf("%d年度", e.Year)+workingTitle, paper{c}.workingBlocks()
	} else {
		doc.Draft = opt.Draft || len(lacks) > 0
		doc.Cover, doc.Blocks = c.cover(source), blocks
		doc.Signature = &document.Signature{Unit: c.signer(), Date: dateText(c.opt.Date), Sealed: true}
		if doc.Draft {
			doc.Blocks = append(doc.Blocks, paper{c}.workingPaper()...)
		}
	}
	if err := doc.Check(); err != nil {
		return nil, nil, fmt.Errorf("检查文稿：%w", err)
	}
	return doc, lacks, nil
}

func firstLine(text string) string {
	first, _, _ := strings.Cut(text, "\n")
	return first
}

// composer holds one composition; its methods are the functions of the template.
type composer struct {
	shelf
	absences
	pack       *scoring.Pack
	evaluation scoring.Evaluation
	facts      scoring.Facts // without what is irrelevant now, derived figures filled in
	result     scoring.Result
	opt        Options
	formulas   map[string]*scoring.Formula // of the template, compiled
	open       int                         // cells of tables that wait for something
}

func newComposer(pack *scoring.Pack, e scoring.Evaluation, r scoring.Result, opt Options) *composer {
	c := &composer{
		absences: absences{noted: map[string]bool{}}, formulas: map[string]*scoring.Formula{},
		pack: pack, evaluation: e, facts: pack.ActiveFacts(e.Facts), result: r, opt: opt,
	}
	c.opt.Date = c.reportDate()
	return c
}

// expand is the template's output over the facts, as markup.
func (c *composer) expand() (string, error) {
	p, err := c.print()
	if err != nil {
		return "", err
	}
	return p.markup(), nil
}

// print expands the template, its paragraphs told apart and with a clerk's words in the
// place of those that have any.
func (c *composer) print() (*printed, error) {
	o, err := outlineOf(c.pack.Report)
	if err != nil {
		return nil, err
	}
	source := withoutControlLines(c.pack.Report)
	t, err := parseTemplate(source, c.functions())
	if err != nil {
		return nil, err
	}
	printers := c.annotate(t.Tree, source, o)
	var out strings.Builder
	if err := t.Funcs(template.FuncMap{markFunction: c.markPrinted}).Execute(&out, nil); err != nil {
		return nil, err
	}
	p := &printed{composer: c, outline: o, printers: printers, lines: strings.Split(out.String(), "\n")}
	p.split()
	p.reword()
	return p, nil
}

// withoutControlLines is a template in which a line that holds nothing but a control action
// leaves no blank line behind; the newline is kept inside a comment so that messages still
// name the right line.
func withoutControlLines(source string) string {
	return controlLine.ReplaceAllString(normalLines(source), "$1{{/*\n*/}}")
}

func parseTemplate(source string, functions template.FuncMap) (*template.Template, error) {
	t, err := template.New("report.md").Funcs(functions).Option("missingkey=error").Parse(source)
	if err != nil {
		if m := undefinedFunction.FindStringSubmatch(err.Error()); m != nil {
			return nil, fmt.Errorf("%s：没有 %s 这个函数%s", m[1], m[2], retired[m[2]])
		}
	}
	return t, err
}

// undefinedFunction matches what text/template says of a function it does not know.
var undefinedFunction = regexp.MustCompile(`^template: (\S+): function "(\w+)" not defined`)

// retired are the functions that templates had before they wrote the pack's formulas, and what to write.
var retired = map[string]string{
	"ratio": "，写成 rate \"甲 / 乙\"", "change": "，写成 rate \"(甲 - 乙) / 乙\"",
	"sum": "，写成 figure \"甲 + 乙\"（可能不涉及的写 or_zero(甲)）", "minus": "，写成 figure \"甲 - 乙\"", "gap": "，写成 figure \"abs(甲 - 乙)\"",
	"evaluatedBudget": "，写成 figure `sum_where(projects, \"budget\", \"evaluated\")`",
	"equal":           "，写成 when \"甲 == 乙\"", "exceeds": "，写成 when \"甲 > 乙\"", "within": "，写成 when \"甲 <= 乙\"",
	"zero": "，写成 when \"甲 == 0\"", "positive": "，写成 when \"甲 > 0\"", "negative": "，写成 when \"甲 < 0\"",
	"yes": "，写成 when \"甲\"", "no": "，写成 when \"not 甲\"", "is": "，写成 when `甲 == \"选项\"`",
}

// settle puts the held blocks in the places of their tokens.
func (c *composer) settle(blocks []document.Block) []document.Block {
	var out []document.Block
	for _, block := range blocks {
		if p, ok := block.(document.Paragraph); ok {
			if build, ok := c.lookup(p.Text); ok {
				out = append(out, build()...)
				continue
			}
		}
		out = append(out, block)
	}
	return out
}

func (c *composer) signer() string {
	if s := typed.Inline(c.opt.Signer); s != "" {
		return s
	}
	return typed.Inline(c.evaluation.Unit)
}
