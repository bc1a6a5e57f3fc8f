package bot_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ziping/bot/sandbox"
	"ziping/bot/sandbox/sandboxtest"
)

var update = flag.Bool("update", false, "write the golden transcripts anew")

// A transcript is a conversation that a person can read:
//
//	小王> 1807.76            what somebody types (\n is a line break)
//	小王# 全部为 0（14 项）     a button somebody taps, on the newest message that has it
//	小王^ 编制数 = 66         a reply to the newest message that has the first text
//	小王~ 65 = 66            a change of one's own message
//	小王! voice               something that is not text
//	@ 2024-03-20 09:00       what time it becomes, and reminders are planned
//	// a remark
//
// Every other line is what the phones show then, and is compared:
//
//	小王│ text of a new message
//	小王│ [a button] [another]
//	小王✎ text of a message that changed; that an older one lost its buttons is not shown
//	小王· a toast
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.transcript")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".transcript"), func(t *testing.T) {
			t.Parallel()
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := play(t, string(want))
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("%s (-want +got):\n%s", file, diff)
			}
		})
	}
}

// play takes a transcript's inputs to the bot and writes the transcript with what came back.
func play(t *testing.T, script string) string { return newPlayer(t).play(script) }

func newPlayer(t *testing.T) *player {
	return &player{house: newHouse(t), seen: map[int64]map[int]string{}}
}

func (p *player) play(script string) string {
	for line := range strings.Lines(script) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "//") {
			p.out.WriteString(line + "\n")
			continue
		}
		if when, ok := strings.CutPrefix(line, "@ "); ok {
			p.out.WriteString(line + "\n")
			p.until(when)
			continue
		}
		if user, act, arg, ok := input(line); ok {
			p.out.WriteString(line + "\n")
			p.act(user, act, arg)
		}
	}
	return strings.TrimRight(p.out.String(), "\n") + "\n"
}

// input reads an input line.
func input(line string) (user int64, act byte, arg string, ok bool) {
	for _, p := range townspeople {
		rest, found := strings.CutPrefix(line, p.Name)
		if found && len(rest) > 1 && strings.IndexByte(">#!^~", rest[0]) >= 0 {
			return p.ID, rest[0], strings.TrimSpace(rest[1:]), true
		}
	}
	return 0, 0, "", false
}

type player struct {
	*house
	seen map[int64]map[int]string // what each phone showed so far, by message
	out  strings.Builder
}

func (p *player) act(user int64, act byte, arg string) {
	u := p.phones.User(user)
	var receipt sandbox.Receipt
	var err error
	switch act {
	case '>':
		receipt, err = u.Send(strings.ReplaceAll(arg, `\n`, "\n"))
	case '#':
		receipt, err = tapLabel(u, arg)
	case '!':
		receipt, err = sendOther(u, arg)
	case '^', '~':
		part, text, _ := strings.Cut(arg, " = ")
		receipt, err = refer(u, act == '^', part, text)
	}
	if err != nil {
		p.t.Fatalf("%s%c %s: %v\n%s", name(user), act, arg, err, p.out.String())
	}
	p.quiet()
	if receipt.QueryID != "" {
		a, err := u.WaitAnswer(p.t.Context(), receipt.QueryID)
		if err != nil {
			p.t.Fatal(err)
		}
		if a.Text != "" {
			fmt.Fprintf(&p.out, "  %s· %s\n", name(user), a.Text)
		}
	}
	for _, person := range townspeople {
		p.news(person.ID)
	}
}

// until lets time pass.
func (p *player) until(when string) {
	at, err := time.ParseInLocation("2006-01-02 15:04", when, clockStart.Location())
	if err != nil {
		p.t.Fatal(err)
	}
	p.pass(at.Sub(p.clock.Now()))
	p.quiet()
	for _, person := range townspeople {
		p.news(person.ID)
	}
}

// tapLabel taps the newest button of that label.
func tapLabel(u *sandboxtest.User, label string) (sandbox.Receipt, error) {
	chat := u.Messages()
	for i := len(chat) - 1; i >= 0; i-- {
		if b, ok := chat[i].Button(label); ok {
			return u.Tap(chat[i].ID, b.Data)
		}
	}
	return sandbox.Receipt{}, fmt.Errorf("no button %q", label)
}

// refer replies to the newest message of the bot that holds part, or changes one's own.
func refer(u *sandboxtest.User, reply bool, part, text string) (sandbox.Receipt, error) {
	chat := u.Messages()
	for i := len(chat) - 1; i >= 0; i-- {
		m := chat[i]
		switch {
		case m.FromBot != reply || !strings.Contains(m.Text, part):
		case reply:
			return u.Reply(m.ID, text)
		default:
			return u.Edit(m.ID, text)
		}
	}
	return sandbox.Receipt{}, fmt.Errorf("no message with %q", part)
}

func sendOther(u *sandboxtest.User, what string) (sandbox.Receipt, error) {
	switch what {
	case "voice":
		return u.SendVoice([]byte("OggS"))
	case "photo":
		return u.SendPhoto([]byte("\x89PNG"), "")
	case "sticker":
		return u.SendSticker([]byte("RIFF"))
	}
	return sandbox.Receipt{}, fmt.Errorf("unknown kind %q", what)
}

// news writes what changed on a phone.
func (p *player) news(user int64) {
	if p.seen[user] == nil {
		p.seen[user] = map[int]string{}
	}
	for _, m := range p.phones.User(user).Messages() {
		if !m.FromBot {
			continue
		}
		shown := p.show(user, m)
		was, known := p.seen[user][m.ID]
		if was == shown {
			continue
		}
		p.seen[user][m.ID] = shown
		if retired, _, _ := strings.Cut(was, "\n["); known && shown == retired+"\n" {
			continue // the buttons of what is not the live message any more are gone, and nothing else
		}
		mark := "│"
		if known {
			mark = "✎"
		}
		for line := range strings.Lines(shown) {
			p.out.WriteString(strings.TrimRight(fmt.Sprintf("  %s%s %s", name(user), mark, line), " \n") + "\n")
		}
	}
}

func (p *player) show(user int64, m sandbox.Message) string {
	var b strings.Builder
	b.WriteString(secret.ReplaceAllString(m.Text, "…") + "\n")
	if m.File != nil {
		data, err := p.phones.User(user).File(m.File)
		if err != nil || !strings.HasPrefix(string(data), beginnings[filepath.Ext(m.File.Name)]) {
			p.t.Errorf("%s is not what its name says: %v", m.File.Name, err)
		}
		fmt.Fprintf(&b, "〔%s〕\n", m.File.Name)
	}
	for _, row := range m.Buttons {
		labels := make([]string, len(row))
		for i, button := range row {
			labels[i] = "[" + button.Label + "]"
		}
		b.WriteString(strings.Join(labels, " ") + "\n")
	}
	return b.String()
}

func name(user int64) string { return townspeople[user-wang].Name }

// secret is the code of an invitation, which is another one in every run.
var secret = regexp.MustCompile(`[0-9]{2}[A-Za-z0-9_-]{22}`)

// beginnings are how files of a kind begin.
var beginnings = map[string]string{".pdf": "%PDF-", ".png": "\x89PNG", ".xlsx": "PK"}
