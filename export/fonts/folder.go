package fonts

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Note tells whoever runs the program what became of one font file.
type Note struct {
	File string
	Text string
}

// String is the note as it is printed.
func (n Note) String() string { return n.File + "：" + n.Text }

// maxFontFile bounds what is read from the folder; the largest Chinese faces
// are some 30 MB.
const maxFontFile = 64 << 20

// Load takes an office's own faces from a folder, by the names inside the
// files and then by the file names: 方正小标宋, 仿宋_GB2312, 楷体_GB2312, 黑体,
// 宋体, Times New Roman. Roles without a file, and characters a file lacks, use
// the built-in faces. A file that cannot be used is a note, not an error; an
// error means the folder cannot be read. An empty dir gives Builtin.
func Load(dir string) (*Set, []Note, error) {
	base, err := Builtin()
	if err != nil || dir == "" {
		return base, nil, err
	}
	entries, err := os.ReadDir(dir) // sorted by name
	if err != nil {
		return nil, nil, fmt.Errorf("读取字体文件夹：%w", err)
	}
	set, notes := *base, []Note(nil)
	var taken [roles]bool
	for _, entry := range entries {
		extension := strings.ToLower(filepath.Ext(entry.Name()))
		if entry.IsDir() || !slices.Contains([]string{".ttf", ".otf", ".ttc"}, extension) {
			continue
		}
		note := func(format string, arguments ...any) {
			notes = append(notes, Note{File: entry.Name(), Text: fmt.Sprintf(format, arguments...)})
		}
		face, err := readFace(filepath.Join(dir, entry.Name()))
		if err != nil {
			note("未使用：%v", err)
			continue
		}
		role, known := recognise(face, entry.Name())
		switch {
		case !known:
			note("未使用：认不出是小标宋、仿宋、楷体、黑体、宋体还是 Times New Roman")
		case taken[role]:
			note("未使用：%s已有 %s", role, set.own[role].Name())
		default:
			taken[role], set.own[role] = true, face
			if lacking := lacks(face, role); len(lacking) > 0 {
				note("用作%s；缺%d个常用字（%s），缺字用其他字体补", role, len(lacking), sampleOf(lacking))
			} else {
				note("用作%s", role)
			}
		}
	}
	return &set, notes, nil
}

func readFace(path string) (*Face, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxFontFile {
		return nil, fmt.Errorf("不是普通文件或超过 %d MB", maxFontFile>>20)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return Parse(filepath.Base(path), data)
}

// marks are parts of family and file names, lower case without spaces; 小标宋
// and 仿宋 stand before 宋体 because their names contain it.
var marks = []struct {
	role  Role
	parts []string
}{
	{Title, []string{"小标宋", "xiaobiaosong", "xbsong", "fzxbs", "fzxbsj"}},
	{Body, []string{"仿宋", "fangsong", "simfang", "fsgb2312", "stfangso"}},
	{Kai, []string{"楷体", "楷_", "kaiti", "simkai", "kaigb2312"}},
	{Hei, []string{"黑体", "simhei", "heiti"}},
	{Song, []string{"宋体", "simsun", "songti"}},
	{Roman, []string{"timesnewroman", "times.ttf", "tinos", "liberationserif"}},
}

func recognise(face *Face, file string) (Role, bool) {
	for _, name := range append(slices.Clone(face.names), file) {
		plain := strings.ToLower(strings.NewReplacer(" ", "", "-", "").Replace(name))
		for _, mark := range marks {
			for _, part := range mark.parts {
				if strings.Contains(plain, part) {
					return mark.role, true
				}
			}
		}
	}
	return 0, false
}
