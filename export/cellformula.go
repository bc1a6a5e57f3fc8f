package export

import (
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"ziping/scoring"
)

// reference is where a figure stands in a workbook.
type reference struct {
	place  string
	value  decimal.Decimal
	absent bool // 不涉及: the cell holds no figure
}

// references are the figures of a workbook by field code.
type references map[string]reference

// spreadsheet is an expression in a workbook's language with its value.
type spreadsheet struct {
	text  string
	value decimal.Decimal
	// arithmetic says that it is more than one figure by itself.
	arithmetic bool
}

// cellFormula puts a pack's formula into a workbook's language: figures, + - * / and
// brackets, or_zero, and the sums over lists that are in lists. ok is false for everything
// else and for what has no value. Its value is computed here again, so that whoever uses it
// can compare it with the engine's.
func cellFormula(source string, refs references, lists map[string]listColumns) (cell spreadsheet, ok bool) {
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
	refs   references
	lists  map[string]listColumns
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

func (p *formulaReader) sum() spreadsheet {
	left := p.product()
	for p.ok && (p.next() == "+" || p.next() == "-") {
		sign := p.take()
		right := p.product()
		value := left.value.Add(right.value)
		if sign == "-" {
			value = left.value.Sub(right.value)
		}
		left = spreadsheet{text: left.text + sign + right.text, value: value, arithmetic: true}
	}
	return left
}

func (p *formulaReader) product() spreadsheet {
	left := p.factor()
	for p.ok && (p.next() == "*" || p.next() == "/") {
		sign := p.take()
		right := p.factor()
		if sign == "/" && right.value.IsZero() {
			p.ok = false
			return left
		}
		value := left.value.Mul(right.value)
		if sign == "/" {
			value = left.value.DivRound(right.value, 20)
		}
		left = spreadsheet{text: left.text + sign + right.text, value: value, arithmetic: true}
	}
	return left
}

func (p *formulaReader) factor() spreadsheet {
	switch token := p.take(); {
	case token == "(":
		inner := p.sum()
		p.expect(")")
		inner.text = "(" + inner.text + ")"
		return inner
	case p.next() == "(":
		return p.call(token)
	case token != "" && unicode.IsDigit([]rune(token)[0]):
		d, err := decimal.NewFromString(token)
		p.ok = p.ok && err == nil
		return spreadsheet{text: token, value: d}
	default:
		ref, known := p.refs[token]
		p.ok = p.ok && known && !ref.absent
		return spreadsheet{text: ref.place, value: ref.value}
	}
}

func (p *formulaReader) call(function string) spreadsheet {
	p.expect("(")
	if function == "or_zero" {
		ref, known := p.refs[p.take()]
		p.expect(")")
		p.ok = p.ok && known
		// N gives 0 for a cell that holds a text.
		return spreadsheet{text: "N(" + ref.place + ")", value: ref.value}
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
		return spreadsheet{}
	}
	return p.over(function, list, column)
}

// over is a function over the rows of a list.
func (p *formulaReader) over(function string, list listColumns, column string) spreadsheet {
	out := spreadsheet{arithmetic: true}
	area, placed := list.columns[column]
	switch {
	case function == "rows_count" && column == "":
		out.text, out.value = "ROWS("+list.columns["name"]+")", decimal.NewFromInt(int64(list.rows))
	case function == "sum_of" && placed:
		out.text = "SUM(" + area + ")"
		for _, row := range list.facts {
			if v := row[column]; v.State == scoring.Known {
				out.value = out.value.Add(v.Number)
			}
		}
	case function == "rows_where" && placed:
		out.text = "COUNTIF(" + area + `,"是")`
		for _, row := range list.facts {
			if v := row[column]; v.State == scoring.Known && v.Yes {
				out.value = out.value.Add(decimal.NewFromInt(1))
			}
		}
	default:
		p.ok = false
	}
	return out
}
