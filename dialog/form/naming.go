package form

import (
	"fmt"
	"strings"

	"ziping/dialog"
)

// Named are the labels of questions, at most so many of them.
func (st *State) Named(keys []dialog.Key, most int) string {
	var labels []string
	for _, k := range keys {
		if q, ok := st.Find(k); ok && len(labels) < most {
			labels = append(labels, Excerpt(st.Label(q), 24))
		}
	}
	words := strings.Join(labels, "、")
	if len(keys) > len(labels) {
		words += fmt.Sprintf("等 %d 题", len(keys))
	}
	return words
}

// MembersAtOnce is how many members a list names.
const MembersAtOnce = 40
