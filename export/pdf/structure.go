package pdf

// The logical structure of a file says to a reader that does not see the page what a text is: a heading,
// a paragraph, a cell under its head (ISO 32000-1, 14.8). It follows the document, not the pages: a text
// set before a table to fill the page is read in its place.

// Kinds of elements; those that are not standard are mapped to one that is, see roles.
const (
	kindDocument  = "Document"
	kindTitle     = "Title"
	kindHeading   = "H" // with the level
	kindParagraph = "P"
	kindTable     = "Table"
	kindRow       = "TR"
	kindHead      = "TH"
	kindCell      = "TD"
	kindCaption   = "Caption"
	kindFigure    = "Figure"
)

// roles say which standard kind a kind of ours is.
const roles = "/Title /P"

// element is one part of the structure. What is drawn belongs to one, or is an artifact: a rule, a
// page number, a head that is said again.
type element struct {
	kind string
	// alt are the words for a drawing.
	alt string
	// columns and rows are how many a cell covers, when more than one.
	columns, rows int
	parent        *element
	kids          []*element
	marks         []stretch
	number        int // of its object
}

// stretch is a stretch of a page's content that belongs to an element.
type stretch struct{ page, id int }

// child adds an element at the end of another.
func (e *element) child(kind string) *element {
	kid := &element{kind: kind, parent: e}
	e.kids = append(e.kids, kid)
	return kid
}

// tags are the elements of a table: of its head and rows, by column; nil where a cell is covered by
// another.
type tags struct {
	caption, note *element
	head          []*element
}

// tag makes the elements of a measured table.
func (s *sheet) tag(under *element) {
	if len(s.note) > 0 {
		s.tags.note = under.child(kindParagraph)
	}
	table := under.child(kindTable)
	if len(s.caption[0]) > 0 {
		s.tags.caption = table.child(kindCaption)
	}
	if s.headTop > 0 {
		row := table.child(kindRow)
		for range s.head {
			s.tags.head = append(s.tags.head, row.child(kindHead))
		}
	}
	for i, r := range s.rows {
		s.tagRow(table.child(kindRow), i, r)
	}
}

func (s *sheet) tagRow(row *element, i int, r *row) {
	r.tags = make([]*element, len(s.widths))
	for k := 0; k < len(s.widths); k += r.span(k) {
		merged := r.group[k] >= 0
		switch {
		case r.label >= 0 && k < r.labelEnd:
			if k == 0 {
				r.tags[r.label] = row.child(kindCell)
				r.tags[r.label].columns = r.labelEnd
			}
			continue
		case merged && i > 0 && s.rows[i-1].group[k] == r.group[k]:
			continue // the cell above goes on
		}
		kind := kindCell
		if s.table.Headless() && k == 0 {
			kind = kindHead // a form names its rows at the left
		}
		cell := row.child(kind)
		cell.columns = r.span(k)
		if merged {
			cell.rows = s.segmentEnd(i, len(s.rows), k) - i
		}
		r.tags[k] = cell
	}
}
