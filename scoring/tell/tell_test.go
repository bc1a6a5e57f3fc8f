package tell_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"ziping/scoring/tell"
)

func TestOnlyTheSentenceReachesThePerson(t *testing.T) {
	plain := tell.Because(nil, "文件超过 %d MB，请分开发送。", 2)
	caused := tell.Because(io.ErrUnexpectedEOF, "文件没有下载完，请再发一次。")
	for _, c := range []struct {
		name     string
		err      error
		sentence string
		log      string
	}{
		{"sentence", plain, "文件超过 2 MB，请分开发送。", "文件超过 2 MB，请分开发送。"},
		{"cause", caused, "文件没有下载完，请再发一次。", "文件没有下载完，请再发一次。 (unexpected EOF)"},
		{"wrapped for the log", fmt.Errorf("fetch: %w", caused), "文件没有下载完，请再发一次。",
			"fetch: 文件没有下载完，请再发一次。 (unexpected EOF)"},
		{"outermost", tell.Because(plain, "附件用不了。"), "附件用不了。", "附件用不了。 (文件超过 2 MB，请分开发送。)"},
		{"joined", errors.Join(io.EOF, plain), "文件超过 2 MB，请分开发送。", "EOF\n文件超过 2 MB，请分开发送。"},
		{"log only", io.EOF, "", "EOF"},
	} {
		t.Run(c.name, func(t *testing.T) {
			sentence, ok := tell.Sentence(c.err)
			if sentence != c.sentence || ok != (c.sentence != "") {
				t.Errorf("Sentence = %q, %v; want %q", sentence, ok, c.sentence)
			}
			if c.err.Error() != c.log {
				t.Errorf("Error() = %q, want %q", c.err.Error(), c.log)
			}
		})
	}
	if !errors.Is(fmt.Errorf("fetch: %w", caused), io.ErrUnexpectedEOF) {
		t.Error("the cause is lost")
	}
	if _, ok := tell.Sentence(nil); ok {
		t.Error("no error has a sentence")
	}
}
