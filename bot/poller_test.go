package bot

import (
	"errors"
	"strings"
	"testing"

	"ziping/bot/sandbox/sandboxtest"
)

func TestPollingFailures(t *testing.T) {
	for name, fault := range map[string]sandboxtest.Fault{
		"conflict":    {Do: sandboxtest.Refuse, Status: 409, Description: "Conflict: terminated by other getUpdates request", Times: 3},
		"proxy":       {Do: sandboxtest.ServerError, Times: 3},
		"cut":         {Do: sandboxtest.CutBefore, Times: 3},
		"cut after":   {Do: sandboxtest.CutAfter, Times: 2},
		"too fast":    {Do: sandboxtest.TooManyRequests, RetryAfter: 1},
		"token twice": {Do: sandboxtest.Refuse, Status: 401, Description: "Unauthorized", Times: 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			fault.Method = "getUpdates"
			r.phones.Inject(fault)
			r.run()
			r.say(zhang.User, "到了")
			r.sees(zhang.User, "已记录：到了")
			r.settled()
			if got := r.store.typed(zhang.User); len(got) != 1 {
				t.Errorf("recorded %v", got)
			}
		})
	}
}

func TestWrongTokenEndsRun(t *testing.T) {
	r := newRig(t)
	r.opts.Token = "100000001:not-the-right-token"
	err := r.bot().Run(t.Context())
	if !errors.Is(err, ErrToken) {
		t.Fatalf("Run: %v", err)
	}
	if strings.Contains(err.Error()+r.log.String(), "not-the-right") {
		t.Error("the token was shown")
	}
}

func TestWebhookOfBeforeIsRemoved(t *testing.T) {
	r := newRig(t)
	r.phones.Inject(sandboxtest.Fault{
		Method: "getUpdates", Do: sandboxtest.Refuse, Status: 409,
		Description: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
	})
	r.run()
	r.say(zhang.User, "到了")
	r.sees(zhang.User, "已记录：到了")
	if r.phones.Calls("deleteWebhook") != 1 {
		t.Error("the webhook was not removed")
	}
}

func TestNextOffset(t *testing.T) {
	jobOf := func(id int64, settled bool) *job {
		j := newJob(peek{update: id}, nil)
		if settled {
			j.confirm()
		}
		return j
	}
	for name, tt := range map[string]struct {
		jobs []*job
		want int64
	}{
		"all settled":     {[]*job{jobOf(5, true), jobOf(6, true)}, 7},
		"first unsettled": {[]*job{jobOf(5, false), jobOf(6, true)}, 5},
		"last unsettled":  {[]*job{jobOf(5, true), jobOf(6, false)}, 6},
		"out of order":    {[]*job{jobOf(9, true), jobOf(3, false), jobOf(4, false)}, 3},
	} {
		if got := nextOffset(tt.jobs); got != tt.want {
			t.Errorf("%s: %d, want %d", name, got, tt.want)
		}
	}
}

func TestLook(t *testing.T) {
	for raw, want := range map[string]peek{
		`{"update_id":7,"message":{"chat":{"id":11,"type":"private"}}}`:        {update: 7, chat: 11, private: true},
		`{"update_id":7,"edited_message":{"chat":{"id":-5,"type":"group"}}}`:   {update: 7, chat: -5},
		`{"update_id":7,"my_chat_member":{"chat":{"id":11,"type":"private"}}}`: {update: 7, chat: 11, private: true},
		`{"update_id":7,"callback_query":{"id":"q","from":{"id":11}}}`:         {update: 7, chat: 11, private: true, query: "q"},
		`{"update_id":7,"message":3}`:                                          {update: 7},
		`{"update_id":"7"}`:                                                    {update: 5},
		`{"update_id":-7}`:                                                     {update: 5},
		`[]`:                                                                   {update: 5},
		``:                                                                     {update: 5},
		`{"message":{"chat":{"id":11,"type":"private"}}}`:                      {update: 5, chat: 11, private: true},
		`{"update_id":7,"message":{"chat":{"id":"11","type":"private"}}}`:      {update: 7},
		`{"update_id":7,"poll":{"id":"x"}}`:                                    {update: 7},
		`{"update_id":7,"message":{"chat":{"id":99999999999999999999999999}}}`: {update: 7},
	} {
		if got := look(rawUpdate(raw), 4); got != want {
			t.Errorf("look(%s) = %+v, want %+v", raw, got, want)
		}
	}
}
