package office

import (
	"fmt"
	"io"
	"sync"
	"time"

	"ziping/dialog/form"
	"ziping/export/fonts"
	"ziping/scoring"
)

// Forms are the questionnaires of the packs, each made once.
type Forms struct {
	find func(id string) (*scoring.Pack, error)

	mu   sync.Mutex
	made map[string]*form.Form
}

// NewForms are those of the packs that find finds.
func NewForms(find func(id string) (*scoring.Pack, error)) *Forms {
	return &Forms{find: find, made: map[string]*form.Form{}}
}

// Form is the questionnaire of the pack with that id.
func (f *Forms) Form(id string) (*form.Form, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if questions, ok := f.made[id]; ok {
		return questions, nil
	}
	pack, err := f.find(id)
	if err != nil {
		return nil, err
	}
	questions := form.New(pack)
	f.made[id] = questions
	return questions, nil
}

// Faces are the built-in faces, with the office's own ones from dir in their place. What
// was found there, and what could not be used, is said on w.
func Faces(dir string, w io.Writer) (*fonts.Set, error) {
	if dir == "" {
		return fonts.Builtin()
	}
	set, notes, err := fonts.Load(dir)
	if err != nil {
		return nil, Refuse("字体文件夹 %s：%v", dir, err)
	}
	for _, n := range notes {
		fmt.Fprintln(w, n)
	}
	return set, nil
}

// DefaultZone is the office's time zone where none is set.
const DefaultZone = "Asia/Shanghai"

// Clock is the time in the office's zone.
func Clock(zone string) (func() time.Time, error) {
	where, err := time.LoadLocation(zone)
	if err != nil {
		return nil, Refuse("没有“%s”这个时区，应为例如 Asia/Shanghai。", zone)
	}
	return func() time.Time { return time.Now().In(where) }, nil
}
