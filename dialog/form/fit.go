package form

import (
	"slices"
	"strings"

	"ziping/dialog"
	"ziping/scoring"
)

// fits reports whether a stored answer can be read as the answer to f: it has the shape of f's
// kind, and f does not refuse it. Answers of another year, or of an earlier version of the pack,
// may have been given to a question of another kind.
func fits(f *scoring.Field, a dialog.Answer) bool {
	v := a.Value
	if v.State != scoring.Known {
		return f.Kind == scoring.Rows || f.Refuse(v) == ""
	}
	figure, text := !v.Number.IsZero(), v.Text != ""
	var shaped bool
	switch {
	case f.Kind == scoring.Rows:
		return !figure && !text && len(v.Items) == 0 && len(v.Texts) == 0 && !v.Yes
	case f.Kind == scoring.PerIndicator || f.Kind == scoring.PerFinding:
		return false // its texts stand below it
	case f.Kind.Numeric():
		shaped = !text && !v.Yes && len(v.Items) == 0 && !(v.Number.IsZero() && saysNoFigure(a.Typed))
	case f.Kind == scoring.YesNo:
		shaped = !text && !figure && len(v.Items) == 0 && (v.Yes || !saysFigure(a.Typed) && !saysList(a.Typed))
	case f.Kind == scoring.Checklist:
		shaped = !text && !figure && !v.Yes && (len(v.Items) > 0 || a.Typed != "否" && !saysFigure(a.Typed) && !saysList(a.Typed))
	default:
		shaped = text && !figure && !v.Yes
	}
	return shaped && len(v.Rows) == 0 && len(v.Texts) == 0 && f.Refuse(v) == ""
}

// A figure of zero, a no, nothing ticked and a list that is complete are stored alike; what the
// person typed tells them apart.
func saysNoFigure(typed string) bool {
	return saysList(typed) || slices.Contains([]string{"否", "全不选", "都没有"}, typed)
}

func saysList(typed string) bool { return slices.Contains([]string{"填完了", "完成"}, typed) }

func saysFigure(typed string) bool {
	return strings.ContainsAny(typed, "0123456789０１２３４５６７８９零〇")
}
