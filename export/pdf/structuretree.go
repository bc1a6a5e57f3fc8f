package pdf

import (
	"fmt"
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
	var b strings.Builder
	fmt.Fprintf(&b, "<</S /%s /P %d 0 R", e.kind, parent)
	if e.alt != "" {
		fmt.Fprintf(&b, " /Alt <%X>", textString(e.alt))
	}
	var table []string
	if e.kind == kindHead {
		table = append(table, "/Scope /Column")
	}
	if e.columns > 1 {
		table = append(table, fmt.Sprintf("/ColSpan %d", e.columns))
	}
	if e.rows > 1 {
		table = append(table, fmt.Sprintf("/RowSpan %d", e.rows))
	}
	if len(table) > 0 {
		fmt.Fprintf(&b, " /A <</O /Table %s>>", strings.Join(table, " "))
	}
	if len(e.marks) > 0 {
		fmt.Fprintf(&b, " /Pg %d 0 R", f.pages[e.marks[0].page])
	}
	if len(e.marks)+len(e.kids) > 0 {
		b.WriteString(" /K [")
		for _, m := range e.marks {
			if m.page == e.marks[0].page {
				fmt.Fprintf(&b, "%d ", m.id)
			} else {
				fmt.Fprintf(&b, "<</Type /MCR /Pg %d 0 R /MCID %d>> ", f.pages[m.page], m.id)
			}
		}
		for _, kid := range e.kids {
			fmt.Fprintf(&b, "%d 0 R ", kid.number)
		}
		b.WriteString("]")
	}
	b.WriteString(">>")
	return b.String()
}
