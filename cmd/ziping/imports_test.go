package main

import (
	"os/exec"
	"strings"
	"testing"
)

// allowed are the project's own packages each package may import, and the third-party
// modules that belong to one place only. Imports point down:
// cmd → bot → dialog → scoring, bot/reports → export → scoring, dialog/store → dialog.
var allowed = map[string][]string{
	"ziping/scoring/fact":       nil,
	"ziping/scoring/hint":       nil,
	forPeople:                   nil,
	"ziping/scoring/strictyaml": {"ziping/scoring/fact", "ziping/scoring/hint"},
	"ziping/scoring/formula":    {"ziping/scoring/fact", "ziping/scoring/hint"},
	"ziping/scoring/rule":       {"ziping/scoring/fact", "ziping/scoring/formula", "ziping/scoring/project"},
	"ziping/scoring/project":    {"ziping/scoring/fact"},
	"ziping/scoring/slip":       {"ziping/scoring/fact", "ziping/scoring/project"},
	"ziping/scoring": {
		"ziping/scoring/fact", "ziping/scoring/formula", "ziping/scoring/project", "ziping/scoring/rule",
		"ziping/scoring/slip", "ziping/scoring/strictyaml",
	},
	"ziping/scoring/load": {
		"ziping/scoring", "ziping/scoring/fact", "ziping/scoring/formula", "ziping/scoring/hint", "ziping/scoring/project",
		"ziping/scoring/rule", "ziping/scoring/strictyaml",
	},
	"ziping/scoring/answers": {"ziping/scoring", "ziping/scoring/fact", "ziping/scoring/hint", "ziping/scoring/rule", "ziping/scoring/strictyaml"},
	"ziping/scoring/packs":   {"ziping/scoring", "ziping/scoring/load", "ziping/scoring/strictyaml"},

	"ziping/dialog":        {"ziping/dialog/reading/cell", "ziping/scoring"},
	"ziping/dialog/form":   {"ziping/dialog", "ziping/dialog/reading/numeral", "ziping/scoring"},
	"ziping/dialog/board":  {"ziping/dialog", "ziping/dialog/form", "ziping/scoring"},
	"ziping/dialog/remind": {"ziping/dialog", "ziping/dialog/remind/calendar", "ziping/scoring"},
	"ziping/dialog/desk":   {"ziping/dialog", "ziping/dialog/board", "ziping/dialog/form", "ziping/dialog/reading", "ziping/dialog/reading/cell", "ziping/scoring"},
	"ziping/dialog/screen": {
		"ziping/dialog", "ziping/dialog/board", "ziping/dialog/form", "ziping/dialog/reading/numeral", "ziping/dialog/remind", "ziping/scoring",
	},
	"ziping/dialog/turn": {
		"ziping/dialog", "ziping/dialog/form", "ziping/dialog/reading", "ziping/dialog/reading/", "ziping/dialog/screen", "ziping/dialog/turn/",
		"ziping/scoring",
	},
	"ziping/dialog/turn/proposing": {
		"ziping/dialog", "ziping/dialog/form", "ziping/dialog/reading/", "ziping/dialog/screen", "ziping/dialog/turn/stage", "ziping/scoring",
	},
	"ziping/dialog/turn/stage": {"ziping/dialog", "ziping/dialog/form", "ziping/dialog/screen", "ziping/scoring"},
	"ziping/dialog/turn/answering": {
		"ziping/dialog", "ziping/dialog/form", "ziping/dialog/reading", "ziping/dialog/reading/", "ziping/dialog/screen",
		"ziping/dialog/turn/proposing", "ziping/dialog/turn/stage", "ziping/scoring",
	},
	"ziping/dialog/turn/handover": {
		"ziping/dialog", "ziping/dialog/form", "ziping/dialog/remind", "ziping/dialog/screen", "ziping/dialog/turn/stage", "ziping/scoring",
	},
	"ziping/dialog/turn/rewording": {
		"ziping/dialog", "ziping/dialog/form", "ziping/dialog/reading", "ziping/dialog/screen", "ziping/dialog/turn/stage", "ziping/scoring",
	},
	"ziping/dialog/reading":         {"ziping/dialog", "ziping/dialog/form", "ziping/dialog/reading/answer", "ziping/dialog/reading/numeral", "ziping/scoring"},
	"ziping/dialog/reading/numeral": nil,
	"ziping/dialog/reading/cell":    nil,
	"ziping/dialog/reading/label":   {"ziping/dialog/reading/cell", "ziping/scoring"},
	"ziping/dialog/reading/figure":  {"ziping/dialog/reading/cell", "ziping/dialog/reading/numeral"},
	"ziping/dialog/reading/answer": {
		"ziping/dialog/reading/cell", "ziping/dialog/reading/figure", "ziping/dialog/reading/numeral", "ziping/scoring", "ziping/scoring/fact",
	},
	"ziping/dialog/reading/table": {
		"ziping/dialog/reading/answer", "ziping/dialog/reading/cell", "ziping/dialog/reading/figure", "ziping/dialog/reading/label",
		"ziping/dialog/reading/numeral", "ziping/scoring", "ziping/scoring/fact",
	},
	"ziping/dialog/reading/sentence": {
		"ziping/dialog/reading/answer", "ziping/dialog/reading/cell", "ziping/dialog/reading/label", "ziping/scoring", "ziping/scoring/fact",
	},
	"ziping/dialog/reading/projectform": {
		"ziping/dialog/reading/answer", "ziping/dialog/reading/cell", "ziping/dialog/reading/label", "ziping/dialog/reading/table",
		"ziping/scoring", "ziping/scoring/fact",
	},
	"ziping/dialog/reading/preview": {"ziping/dialog", "ziping/dialog/form", "ziping/dialog/reading/", "ziping/scoring"},
	"ziping/dialog/reading/grid": {
		"ziping/dialog/reading/answer", "ziping/dialog/reading/cell", "ziping/dialog/reading/label", "ziping/scoring", "ziping/scoring/fact",
	},
	"ziping/dialog/reading/source":  {"ziping/dialog/reading/cell"},
	"ziping/dialog/reading/audit":   {"ziping/dialog/reading/prose", "ziping/scoring", "ziping/scoring/fact"},
	"ziping/dialog/reading/prose":   {"ziping/dialog/reading/numeral", "ziping/scoring"},
	"ziping/dialog/remind/calendar": nil,
	"ziping/dialog/store":           {"ziping/dialog", "ziping/scoring"},
	"ziping/dialog/store/server":    nil,
	"ziping/export/report": {
		"ziping/export/chart", "ziping/export/document", "ziping/export/docx", "ziping/export/fonts", "ziping/export/pdf",
		"ziping/export/typed", "ziping/export/workbook", "ziping/scoring", "ziping/scoring/formula", "ziping/scoring/rule",
	},
	"ziping/export/board":             {"ziping/export/chart", "ziping/export/fonts", "ziping/export/typed", "ziping/export/workbook", "ziping/scoring"},
	"ziping/export/typed":             nil,
	"ziping/export/fonts":             nil,
	"ziping/export/chart":             {"ziping/export/fonts"},
	"ziping/export/document":          {"ziping/export/chart", "ziping/export/document/official", "ziping/export/fonts"},
	"ziping/export/columns":           nil, // how wide the columns of a table are, once for all writers
	"ziping/export/document/official": nil, // GB/T 9704, once
	"ziping/export/pdf": {
		"ziping/export/chart", "ziping/export/columns", "ziping/export/document", "ziping/export/document/official", "ziping/export/fonts",
		"ziping/export/pdf/archive",
	},
	"ziping/export/pdf/archive": nil,
	"ziping/export/docx":        {"ziping/export/chart", "ziping/export/columns", "ziping/export/document", "ziping/export/document/official", "ziping/export/fonts"},
	"ziping/export/workbook":    {"ziping/scoring"},
	"ziping/bot": {
		"ziping/dialog", "ziping/dialog/desk", "ziping/dialog/form", "ziping/dialog/reading/source", "ziping/dialog/remind", "ziping/dialog/remind/calendar",
		"ziping/dialog/store", "ziping/dialog/turn", "ziping/dialog/turn/rewording",
		"ziping/scoring",
	},
	"ziping/bot/reports": {
		"ziping/bot", "ziping/dialog", "ziping/dialog/desk", "ziping/dialog/form", "ziping/dialog/store", "ziping/export/board", "ziping/export/fonts", "ziping/export/report", "ziping/export/workbook",
		"ziping/scoring",
	},
	"ziping/bot/sandbox":             nil,
	"ziping/bot/sandbox/sandboxtest": {"ziping/bot/sandbox"}, // what only tests use
	"ziping/cmd/ziping/health":       {"ziping/bot", "ziping/cmd/ziping/cause", "ziping/dialog", "ziping/dialog/remind/calendar", "ziping/dialog/store"},
	"ziping/cmd/ziping/columns":      {"ziping/scoring"},
	"ziping/cmd/ziping/cause":        nil,
	"ziping/cmd/ziping/disk":         nil,
	"ziping/cmd/ziping/trial":        {"ziping/bot", "ziping/bot/reports", "ziping/bot/sandbox", "ziping/cmd/ziping/disk", "ziping/cmd/ziping/office", "ziping/dialog", "ziping/dialog/desk", "ziping/dialog/store", "ziping/dialog/store/server", "ziping/scoring"},
	"ziping/cmd/ziping/office":       {"ziping/cmd/ziping/cause", "ziping/dialog", "ziping/dialog/desk", "ziping/dialog/form", "ziping/dialog/remind/calendar", "ziping/export/fonts", "ziping/scoring", "ziping/scoring/packs"},
	"ziping/cmd/ziping":              {"ziping/"},
}

