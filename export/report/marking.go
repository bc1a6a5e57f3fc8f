package report

import (
	"fmt"
	"regexp"
	"strings"
	"text/template/parse"
)

// A template is expanded with marks in its output: which part of which passage a text is,
// and where a figure begins and ends. With them a paragraph can be given to a clerk with
// its figures as placeholders, and the clerk's words put in its place. The marks are
// private-use characters, which no text of a person can hold (see typed.Clean); none is left
// when the output is read as markup.
const (
	partStart   = '\uE002' // passage.part of the text that follows
	partEnd     = '\uE003'
	figureStart = '\uE004' // passage.part of the figure that follows
	figureText  = '\uE005'
	figureEnd   = '\uE006'

	marks = "\uE002\uE003\uE004\uE005\uE006"
)

// markFunction is the function that marks what an action prints.
const markFunction = "markPrinted"

var (
	// markPattern matches every mark, but not what a figure's marks enclose.
	markPattern = regexp.MustCompile("\uE002[0-9.]*\uE003|\uE004[0-9.]*\uE005|\uE006")
	// piecePattern matches a part's mark, or a figure with its marks.
	piecePattern = regexp.MustCompile("\uE002([0-9]+)\\.([0-9]+)\uE003|\uE004([0-9]+)\\.([0-9]+)\uE005([^\uE006]*)\uE006")
)

// unmarked is an output of a template without marks.
func unmarked(text string) string {
	if !strings.ContainsAny(text, marks) {
		return text
	}
	return markPattern.ReplaceAllString(text, "")
}

// printer is an action that prints a figure or a text.
type printer struct {
	name   string // readable; empty when nothing names it
	source string // the action as written
	looped bool   // printed once for every row
}

// partOf names a part of a passage.
type partOf struct{ passage, part int }

// marker puts marks into a parsed template.
type marker struct {
	*composer
	outline  *outline
	source   string // as it was parsed
	parts    map[int]int
	printers map[partOf]printer
	naming   naming
}

// annotate puts the marks into t, which was parsed from source.
func (c *composer) annotate(tree *parse.Tree, source string, o *outline) map[partOf]printer {
	m := &marker{composer: c, outline: o, source: source, parts: map[int]int{}, printers: map[partOf]printer{}}
	m.naming = naming{composer: c, variables: map[string]*parse.PipeNode{}}
	m.list(tree.Root, scene{})
	return m.printers
}

// scene is what surrounds a node: the list or checklist the dot is of, whether it is printed
// once for every row, whether each row makes paragraphs of its own.
type scene struct {
	subject          subject
	looped, repeated bool
}

func (m *marker) list(l *parse.ListNode, at scene) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			m.text(n, at)
		case *parse.ActionNode:
			m.action(n, at)
		case *parse.IfNode:
			m.branch(&n.BranchNode, at, at)
		case *parse.WithNode:
			inside := at
			inside.subject = m.naming.subject(n.Pipe, at.subject)
			m.answered(n.Pipe)
			m.branch(&n.BranchNode, at, inside)
		case *parse.RangeNode:
			inside := at
			inside.subject, inside.looped = m.naming.subject(n.Pipe, at.subject), true
			inside.repeated = at.repeated || hasBlankLine(n.List)
			m.branch(&n.BranchNode, at, inside)
		}
	}
}

func (m *marker) branch(n *parse.BranchNode, at, inside scene) {
	before := m.naming.before
	m.list(n.List, inside)
	m.naming.before = before
	m.list(n.ElseList, at)
	m.naming.before = ""
}

// passageAt is the passage at a place of the source, -1 where there is none.
func (m *marker) passageAt(pos int) int { return m.outline.of(strings.Count(m.source[:pos], "\n")) }

// answered notes a passage that prints, or stands in for, a person's paragraphs.
func (m *marker) answered(pipe *parse.PipeNode) {
	if len(pipe.Cmds) == 0 || len(pipe.Cmds[0].Args) == 0 {
		return
	}
	head, ok := pipe.Cmds[0].Args[0].(*parse.IdentifierNode)
	if p := m.passageAt(int(pipe.Pos)); ok && head.Ident == "paragraphs" && p >= 0 {
		m.outline.passages[p].answer = true
	}
}

// next numbers the parts of the passage at a place of the source.
func (m *marker) next(pos int, at scene) (partOf, bool) {
	p := m.passageAt(pos)
	if p < 0 {
		return partOf{}, false
	}
	passage := &m.outline.passages[p]
	passage.repeated = passage.repeated || at.repeated
	passage.answer = passage.answer || at.subject.answer
	m.parts[p]++
	return partOf{p, m.parts[p]}, true
}

// text marks the beginning of every line of a text.
func (m *marker) text(n *parse.TextNode, at scene) {
	var out strings.Builder
	pos := int(n.Pos)
	for line := range strings.SplitAfterSeq(string(n.Text), "\n") {
		words := strings.TrimLeft(line, " \t")
		if strings.TrimSpace(words) != "" {
			out.WriteString(line[:len(line)-len(words)])
			if part, ok := m.next(pos, at); ok {
				fmt.Fprintf(&out, "%c%d.%d%c", partStart, part.passage, part.part, partEnd)
			}
			m.naming.before = strings.TrimSpace(words)
			out.WriteString(words)
		} else {
			out.WriteString(line)
		}
		pos += len(line)
	}
	n.Text = []byte(out.String())
}

// action marks what an action prints; a declaration prints nothing.
func (m *marker) action(n *parse.ActionNode, at scene) {
	if len(n.Pipe.Decl) > 0 {
		for _, v := range n.Pipe.Decl {
			m.naming.variables[v.Ident[0]] = n.Pipe
		}
		return
	}
	part, ok := m.next(int(n.Pos), at)
	if !ok {
		return
	}
	m.answered(n.Pipe)
	m.printers[part] = printer{name: m.naming.name(n.Pipe, at.subject), source: n.Pipe.String(), looped: at.looped}
	m.naming.before = ""
	text := fmt.Sprintf("%d.%d", part.passage, part.part)
	n.Pipe.Cmds = append(n.Pipe.Cmds, &parse.CommandNode{NodeType: parse.NodeCommand, Pos: n.Pos, Args: []parse.Node{
		parse.NewIdentifier(markFunction).SetPos(n.Pos),
		&parse.StringNode{NodeType: parse.NodeString, Pos: n.Pos, Quoted: `"` + text + `"`, Text: text},
	}})
}

// markPrinted puts marks around what an action prints. Blocks stay as they are.
func (c *composer) markPrinted(part string, value any) string {
	text := fmt.Sprint(value)
	if strings.ContainsRune(text, tokenStart) {
		return text
	}
	return fmt.Sprintf("%c%s%c%s%c", figureStart, part, figureText, text, figureEnd)
}

// hasBlankLine reports whether a list's text ends paragraphs.
func hasBlankLine(l *parse.ListNode) bool {
	if l == nil {
		return false
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			if blankLine.Match(n.Text) {
				return true
			}
		case *parse.IfNode:
			if hasBlankLine(n.List) || hasBlankLine(n.ElseList) {
				return true
			}
		case *parse.WithNode:
			if hasBlankLine(n.List) || hasBlankLine(n.ElseList) {
				return true
			}
		case *parse.RangeNode:
			if hasBlankLine(n.List) || hasBlankLine(n.ElseList) {
				return true
			}
		}
	}
	return false
}

var blankLine = regexp.MustCompile(`\n[ \t]*\n`)
