package pdf

import (
	"fmt"
	"strconv"
	"strings"
)

// structure writes the tree of elements, and for every page which of them its marks belong to
// (ISO 32000-1, 14.7). It gives the entries for the catalog.
func (f *finish) structure(root *element, pages [][]*element) []byte {
	all := inOrder(nil, root)
	first := len(f.offsets) + len(f.added)
	tree := first + len(all) + 1
	for i, e := range all {
		e.number = first + i
	}
	for _, e := range all {
		parent := tree
		if e.parent != nil {
			parent = e.parent.number
		}
		f.pack(f.element(e, parent))
	}
	var parents strings.Builder
	for i, marks := range pages {
		fmt.Fprintf(&parents, "%d [", i)
		for _, e := range marks {
			fmt.Fprintf(&parents, "%d 0 R ", e.number)
		}
		parents.WriteString("] ")
	}
	number := f.pack("<</Nums [" + parents.String() + "]>>")
	f.pack(fmt.Sprintf("<</Type /StructTreeRoot /K %d 0 R /ParentTree %d 0 R /ParentTreeNextKey %d /RoleMap <<%s>>>>",
		root.number, number, len(pages), roles))
	return fmt.Appendf(nil, "/StructTreeRoot %d 0 R /MarkInfo <</Marked true>>\n", tree)
}

// inOrder are an element and all under it, as they are read. What holds nothing is left out, but a cell.
func inOrder(out []*element, e *element) []*element {
	out = append(out, e)
	kids := e.kids[:0]
	for _, kid := range e.kids {
		if len(kid.kids)+len(kid.marks) > 0 || kid.kind == kindCell || kid.kind == kindHead {
			kids = append(kids, kid)
			out = inOrder(out, kid)
		}
	}
	e.kids = kids
	return out
}

// element is an element's dictionary.
func (f *finish) element(e *element, parent int) string {
	b := append(make([]byte, 0, 96), "<</S /"...)
	b = reference(append(append(b, e.kind...), " /P"...), parent)
	if e.alt != "" {
		b = fmt.Appendf(b, " /Alt <%X>", textString(e.alt))
	}
	if e.kind == kindHead || e.columns > 1 || e.rows > 1 {
		b = append(b, " /A <</O /Table"...)
		if e.kind == kindHead {
			b = append(b, " /Scope /Column"...)
		}
		if e.columns > 1 {
			b = strconv.AppendInt(append(b, " /ColSpan "...), int64(e.columns), 10)
		}
		if e.rows > 1 {
			b = strconv.AppendInt(append(b, " /RowSpan "...), int64(e.rows), 10)
		}
		b = append(b, ">>"...)
	}
	if len(e.marks) > 0 {
		b = reference(append(b, " /Pg"...), f.pages[e.marks[0].page])
	}
	if len(e.marks)+len(e.kids) > 0 {
		b = append(b, " /K ["...)
		for _, m := range e.marks {
			if m.page == e.marks[0].page {
				b = append(strconv.AppendInt(b, int64(m.id), 10), ' ')
			} else {
				b = fmt.Appendf(b, "<</Type /MCR /Pg %d 0 R /MCID %d>> ", f.pages[m.page], m.id)
			}
		}
		for _, kid := range e.kids {
			b = reference(b, kid.number)
		}
		b = append(b, ']')
	}
	return string(append(b, ">>"...))
}

func reference(b []byte, number int) []byte {
	return append(strconv.AppendInt(append(b, ' '), int64(number), 10), " 0 R"...)
}
