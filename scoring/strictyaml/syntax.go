package strictyaml

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// syntaxSlip is a mistake in YAML that can be seen on a single line.
type syntaxSlip struct {
	pattern    *regexp.Regexp
	text, mend string
}

// syntaxSlips are the mistakes of people who write YAML for the first time. They are looked
// for only when a file cannot be read at all.
var syntaxSlips = []syntaxSlip{
	{regexp.MustCompile(`^ *\t`), "这一行用制表符（Tab）缩进", "删去行首的制表符，改用空格，每层两个"},
	{regexp.MustCompile(`^[ 　]*　`), "这一行用全角空格缩进", "删去行首的全角空格，改用英文空格，每层两个"},
	{regexp.MustCompile(`^ *(?:- *)?["']?[A-Za-z_][A-Za-z0-9_]*["']?\s*：`), "键后面是中文冒号“：”", "改成英文冒号，后面加一个空格，例：title: 名称"},
	{regexp.MustCompile(`^ *(?:- +)?[A-Za-z_][A-Za-z0-9_]*:[^\s:/]`), "冒号后面缺少空格", "在英文冒号后面加一个空格，例：max: 5"},
	{regexp.MustCompile(`^ *-[^\s\-0-9.]`), "“-”后面缺少空格", "在“-”后面加一个空格，例：- name: 投入"},
	{regexp.MustCompile("(?:: +|^ *- +|[{,] *[A-Za-z_]+: +)[%@`]"), "值以 %、@ 或 ` 开头，要加引号", "把整个值放进英文双引号，例：unit: \"%\""},
	{regexp.MustCompile(`(?:: +|^ *- +)(?:\*|&[^\s]*[^\x00-\x7f]|![^\s])`), "值以 *、& 或 ! 开头，要加引号", "把整个值放进英文双引号"},
	{regexp.MustCompile(`^ *(?:- +)?[A-Za-z_][A-Za-z0-9_]*: +[^"'{\[|>#\s][^#]*?: `), "值里有“: ”，要加引号", "把整个值放进英文双引号，或把值里的英文冒号改成中文冒号"},
	{regexp.MustCompile(`: +[“”][^“”]*$`), "值以中文引号开头而没有配对", "补上另一半；作为 YAML 的引号时须用英文双引号"},
	{regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]* +[^:\s#][^:]*$`), "键后面缺少冒号", "写成“键: 值”，例：version: 1"},
}

// syntaxText puts the YAML library's words into the author's language.
var syntaxText = []struct{ part, text, mend string }{
	{"tab character", "这一行用制表符（Tab）缩进", "删去行首的制表符，改用空格，每层两个"},
	{"found character that cannot start any token", "这一行有不能开头的符号（如 %、@、`、制表符）", "把整个值放进英文双引号，缩进只用空格"},
	{"mapping values are not allowed", "这一行多了一个“: ”，或者缩进比上一行多", "值里有“: ”的放进英文双引号；键与同级的键左边对齐"},
	{"could not find expected ':'", "这一行或上一行缺少冒号", "写成“键: 值”，冒号用英文，后面加一个空格"},
	{"did not find expected key", "从这一行开始的一段里，有一行与同级的键没有对齐，或者引号没有配对", "同级的键左边对齐；检查引号、括号是否成对"},
	{"did not find expected '-' indicator", "从这一行开始的列表里，有一项的“- ”没有对齐", "每一项以“- ”开头，左边对齐"},
	{"did not find expected ',' or '}'", "花括号没有配对，或者两项之间缺少逗号", "每个 { 配一个 }，各项用英文逗号隔开；值里有逗号、冒号的放进英文双引号"},
	{"did not find expected ',' or ']'", "方括号没有配对，或者两项之间缺少逗号", "每个 [ 配一个 ]，各项用英文逗号隔开；值里有逗号的放进英文双引号"},
	{"did not find expected node content", "这一行的值写法有误", "检查括号、逗号；值以符号开头的放进英文双引号"},
	{"unexpected end of stream", "引号没有配对，直到文件末尾都没有另一半", "从这一行起检查英文引号是否成对"},
	{"unknown escape character", "双引号里的反斜杠 \\ 写法有误", "反斜杠写成 \\\\，或改用英文单引号"},
	{"alphabetic or numeric character", "值以 * 或 & 开头，要加引号", "把整个值放进英文双引号"},
	{"unknown anchor", "值以 * 开头，要加引号", "把整个值放进英文双引号"},
	{"tag", "值以 ! 开头，要加引号", "把整个值放进英文双引号"},
	{"UTF-8", "文件不是 UTF-8 编码", "用编辑器另存为 UTF-8 编码"},
	{"control characters", "文件里有看不见的控制字符", "删去这一行里的不可见字符，或重新输入这一行"},
	{"directive", "这一行以 % 开头", "把整个值放进英文双引号，或删去这一行"},
	{"document", "文件里有多余的“---”或“...”", "一个文件只写一份，删去这一行"},
}

// mostSyntaxSlips is how many lines of a file that cannot be read are named.
const mostSyntaxSlips = 10

// explainSyntax tells what is wrong with a file that is no YAML: every line with a mistake
// that can be seen, or else what the YAML library says.
func (y *File) explainSyntax(data []byte, problem string) {
	if !utf8.Valid(data) {
		y.Defect(1+bytes.Count(data[:validPrefix(data)], []byte("\n")), "文件不是 UTF-8 编码", "用编辑器另存为 UTF-8 编码")
		return
	}
	if y.visibleSlips(strings.Split(string(data), "\n")) {
		return
	}
	line, text, mend := 1, "不是有效的 YAML", "检查这一行及前后的缩进、冒号后的空格和引号是否成对"
	if m := yamlLine.FindStringSubmatch(problem); m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil && n > 0 {
			line = n
		}
	}
	for _, s := range syntaxText {
		if strings.Contains(problem, s.part) {
			text, mend = s.text, s.mend
			if strings.HasPrefix(s.part, "did not find expected") {
				line++ // the library counts these lines from 0
			}
			break
		}
	}
	y.Defect(line, text, mend)
}

// visibleSlips names the lines with a mistake that can be seen. What follows a key with | or
// > and is indented more is free text.
func (y *File) visibleSlips(lines []string) bool {
	found, free := 0, -1
	for i, line := range lines {
		line = strings.TrimRight(line, "\r")
		indent := len(line) - len(strings.TrimLeft(line, " "))
		if strings.TrimSpace(line) == "" || strings.HasPrefix(strings.TrimSpace(line), "#") {
			continue
		}
		if free >= 0 && indent > free {
			continue
		}
		free = -1
		if blockText.MatchString(line) {
			free = indent
			continue
		}
		for _, s := range syntaxSlips {
			if s.pattern.MatchString(line) {
				y.Defect(i+1, s.text, s.mend)
				found++
				break
			}
		}
		if found == mostSyntaxSlips {
			break
		}
	}
	return found > 0
}

var blockText = regexp.MustCompile(`: *[|>][-+]?\s*$`)

// validPrefix is how many bytes at the beginning are UTF-8.
func validPrefix(data []byte) int {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(data)
}
