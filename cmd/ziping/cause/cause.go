// Package cause says in Chinese why the system or the network refused something.
package cause

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/url"
	"os"
	"strings"
	"syscall"
)

// known are the reasons a person who installs the program may meet, with what they mean.
var known = []struct {
	is   error
	says string
}{
	{syscall.EISDIR, "这是文件夹，不是文件"},
	{syscall.ENOTDIR, "路径中有一段不是文件夹"},
	{syscall.ENOSPC, "磁盘已满"},
	{syscall.EROFS, "这个磁盘只能读"},
	{syscall.EMFILE, "打开的文件太多"},
	{syscall.EADDRINUSE, "已被别的程序占用"},
	{syscall.EADDRNOTAVAIL, "本机没有这个地址"},
	{syscall.ECONNREFUSED, "连接被拒绝，那里没有程序在监听"},
	{syscall.ECONNRESET, "连接被对方中断"},
	{syscall.ENETUNREACH, "网络不通"},
	{syscall.EHOSTUNREACH, "网络不通"},
	{syscall.ETIMEDOUT, "超时，没有应答"},
	{syscall.EPIPE, "读取的一方已经退出"},
	{syscall.ENOENT, "没有这个文件或文件夹"},
	{syscall.EACCES, "没有权限"},
	{syscall.EPERM, "没有权限"},
	{syscall.EEXIST, "已经存在"},
	{fs.ErrNotExist, "没有这个文件或文件夹"},
	{fs.ErrPermission, "没有权限"},
	{fs.ErrExist, "已经存在"},
	{context.DeadlineExceeded, "超时，没有应答"},
	{context.Canceled, "已中断"},
	{io.ErrUnexpectedEOF, "内容不完整"},
}

// words puts what the system said into Chinese where only its text is left.
var words = func() *strings.Replacer {
	pairs := []string{"i/o timeout", "超时，没有应答", "no such host", "没有这个主机"}
	for _, k := range known {
		pairs = append(pairs, k.is.Error(), k.says)
	}
	return strings.NewReplacer(pairs...)
}()

// Text is err's text with what the system said in it put into Chinese; all else stays.
func Text(err error) string { return text(err, "") }

// text is Text for an error that is said among other words.
func text(err error, around string) string {
	whole := err.Error()
	for _, e := range parts(err) {
		if said := e.Error(); strings.Contains(whole, said) {
			whole = strings.ReplaceAll(whole, said, say(e, around+strings.ReplaceAll(whole, said, "")))
		}
	}
	return words.Replace(whole)
}

// parts are the errors that err is made of, the outermost first.
func parts(err error) []error {
	all := []error{err}
	switch e := err.(type) { //nolint:errorlint // this is what walks the chain
	case interface{ Unwrap() error }:
		if inner := e.Unwrap(); inner != nil {
			all = append(all, parts(inner)...)
		}
	case interface{ Unwrap() []error }:
		for _, inner := range e.Unwrap() {
			all = append(all, parts(inner)...)
		}
	}
	return all
}

// say is one part in Chinese. Where the words around it name the file already, it is not named again.
func say(err error, around string) string {
	switch e := err.(type) { //nolint:errorlint // a part, not what is below it
	case *fs.PathError:
		if strings.Contains(around, e.Path) {
			return reason(e.Err)
		}
		return e.Path + "：" + reason(e.Err)
	case *os.LinkError:
		return reason(e.Err)
	case *os.SyscallError:
		return reason(e.Err)
	case *url.Error: // its address may have a secret in it
		return Text(e.Err)
	case *net.DNSError:
		if e.IsTimeout {
			return "查主机 " + e.Name + " 的地址超时"
		}
		return "没有主机 " + e.Name
	case *net.OpError:
		if e.Addr != nil {
			return e.Addr.String() + " " + reason(e.Err)
		}
		return reason(e.Err)
	}
	return err.Error()
}

// reason is why, in Chinese where it is known.
func reason(err error) string {
	for _, k := range known {
		if errors.Is(err, k.is) {
			return k.says
		}
	}
	if dns := (*net.DNSError)(nil); errors.As(err, &dns) {
		return say(dns, "")
	}
	if slow := net.Error(nil); errors.As(err, &slow) && slow.Timeout() {
		return "超时，没有应答"
	}
	return err.Error()
}

// Sprintf is fmt's, with the errors among args said as Text does.
func Sprintf(format string, args ...any) string {
	said, around := make([]any, len(args)), format
	for _, a := range args {
		if _, ok := a.(error); !ok {
			around += " " + fmt.Sprint(a)
		}
	}
	for i, a := range args {
		said[i] = a
		if err, ok := a.(error); ok && err != nil {
			said[i] = text(err, around)
		}
	}
	return fmt.Sprintf(format, said...)
}
