package report

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"text/template/parse"
	"time"

	"ziping/scoring"
)

// controlLine matches a line that holds nothing but one control action.
var controlLine = regexp.MustCompile(`(?m)^[ \t]*(\{\{-?[ \t]*(?:if|else|end|range|with|break|continue|/\*|\$\w+[ \t]*:?=)[^{}\n]*\}\})[ \t]*\n`)

// CheckTemplate reports what is wrong with a pack's report template: what ReadTemplate finds, or that
// it cannot be expanded over empty, full and mixed evaluations.
func CheckTemplate(pack *scoring.Pack) error {
	if err := ReadTemplate(pack); err != nil {
		return err
	}
	samples := sampleEvaluations(pack)
	for _, name := range slices.Sorted(maps.Keys(samples)) {
		e := samples[name]
		if _, err := Compose(pack, e, scoring.Evaluate(pack, e), Options{Date: sampleDate}); err != nil {
			return fmt.Errorf("报告模板用%s数据试套：%w", name, err)
		}
	}
	return nil
}

// ReadTemplate reports what is wrong with a pack's report template as it is written: it does not parse, or it
// uses an unknown function, field or code, also in branches that are not taken. The pack may have defects of its own.
func ReadTemplate(pack *scoring.Pack) error {
	c := newComposer(pack, scoring.Evaluation{}, scoring.Result{}, Options{Date: sampleDate})
	t, err := parseTemplate(withoutControlLines(pack.Report), c.functions())
	if err != nil {
		return fmt.Errorf("报告模板：%w", err)
	}
	if _, err := outlineOf(pack.Report); err != nil {
		return fmt.Errorf("报告模板：%w", err)
	}
	if t.Tree == nil || parse.IsEmptyTree(t.Tree.Root) {
		return errors.New("报告模板：没有内容")
	}
	w := &walker{composer: c, tree: t.Tree, functions: c.functions()}
	w.node(t.Tree.Root, place{})
	if err := errors.Join(w.faults...); err != nil {
		return fmt.Errorf("报告模板：%w", err)
	}
	return nil
}

// place is what the dot is inside a branch: the type of what range or with put there, and
// the list its rows are of.
type place struct {
	dot  reflect.Type
	list *scoring.Field
}

// walker looks at every node of a template, taken or not.
type walker struct {
	composer  *composer
	tree      *parse.Tree
	functions map[string]any
	faults    []error
}

func (w *walker) fault(n parse.Node, format string, args ...any) {
	location, _ := w.tree.ErrorContext(n)
	w.faults = append(w.faults, fmt.Errorf("%s：%s", location, fmt.Sprintf(format, args...)))
}

func (w *walker) node(n parse.Node, at place) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				w.node(child, at)
			}
		}
	case *parse.ActionNode:
		w.pipe(n.Pipe, at)
	case *parse.IfNode:
		w.branch(&n.BranchNode, at, at)
	case *parse.RangeNode:
		w.branch(&n.BranchNode, at, w.inside(n.Pipe, at, true))
	case *parse.WithNode:
		w.branch(&n.BranchNode, at, w.inside(n.Pipe, at, false))
	case *parse.TemplateNode:
		w.fault(n, "模板里不用 template")
	}
}

func (w *walker) branch(n *parse.BranchNode, at, inside place) {
	w.pipe(n.Pipe, at)
	w.node(n.List, inside)
	w.node(n.ElseList, at)
}

// inside is the place that with, or range for each, makes of a call or of the dot.
func (w *walker) inside(p *parse.PipeNode, at place, each bool) place {
	if len(p.Cmds) != 1 || len(p.Cmds[0].Args) == 0 {
		return place{}
	}
	args, result := p.Cmds[0].Args, place{}
	switch head := args[0].(type) {
	case *parse.DotNode:
		result = at
	case *parse.IdentifierNode:
		if w.functions[head.Ident] == nil {
			return place{}
		}
		result.dot = reflect.TypeOf(w.functions[head.Ident]).Out(0)
		if code, ok := literal(args, 1); ok {
			result.list, _ = w.composer.pack.Field(code)
		}
	}
	if each {
		if result.dot == nil || result.dot.Kind() != reflect.Slice {
			return place{}
		}
		result.dot = result.dot.Elem()
	}
	return result
}

