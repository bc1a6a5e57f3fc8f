package bot_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"ziping/bot/sandbox"
)

// effort is what a form costs the person who fills it, and what is left in the chat.
type effort struct {
	actions  int // messages sent and buttons tapped
	messages int // new messages of the bot
	edits    int // messages of the bot that changed in place
	shown    int // Chinese characters and numbers to read: of an edit the lines that are new
	live     int // messages left with buttons
}

// number is one thing to read, as a Chinese character is.
var number = regexp.MustCompile(`[0-9A-Za-z][0-9A-Za-z.,%]*`)

func toRead(text string) (n int) {
	for _, r := range text {
		if unicode.Is(unicode.Han, r) {
			n++
		}
	}
	return n + len(number.FindAllString(text, -1))
}

// effortOf reads a played transcript as one of its people.
func effortOf(played, who string) (e effort) {
	shown := map[string]bool{} // lines of the chat so far: an edit repeats most of a message
	var in rune                // the mark of the message that is being read; 0 between messages
	for line := range strings.Lines(played) {
		line = strings.TrimRight(line, "\n")
		rest, own := strings.CutPrefix(line, who)
		if own && rest != "" && strings.IndexByte(">#!^~", rest[0]) >= 0 {
			e.actions++
			in = 0
			continue
		}
		rest, own = strings.CutPrefix(line, "  "+who)
		if !own {
			continue
		}
		mark, text := []rune(rest)[0], strings.TrimSpace(string([]rune(rest)[1:]))
		switch {
		case strings.HasPrefix(text, "["):
			in = 0 // buttons end a message
			continue
		case mark == '│' && in != mark:
			e.messages++
		case mark == '✎' && in != mark:
			e.edits++
		}
		in = mark
		if mark == '│' || !shown[text] {
			e.shown += toRead(text)
		}
		shown[text] = true
	}
	return e
}

// liveKeyboards are the messages of a chat that still have buttons.
func liveKeyboards(chat []sandbox.Message) int {
	n := 0
	for _, m := range chat {
		if m.FromBot && slices.ContainsFunc(m.Buttons, func(row []sandbox.Button) bool { return len(row) > 0 }) {
			n++
		}
	}
	return n
}

// TestEffortOfWholeCards bounds what the town's form costs somebody who fills whole cards, from the
// first message to 送审.
func TestEffortOfWholeCards(t *testing.T) {
	script, err := os.ReadFile("testdata/whole-cards.transcript")
	if err != nil {
		t.Fatal(err)
	}
	p := newPlayer(t)
	got := effortOf(p.play(string(script)), "小王")
	got.live = liveKeyboards(p.phones.User(wang).Messages())
	t.Logf("%+v", got)
	most := effort{actions: 43, messages: 34, edits: 39, shown: 5610, live: 1}
	if got.actions > most.actions || got.messages > most.messages || got.edits > most.edits || got.shown > most.shown || got.live > most.live {
		t.Errorf("%+v, at the most %+v", got, most)
	}
}
