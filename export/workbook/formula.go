package workbook

import (
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"ziping/scoring"
)

// Placed is where a figure stands in a workbook.
type Placed struct {
	Place  string
	Value  decimal.Decimal
	Absent bool // 不涉及: the cell holds no figure
}

// Figures are the figures of a workbook by field code.
type Figures map[string]Placed

// Formula is an expression in a workbook's language with its value.
type Formula struct {
	Text  string
	Value decimal.Decimal
	// Arithmetic says that it is more than one figure by itself.
	Arithmetic bool
}

// FormulaOf puts a pack's formula into a workbook's language: figures, + - * / and
// brackets, or_zero, and the sums over lists that are in lists. ok is false for everything
// else and for what has no value. Its value is computed here again, so that whoever uses it
// can compare it with the engine's.
func FormulaOf(source string, refs Figures, lists map[string]ListColumns) (cell Formula, ok bool) {
	p := &formulaReader{tokens: formulaTokens(source), refs: refs, lists: lists, ok: true}
	cell = p.sum()
	return cell, p.ok && len(p.tokens) == 0
}

// formulaTokens splits an expression into names, numbers, texts and single marks.
func formulaTokens(source string) []string {
	var tokens []string
	word := func(r rune) bool { return r == '_' || r == '.' || unicode.IsLetter(r) || unicode.IsDigit(r) }
	runes := []rune(source)
	for i := 0; i < len(runes); {
		start := i
		switch {
		case unicode.IsSpace(runes[i]):
			i++
			continue
		case word(runes[i]):
			for i < len(runes) && word(runes[i]) {
				i++
			}
		case runes[i] == '"':
			for i++; i < len(runes) && runes[i] != '"'; i++ {
			}
			i = min(i+1, len(runes))
		default:
			i++
		}
		tokens = append(tokens, string(runes[start:i]))
	}
	return tokens
}

// formulaReader reads by recursive descent; the first thing it does not know ends it.
type formulaReader struct {
	tokens []string
	refs   Figures
	lists  map[string]ListColumns
	ok     bool
}

func (p *formulaReader) next() string {
	if len(p.tokens) == 0 {
		return ""
	}
	return p.tokens[0]
}

func (p *formulaReader) take() string {
	t := p.next()
	if len(p.tokens) > 0 {
		p.tokens = p.tokens[1:]
	}
	return t
}

func (p *formulaReader) expect(token string) {
	if p.take() != token {
		p.ok = false
	}
}

func (p *formulaReader) sum() Formula {
	left := p.product()
	for p.ok && (p.next() == "+" || p.next() == "-") {
		sign := p.take()
		right := p.product()
		value := left.Value.Add(right.Value)
		if sign == "-" {
			value = left.Value.Sub(right.Value)
		}
		left = Formula{Text: left.Text + sign + right.Text, Value: value, Arithmetic: true}
	}
	return left
}

func (p *formulaReader) product() Formula {
	left := p.factor()
	for p.ok && (p.next() == "*" || p.next() == "/") {
		sign := p.take()
		right := p.factor()
		if sign == "/" && right.Value.IsZero() {
			p.ok = false
			return left
		}
		value := left.Value.Mul(right.Value)
		if sign == "/" {
			value = left.Value.DivRound(right.Value, 20)
		}
		left = Formula{Text: left.Text + sign + right.Text, Value: value, Arithmetic: true}
	}
	return left
}

func (p *formulaReader) factor() Formula {
	switch token := p.take(); {
	case token == "(":
		inner := p.sum()
		p.expect(")")
		inner.Text = "(" + inner.Text + ")"
		return inner
	case p.next() == "(":
		return p.call(token)
	case token != "" && unicode.IsDigit([]rune(token)[0]):
		d, err := decimal.NewFromString(token)
		p.ok = p.ok && err == nil
		return Formula{Text: token, Value: d}
	default:
		ref, known := p.refs[token]
		p.ok = p.ok && known && !ref.Absent
		return Formula{Text: ref.Place, Value: ref.Value}
	}
}

func (p *formulaReader) call(function string) Formula {
	p.expect("(")
	if function == "or_zero" {
		ref, known := p.refs[p.take()]
		p.expect(")")
		p.ok = p.ok && known
		// N gives 0 for a cell that holds a text.
		return Formula{Text: "N(" + ref.Place + ")", Value: ref.Value}
	}
	list, known := p.lists[p.take()]
	column := ""
	if p.next() == "," {
		p.take()
		column = strings.Trim(p.take(), `"`)
	}
	p.expect(")")
	if !known || !p.ok {
		p.ok = false
		return Formula{}
	}
	return p.over(function, list, column)
}

// over is a function over the rows of a list.
func (p *formulaReader) over(function string, list ListColumns, column string) Formula {
	out := Formula{Arithmetic: true}
	area, placed := list.Columns[column]
	switch {
	case function == "rows_count" && column == "":
		out.Text, out.Value = "ROWS("+list.Columns["name"]+")", decimal.NewFromInt(int64(list.Rows))
	case function == "sum_of" && placed:
		out.Text = "SUM(" + area + ")"
		for _, row := range list.Facts {
			if v := row[column]; v.State == scoring.Known {
				out.Value = out.Value.Add(v.Number)
			}
		}
	case function == "rows_where" && placed:
		out.Text = "COUNTIF(" + area + `,"是")`
		for _, row := range list.Facts {
			if v := row[column]; v.State == scoring.Known && v.Yes {
				out.Value = out.Value.Add(decimal.NewFromInt(1))
			}
		}
	default:
		p.ok = false
	}
	return out
}

// ListColumns are where the columns of a list stand, by code ('sheet'!B4:B25), with its rows.
type ListColumns struct {
	Rows    int
	Columns map[string]string
	Facts   []scoring.Facts
}
