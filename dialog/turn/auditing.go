package turn

import (
	"unicode/utf8"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading/audit"
	"ziping/dialog/reading/cell"
	"ziping/dialog/reading/preview"
	"ziping/dialog/reading/source"
	"ziping/dialog/screen"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// auditHelp says what to send for a report to be held against itself.
func auditHelp(t *stage.Turn) {
	if t.Session.Who.Role == dialog.Staff {
		t.Say(dialog.Reply{Text: screen.TextAuditStaff})
		return
	}
	t.Say(dialog.Reply{Title: "核对报告", Text: screen.TextAudit})
}

// auditFile holds a file that a manager sent against itself. Nothing of it becomes an answer.
func auditFile(t *stage.Turn) {
	f := t.Given.File
	if f == nil || f.Refused != "" {
		text := screen.TextAudit
		if f != nil {
			text = f.Refused + "\n" + text
		}
		t.Say(dialog.Reply{Text: text})
		return
	}
	t.Say(Audited(t.Form.Pack, t.Session.Evaluation.Unit, f))
}

// Audited is a file held against itself by a table.
func Audited(pack *scoring.Pack, unit string, f *dialog.File) dialog.Reply {
	return audited(pack, unit, "“"+form.Excerpt(f.Name, 40)+"”", f.Document)
}

// auditText holds a long text that a manager pasted against itself; false: it is no report.
func auditText(t *stage.Turn, typed string) bool {
	if t.Session.Who.Role == dialog.Staff || utf8.RuneCountInString(typed) < leastAudited {
		return false
	}
	t.Say(audited(t.Form.Pack, t.Session.Evaluation.Unit, "粘贴的文字", source.Text(typed)))
	return true
}

// leastAudited is how long a pasted report is at least, in characters.
const leastAudited = 200

func audited(pack *scoring.Pack, unit, name string, doc cell.Document) dialog.Reply {
	r := audit.Of(pack, unit, 0, preview.Running(doc))
	if len(r.Read)+len(r.Claims)+len(r.Conflicts) == 0 {
		return dialog.Reply{Kind: dialog.Send, Text: "在" + name + "里没有读到自评的数据。\n" + screen.TextAudit}
	}
	return dialog.Reply{Kind: dialog.Send, Title: "核对" + name, Text: r.Brief(doc.Unread)}
}