// forPeople marks the errors that may reach a chat. It imports nothing and every package may use it.
const forPeople = "ziping/scoring/tell"

// homes are the only places a library may be imported in.
var homes = map[string]string{
	"github.com/ledongthuc/pdf":     "ziping/dialog/reading/source",
	"github.com/go-telegram/bot":    "ziping/bot",
	"github.com/redis/go-redis":     "ziping/dialog/store",
	"github.com/alicebob/miniredis": "ziping/dialog/store/server",
	"github.com/jung-kurt/gofpdf":   "ziping/export/",
	"github.com/spf13/cobra":        "ziping/cmd/ziping",
}

func TestImportsPointDown(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-f", "{{.ImportPath}} {{join .Imports \" \"}}", "ziping/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		pkg, imports := words[0], words[1:]
		own, known := allowed[pkg]
		if !known {
			t.Errorf("%s is not in the table: say what it may import", pkg)
			continue
		}
		for _, imp := range imports {
			checkImport(t, pkg, imp, own)
		}
	}
}

func checkImport(t *testing.T, pkg, imp string, own []string) {
	t.Helper()
	if strings.HasPrefix(imp, "ziping/") && imp != forPeople {
		for _, a := range own {
			if imp == a || strings.HasSuffix(a, "/") && strings.HasPrefix(imp, a) {
				return
			}
		}
		t.Errorf("%s imports %s, which is not below it", pkg, imp)
	}
	for library, home := range homes {
		if strings.HasPrefix(imp, library) && pkg != strings.TrimSuffix(home, "/") && !strings.HasPrefix(pkg, home) {
			t.Errorf("%s imports %s, which belongs to %s", pkg, imp, home)
		}
	}
}
