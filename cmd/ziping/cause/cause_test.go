package cause

import (
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

var english = regexp.MustCompile(`[A-Za-z]{2,} [A-Za-z]{2,}`)

// What the system refuses is said in Chinese, also where only the text of an error is left, and the
// file or address is named once.
func TestText(t *testing.T) {
	dir := t.TempDir()
	_, missing := os.Open(filepath.Join(dir, "no"))
	_, folder := os.ReadFile(dir)
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	_, busy := net.Listen("tcp", taken.Addr().String())
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := free.Addr().String()
	if err := free.Close(); err != nil {
		t.Fatal(err)
	}
	_, refused := net.Dial("tcp", closed)
	for _, tt := range []struct {
		err  error
		want string
	}{
		{missing, filepath.Join(dir, "no") + "：没有这个文件或文件夹"},
		{fmt.Errorf("打不开：%w", missing), "打不开：" + filepath.Join(dir, "no") + "：没有这个文件或文件夹"},
		{fmt.Errorf("打不开 %s：%w", dir, folder), "打不开 " + dir + "：这是文件夹，不是文件"},
		{fmt.Errorf("打不开地址：%w", busy), "打不开地址：" + taken.Addr().String() + " 已被别的程序占用"},
		{errors.Join(errors.New("甲"), fmt.Errorf("乙：%w", refused)), "甲\n乙：" + closed + " 连接被拒绝，那里没有程序在监听"},
		{&net.DNSError{Err: "no such host", Name: "redis.invalid", IsNotFound: true}, "没有主机 redis.invalid"},
		{errors.New("甲：permission denied"), "甲：没有权限"},
	} {
		if got := Text(tt.err); got != tt.want || english.MatchString(got) {
			t.Errorf("%v: %q, want %q", tt.err, got, tt.want)
		}
	}
	if got := Sprintf("打不开 %s（%d）：%v", filepath.Join(dir, "no"), 1, missing); got != "打不开 "+filepath.Join(dir, "no")+"（1）：没有这个文件或文件夹" {
		t.Error(got)
	}
}
