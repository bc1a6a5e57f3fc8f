package remind

import (
	"fmt"
	"strings"
	"time"

	"ziping/dialog"
)

// newsShown is how many earlier news a message tells one by one.
const newsShown = 15

// Bundle makes one message of news: the last one in full, a line for each one before it. There
// must be one at least. Times are told in the zone of now.
func Bundle(news []dialog.News, now time.Time) dialog.Reply {
	last := news[len(news)-1].Reply
	return WithNews(last, news[:len(news)-1], now)
}

// WithNews puts a line for each of the news before a message.
func WithNews(reply dialog.Reply, news []dialog.News, now time.Time) dialog.Reply {
	if len(news) == 0 {
		return reply
	}
	var b strings.Builder
	b.WriteString("此前的进展：")
	if n := len(news) - newsShown; n > 0 {
		fmt.Fprintf(&b, "\n· ……更早的 %d 条从略", n)
		news = news[n:]
	}
	for _, n := range news {
		fmt.Fprintf(&b, "\n· %s %s", n.At.In(now.Location()).Format("1月2日 15:04"), n.Reply.News)
	}
	reply.Text += "\n\n" + b.String()
	return reply
}