func literal(args []parse.Node, i int) (string, bool) {
	if i >= len(args) {
		return "", false
	}
	s, ok := args[i].(*parse.StringNode)
	if !ok {
		return "", false
	}
	return s.Text, true
}

func (w *walker) pipe(p *parse.PipeNode, at place) {
	if p == nil {
		return
	}
	for _, command := range p.Cmds {
		w.command(command, at)
	}
}

func (w *walker) command(command *parse.CommandNode, at place) {
	for _, arg := range command.Args {
		switch a := arg.(type) {
		case *parse.PipeNode:
			w.pipe(a, at)
		case *parse.ChainNode:
			if inner, ok := a.Node.(*parse.PipeNode); ok {
				w.pipe(inner, at)
				w.member(a, w.inside(inner, at, false).dot, a.Field)
			}
		case *parse.FieldNode:
			w.member(a, at.dot, a.Ident)
		case *parse.VariableNode:
			if len(a.Ident) > 1 {
				w.fault(a, "变量后面不能带 .%s", strings.Join(a.Ident[1:], "."))
			}
		}
	}
	w.codes(command, at)
}

// member checks a name after a dot against the type there.
func (w *walker) member(n parse.Node, t reflect.Type, names []string) {
	for _, name := range names {
		if t == nil {
			w.fault(n, "这里没有 .%s", name)
			return
		}
		if m, ok := t.MethodByName(name); ok {
			t = m.Type.Out(0)
			continue
		}
		base := t
		if base.Kind() == reflect.Pointer {
			base = base.Elem()
		}
		if base.Kind() != reflect.Struct {
			w.fault(n, "这里没有 .%s", name)
			return
		}
		f, ok := base.FieldByName(name)
		if !ok || !f.IsExported() {
			w.fault(n, "这里没有 .%s", name)
			return
		}
		t = f.Type
	}
}

// codes calls the function of a command with its literal arguments; the functions report
// unknown codes themselves. Arguments that are not literal stand as known figures.
func (w *walker) codes(command *parse.CommandNode, at place) {
	switch head := command.Args[0].(type) {
	case *parse.IdentifierNode:
		function, ok := w.functions[head.Ident]
		if !ok {
			return // a builtin of text/template; unknown names do not parse
		}
		w.call(command, reflect.ValueOf(function))
	case *parse.FieldNode:
		if at.dot != reflect.TypeFor[Row]() || at.list == nil || len(head.Ident) != 1 {
			return
		}
		row := Row{c: w.composer, field: at.list, facts: scoring.Facts{}}
		if method := reflect.ValueOf(row).MethodByName(head.Ident[0]); method.IsValid() {
			w.call(command, method)
		}
	}
}

func (w *walker) call(command *parse.CommandNode, function reflect.Value) {
	t := function.Type()
	given := len(command.Args) - 1
	if given < t.NumIn() && !(t.IsVariadic() && given == t.NumIn()-1) || given > t.NumIn() && !t.IsVariadic() {
		w.fault(command, "%s 的参数个数不对", command)
		return
	}
	var args []reflect.Value
	for i := range given {
		text, ok := literal(command.Args, i+1)
		in := t.In(min(i, t.NumIn()-1))
		if t.IsVariadic() && i >= t.NumIn()-1 {
			in = in.Elem()
		}
		switch {
		case ok && in.Kind() == reflect.String:
			args = append(args, reflect.ValueOf(text))
		case in == reflect.TypeFor[Figure]():
			args = append(args, reflect.ValueOf(Figure{state: scoring.Known, number: hundred}))
		default:
			w.fault(command, "%s 的参数要用引号里的代码", command)
			return
		}
	}
	out := function.Call(args)
	if err, failed := out[len(out)-1].Interface().(error); failed {
		w.fault(command, "%v", err)
	}
}

// sampleDate dates the reports a template is tried with; which day it is changes nothing.
var sampleDate = time.Date(2024, 3, 5, 0, 0, 0, 0, time.UTC)
