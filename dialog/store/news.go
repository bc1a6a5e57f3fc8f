package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"ziping/dialog"
)

// NewsJob asks for all news of the message's evaluation that wait for the chat.
type NewsJob struct{}

// newsEvery is how long a chat has peace after news that ask for nothing.
const newsEvery = 10 * time.Minute

// newsLine is one of the news that wait.
type newsLine struct {
	At    int64         `json:"at"` // ms
	Reply *dialog.Reply `json:"reply"`
}

// appendNews writes news as a script's arguments: their number, then chat, place, line and the
// payload of the message that will tell them.
func appendNews(args []any, news []Message) ([]any, error) {
	args = append(args, strconv.Itoa(len(news)))
	for _, m := range news {
		line, err := encode(newsLine{m.at, m.Reply})
		if err != nil {
			return nil, err
		}
		payload, err := m.newsMessage()
		if err != nil {
			return nil, err
		}
		args = append(args, strconv.FormatInt(m.Chat, 10), whereIs(m.UnitID, m.Year), line, payload)
	}
	return args, nil
}

// newsMessage is the payload of a message that tells the news of m's evaluation.
func (m Message) newsMessage() (string, error) {
	return encodeMessage(Message{UnitID: m.UnitID, Year: m.Year, Due: m.Due, News: &NewsJob{}, at: m.at})
}

// splitNews divides a commit's messages into those that are sent and those that wait to be
// bundled.
func splitNews(out []Message) (sent, news []Message) {
	for _, m := range out {
		if m.Reply != nil && m.Reply.News != "" && !m.Reply.Urgent {
			news = append(news, m)
		} else {
			sent = append(sent, m)
		}
	}
	return sent, news
}

// News returns what waits to be told to a chat about an evaluation, oldest first. member is
// false when the person is in the unit no more. Error: ErrUnavailable.
func (s *Store) News(ctx context.Context, chat int64, unitID string, year int) (news []dialog.News, member bool, err error) {
	var lines *redis.StringCmd
	var in *redis.BoolCmd
	err = s.together(ctx, "news", func(pipe redis.Pipeliner) {
		lines = pipe.HGet(ctx, keyNews(partitionOf(unitID)), placeOfChat(chat, unitID, year))
		in = pipe.HExists(ctx, keyMembers(unitID), strconv.FormatInt(chat, 10))
	})
	if err != nil {
		return nil, false, err
	}
	for line := range strings.SplitSeq(lines.Val(), "\n") {
		if line == "" {
			continue
		}
		var l newsLine
		if err := json.Unmarshal([]byte(line), &l); err != nil || l.Reply == nil {
			return nil, false, fmt.Errorf("store: news are malformed: %w", err)
		}
		news = append(news, dialog.News{At: time.UnixMilli(l.At).UTC(), Reply: *l.Reply})
	}
	return news, in.Val(), nil
}

// NewsTurn takes the chat's turn for news: at most one message in ten minutes, of all units
// together, but for one that is urgent. It returns the zero time when m may be sent now, and
// keeps the turn for m's repetition; else from when on it may. Error: ErrUnavailable.
func (s *Store) NewsTurn(ctx context.Context, m Message, urgent bool) (time.Time, error) {
	now := ""
	if urgent {
		now = "1"
	}
	reply, _, err := s.run(ctx, "news turn", newsTurnScript, []string{keyNewsTurns(partitionOfUser(m.Chat))},
		millis(s.now()), m.Chat, m.ID, strconv.FormatInt(newsEvery.Milliseconds(), 10), now)
	switch {
	case err != nil:
		return time.Time{}, err
	case reply[0] == "OK":
		return time.Time{}, nil
	case reply[0] == "WAIT" && len(reply) == 2:
		return fromMillis(reply[1])
	}
	return time.Time{}, strange("news turn", reply)
}

// tellsNews reports whether a message tells the news that wait: alone, or with its own.
func (m Message) tellsNews() bool { return m.News != nil || m.Reply != nil && m.Reply.Urgent }
