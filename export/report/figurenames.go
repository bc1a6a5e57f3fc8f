package report

import (
	"strings"
	"text/template/parse"
	"unicode"
	"unicode/utf8"

	"ziping/scoring"
)

// mostNameRunes is how long the name of a figure may be.
const mostNameRunes = 40

// naming finds readable names for what the actions of a template print.
type naming struct {
	*composer
	variables map[string]*parse.PipeNode // by $name, as declared
	// before is the text right before the action.
	before string
}

// subject is what the dot is inside a range or with.
type subject struct {
	list      *scoring.Field // its rows
	checklist *scoring.Field
	answer    bool // a person's paragraphs
}

// plainNames are the names of what functions without arguments print.
var plainNames = map[string]string{
	"unit": "单位名称", "year": "评价年度", "date": "报告日期",
	"packTitle": "指标体系名称", "packIssuer": "指标体系来源", "packNotice": "指标体系说明",
	"total": "自评得分", "max": "满分", "lostTotal": "失分合计", "grade": "评价等级",
	"unscored": "暂不能计分的指标", "evaluatedNames": "已自评的项目",
}

// name is the readable name of what a pipeline prints: that of the field, what its author
// calls it, or the words before it; 数据 when there is none.
func (n *naming) name(p *parse.PipeNode, at subject) string {
	for _, name := range []string{n.ofPipe(p, at), lastWords(n.before), "数据"} {
		name = unspaced(name)
		if markable(name) {
			return name
		}
	}
	return "数据"
}

func (n *naming) ofPipe(p *parse.PipeNode, at subject) string {
	if len(p.Cmds) != 1 || len(p.Cmds[0].Args) == 0 {
		return ""
	}
	args := p.Cmds[0].Args
	switch head := args[0].(type) {
	case *parse.IdentifierNode:
		return n.ofCall(head.Ident, args)
	case *parse.ChainNode: // (figure "code").Abs
		if inner, ok := head.Node.(*parse.PipeNode); ok {
			return n.ofPipe(inner, at)
		}
	case *parse.PipeNode:
		return n.ofPipe(head, at)
	case *parse.VariableNode:
		if declared := n.variables[head.Ident[0]]; declared != nil {
			return n.ofPipe(declared, at)
		}
	case *parse.FieldNode:
		return n.ofMember(head.Ident[0], args, at)
	}
	return ""
}

func (n *naming) ofCall(function string, args []parse.Node) string {
	first, _ := literal(args, 1)
	switch function {
	case "named":
		return first
	case "figure", "text":
		if field, ok := n.pack.Field(first); ok {
			return n.fullLabel(field)
		}
		return n.indicatorOf(first)
	case "rate":
		return n.indicatorOf(first)
	}
	return plainNames[function]
}

// indicatorOf is the name of the indicator whose value is a formula, without blanks.
func (n *naming) indicatorOf(formula string) string {
	for i := range n.pack.Indicators {
		own := n.pack.Indicators[i].Formula
		if own != nil && strings.ReplaceAll(own.String(), " ", "") == strings.ReplaceAll(formula, " ", "") {
			return n.pack.Indicators[i].Name
		}
	}
	return ""
}

func (n *naming) ofMember(member string, args []parse.Node, at subject) string {
	if at.checklist != nil {
		label := n.fullLabel(at.checklist)
		switch member {
		case "Held":
			return label + "符合项"
		case "Partly":
			return label + "部分符合项"
		case "Lacking":
			return label + "不符合项"
		}
	}
	code, _ := literal(args, 1)
	if at.list == nil {
		return ""
	}
	if member == "N" {
		return at.list.Label + "序号"
	}
	for i := range at.list.Columns {
		if at.list.Columns[i].Code == code {
			return at.list.Label + at.list.Columns[i].Label
		}
	}
	return ""
}

// subject is what the dot becomes inside a pipeline's range or with.
func (n *naming) subject(p *parse.PipeNode, at subject) subject {
	if len(p.Cmds) != 1 || len(p.Cmds[0].Args) == 0 {
		return subject{}
	}
	args := p.Cmds[0].Args
	switch head := args[0].(type) {
	case *parse.DotNode:
		return at
	case *parse.IdentifierNode:
		code, _ := literal(args, 1)
		field, _ := n.pack.Field(code)
		switch head.Ident {
		case "rows":
			return subject{list: field}
		case "checklist":
			return subject{checklist: field}
		case "paragraphs":
			return subject{answer: true}
		}
	}
	return subject{}
}

// unspaced is a label as a mark writes it.
func unspaced(label string) string { return strings.Join(strings.Fields(label), "") }

// lastWords are the words a text ends with, without what only joins them to a figure:
// of “，预算执行率为” 预算执行率. Empty when there are none.
func lastWords(text string) string {
	text = strings.TrimRight(text, " “（：")
	for _, joint := range []string{"为", "是", "达", "共"} {
		text = strings.TrimSuffix(text, joint)
	}
	start := strings.LastIndexFunc(text, func(r rune) bool {
		return !unicode.Is(unicode.Han, r) && !strings.ContainsRune("“”", r)
	})
	if start >= 0 {
		_, size := utf8.DecodeRuneInString(text[start:])
		text = text[start+size:]
	}
	const least, most = 2, 12
	runes := []rune(strings.Trim(text, "”"))
	if len(runes) < least {
		return ""
	}
	return string(runes[max(len(runes)-most, 0):])
}

// markable reports whether a name can stand between 〔 and 〕 and is not read as a year.
func markable(name string) bool {
	return name != "" && utf8.RuneCountInString(name) <= mostNameRunes && !yearOnly.MatchString(name) &&
		!strings.ContainsFunc(name, func(r rune) bool {
			return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Co, r) || r == '〔' || r == '〕'
		})
}
