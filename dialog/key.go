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

// child is the key of something below k: a row, a cell, a text.
func (k Key) child(name string) Key { return k + "/" + Key(name) }

// row is the key of the list's row n.
func (k Key) row(n int) Key { return k.child(strconv.Itoa(n)) }

// parent is what k stands below, and the last part of k; ok is false for a field.
func (k Key) parent() (up Key, last string, ok bool) {
	i := strings.LastIndexByte(string(k), '/')
	if i < 0 {
		return "", string(k), false
	}
	return k[:i], string(k[i+1:]), true
}

// rowNumber reads a row's number; ok is false when s is not one.
func rowNumber(s string) (n int, ok bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n > 0 && strconv.Itoa(n) == s
}
