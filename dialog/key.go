package dialog

import (
	"strconv"
	"strings"
)

// Field is the code of the questionnaire's field the key belongs to.
func (k Key) Field() string {
	code, _, _ := strings.Cut(string(k), "/")
	return code
}

// Child is the key of something below k: a row, a cell, a text.
func (k Key) Child(name string) Key { return k + "/" + Key(name) }

// Row is the key of the list's row n.
func (k Key) Row(n int) Key { return k.Child(strconv.Itoa(n)) }

// Parent is what k stands below, and the last part of k; ok is false for a field.
func (k Key) Parent() (up Key, last string, ok bool) {
	i := strings.LastIndexByte(string(k), '/')
	if i < 0 {
		return "", string(k), false
	}
	return k[:i], string(k[i+1:]), true
}

// RowNumber reads a row's number; ok is false when s is not one.
func RowNumber(s string) (n int, ok bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n > 0 && strconv.Itoa(n) == s
}
