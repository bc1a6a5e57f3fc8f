package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"ziping/dialog/form"
	"ziping/export/fonts"
	"ziping/scoring"
)

// forms are the questionnaires of the packs, each made once.
type forms struct {
	find func(id string) (*scoring.Pack, error)

	mu   sync.Mutex
	made map[string]*form.Form
}

func newForms(find func(id string) (*scoring.Pack, error)) *forms {
	return &forms{find: find, made: map[string]*form.Form{}}
}

// Form is the questionnaire of the pack with that id.
func (f *forms) Form(id string) (*form.Form, error) {
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

// loadFonts are the built-in faces, with the office's own ones from dir in their place. What
// was found there, and what could not be used, is said on w.
func loadFonts(dir string, w io.Writer) (*fonts.Set, error) {
	if dir == "" {
		return fonts.Builtin()
	}
	set, notes, err := fonts.Load(dir)
	if err != nil {
		return nil, usagef("字体文件夹 %s：%v", dir, err)
	}
	for _, n := range notes {
		fmt.Fprintln(w, n)
	}
	return set, nil
}

// officeClock is the time in the office's zone.
func officeClock(zone string) (func() time.Time, error) {
	where, err := time.LoadLocation(zone)
	if err != nil {
		return nil, usagef("没有“%s”这个时区，应为例如 Asia/Shanghai。", zone)
	}
	return func() time.Time { return time.Now().In(where) }, nil
}
