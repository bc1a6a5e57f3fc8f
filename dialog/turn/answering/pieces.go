package answering

import (
	"strings"

	"ziping/dialog"
	"ziping/dialog/reading/preview"
)

// joinPieces puts messages together as paragraphs. A message as long as Telegram allows was
// cut in the middle by the client, so the next one goes on in the same paragraph.
func joinPieces(pieces []string) string {
	var b strings.Builder
	for i, p := range pieces {
		if i > 0 && preview.Units(pieces[i-1]) < dialog.MaxMessage {
			b.WriteByte('\n')
		}
		b.WriteString(p)
	}
	return b.String()
}
