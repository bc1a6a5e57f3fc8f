package scoring_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const proportional = "    formula: a / b\n    percent: true\n    rule: {kind: proportion}\n"

// Each broken pack is smallPack with one thing replaced; all its defects are named with
// file and line.
var brokenPacks = map[string]struct {
	from, to string
	want     []string
}{
	"points that do not add up": {"name: 某项\n    max: 10", "name: 某项\n    max: 9", []string{
		"small/pack.yaml:28: 一级指标“甲”应为 10 分，各指标分值合计 9 分；核对分值",
		"small/pack.yaml:31: 各指标分值合计 99 分，应为 100 分；核对分值",
	}},
	"a block nobody declared": {"level1: 甲\n", "level1: 申\n", []string{
		"small/pack.yaml:28: 一级指标“甲”应为 10 分，各指标分值合计 0 分；核对分值",
		"small/pack.yaml:32: 指标 X1 的一级指标“申”不在 blocks 里；补上这个一级指标",
	}},
	"a maximum out of reach": {proportional, ratio + "    rule: {kind: bands, bands: [{le: 10, points: 8}, {gt: 10, points: 0}]}\n", []string{
		"small/pack.yaml:32: 指标 X1 按评分标准最高得 8 分，与分值 10 分不符；改正评分标准或分值，使最高得分等于分值",
	}},
	"a checklist above the maximum": {proportional, "    rule: {kind: checklist, field: ticks, items: [{label: 第一, points: 6}, {label: 第二, points: 6}, {label: 第三, points: 0}]}\n", []string{
		"small/pack.yaml:32: 指标 X1 按评分标准最高得 12 分，与分值 10 分不符；改正评分标准或分值，使最高得分等于分值",
	}},
	"points above the maximum": {proportional, ratio + "    rule: {kind: bands, bands: [{le: 10, points: 11}, {gt: 10, points: -1}]}\n", []string{
		"small/pack.yaml:32: 指标 X1 的不高于 10% 档得 11 分，超出 0～10 分；改成 0 到分值之间的数",
		"small/pack.yaml:32: 指标 X1 的高于 10% 档得 -1 分，超出 0～10 分；改成 0 到分值之间的数",
		"small/pack.yaml:32: 指标 X1 按评分标准最高得 11 分，与分值 10 分不符；改正评分标准或分值，使最高得分等于分值",
	}},
	"overlapping bands": {proportional, ratio + "    rule: {kind: bands, bands: [{le: 10, points: 10}, {ge: 10, points: 0}]}\n", []string{
		"small/pack.yaml:32: 指标 X1 的分档重叠：“不高于 10%”与“10% 及以上”；每个值只能属于一档",
	}},
	"a gap between bands": {proportional, ratio + "    rule: {kind: bands, bands: [{le: 10, points: 10}, {gt: 12, points: 0}]}\n", []string{
		"small/pack.yaml:32: 指标 X1 的分档有空档：10%～12%（含）没有得分；请补上这一档",
	}},
	"a point between bands": {proportional, ratio + "    rule: {kind: bands, bands: [{lt: 10, points: 10}, {gt: 10, points: 0}]}\n", []string{
		"small/pack.yaml:32: 指标 X1 的分档有空档：10% 没有得分；请补上这一档",
	}},
	"bands that end": {proportional, ratio + "    rule: {kind: bands, bands: [{gt: 0, le: 10, points: 10}, {gt: 10, le: 50, points: 0}]}\n", []string{
		"small/pack.yaml:32: 指标 X1 的分档有空档：0% 没有得分；请补上这一档",
		"small/pack.yaml:32: 指标 X1 的分档有空档：高于 50% 没有得分；请补上这一档",
	}},
	"an empty band": {proportional, ratio + "    rule: {kind: bands, bands: [{le: 10, points: 10}, {gt: 10, lt: 10, points: 5}, {gt: 10, points: 0}]}\n", []string{
		"small/pack.yaml:32: 指标 X1 的分档“10%”里没有任何值；下限应小于上限",
	}},
	"a band with two lower bounds": {proportional, ratio + "    rule: {kind: bands, bands: [{le: 10, points: 10}, {gt: 10, ge: 10, points: 0}]}\n", []string{
		"small/pack.yaml:32: 指标 X1 的分档重叠：“不高于 10%”与“10% 及以上”；每个值只能属于一档",
		"small/pack.yaml:40: 分档的界限写了两次；上限、下限各写一个，或只写 eq",
	}},
	"an unknown code": {"formula: a / b\n    percent: true\n    rule", "formula: a / rset\n    percent: true\n    rule", []string{
		"small/pack.yaml:38: 公式“a / rset”里的“rset”不是字段代码；是不是“rest”？",
	}},
	"a code with a slip": {"condition: a > b", "condition: a > notes", []string{
		"small/pack.yaml:48: 公式“a > notes”里的“notes”不是字段代码；是不是“note”？",
	}},
	"a duplicate field": {"{code: b, label: 乙数", "{code: a, label: 乙数", []string{
		"small/pack.yaml:13: 字段代码“a”写了两次，第一次在 small/pack.yaml 第 12 行；换一个代码",
		"small/pack.yaml:38: 公式“a / b”里的“b”不是字段代码；字段代码见各部分的 fields",
		"small/pack.yaml:43: 公式“a / b”里的“b”不是字段代码；字段代码见各部分的 fields",
		"small/pack.yaml:48: 公式“a > b”里的“b”不是字段代码；字段代码见各部分的 fields",
		"small/pack.yaml:49: 检查 A02：公式“b”里的“b”不是字段代码；字段代码见各部分的 fields",
	}},
	"a duplicate column": {"{code: done, label: 完成", "{code: name, label: 完成", []string{
		"small/pack.yaml:24: 列“name”写了两次；删去其中一个",
	}},
	"a duplicate key": {"title: 小表", "title: 小表\ntitle: 大表", []string{
		"small/pack.yaml:3: 规则包里“title”写了两次，第一次在第 2 行；删去其中一个",
	}},
	"an unknown key": {"title: 小表", "title: 小表\nregoin: 某省", []string{
		"small/pack.yaml:3: 规则包里不认识“regoin”；是不是“region”？",
	}},
	"a wrong type": {"version: 1", "version: 一", []string{
		"small/pack.yaml:3: 规则包的“version”应是数字，这里是“一”；例：12 或 0.5",
	}},
	"a list in place of a text": {"title: 小表", "title: [小表]", []string{
		"small/pack.yaml:2: 规则包的“title”应是文字，这里是列表；写成一行文字；有特殊符号的放进英文双引号",
		"small/pack.yaml:2: 规则包的“title”是空的；请补上",
	}},
	"a long code": {"code: rest", "code: " + strings.Repeat("r", 41), []string{
		"small/pack.yaml:20: 字段代码“" + strings.Repeat("r", 41) + "”长于 40 个字符；换一个短一些的代码",
		"small/pack.yaml:41: 指标 Y1 的“rest”不是字段代码",
	}},
	"a code in capitals": {"code: note", "code: Note", []string{
		"small/pack.yaml:19: 字段代码“Note”只能用小写字母、数字和下划线，并以字母开头；例：budget_initial",
	}},
	"a reserved word as code": {"code: note", "code: indicator", []string{
		"small/pack.yaml:19: 字段代码“indicator”是公式里的保留字；换一个代码",
	}},
	"a cycle": {"{code: b, label: 乙数, kind: money}", "{code: b, label: 乙数, kind: money, when: m > 0}\n      - {code: m, label: 丙数, kind: count, derive: k}\n      - {code: k, label: 丁数, kind: count, offer: b}", []string{
		"small/pack.yaml:13: 字段的条件或计算绕成了圈：b → m → k → b；去掉其中一处 when、derive 或 offer",
	}},
	"no options": {"{code: pick, label: 等次, kind: choice, options: [优秀, 良好, 较差]}", "{code: pick, label: 等次, kind: choice}", []string{
		"small/pack.yaml:17: 选择字段“pick”没有选项；补上 options",
	}},
	"a section without fields": {"blocks:\n", "  - {code: two, title: 第二部分}\nblocks:\n", []string{
		"small/pack.yaml:28: 部分“第二部分”没有字段；补上 fields，或删去这一部分",
	}},
	"grades that climb": {"{name: 优, from: 90}", "{name: 优, from: 0}", []string{
		"small/pack.yaml:5: 等次应从高到低：“差”（0 分）在“优”（0 分）之后；按起始分数从高到低排列",
	}},
	"a total without grade": {"{name: 差, from: 0}", "{name: 差, from: 60}", []string{
		"small/pack.yaml:5: 最低等次“差”从 60 分起，更低的总分没有等次；最低等次从 0 分起",
	}},
	"a brace left open": {"message: 甲 {a} 大于乙 {b}", "message: 甲 {a 大于乙", []string{
		"small/pack.yaml:49: 检查 A02：提示语“甲 {a 大于乙”的花括号不成对；每个 { 配一个 }；要写花括号本身，写成 {{ 或 }}",
	}},
	"a message that does not compile": {"message: 甲 {a} 大于乙 {b}", "message: 甲 {a +} 大于乙", []string{
		"small/pack.yaml:49: 检查 A02：公式“a +”写法有误，出错在第 3 个字符；检查括号、运算符和字段代码",
	}},
	"a message with an unknown format": {"message: 甲 {a} 大于乙 {b}", "message: 甲 {a|money}", []string{
		"small/pack.yaml:49: 检查 A02：提示语里“{a|money}”的格式“money”没有定义；可用 percent（百分数）、points（得分）",
	}},
	"a condition that is a figure": {"condition: a > b", "condition: a - b", []string{
		"small/pack.yaml:48: 公式“a - b”应得出是或否，实际得出数字；写成能判断是否的式子，例：a > b",
	}},
	"types that do not fit": {"condition: a > b", "condition: a > yes", []string{
		"small/pack.yaml:48: 公式“a > yes”里“yes”处应是数字，实际是是或否；两边的类型要一致；核对代码和运算符",
	}},
	"an option nobody can choose": {"condition: a > b", `condition: pick == "优"`, []string{
		"small/pack.yaml:48: 公式“pick == \"优\"”里“优”不是“pick”的选项；选项有：优秀、良好、较差",
	}},
	"an unknown function": {"condition: a > b", "condition: roun(a, 0) > b", []string{
		"small/pack.yaml:48: 公式“roun(a, 0) > b”里没有“roun”这个函数；是不是“round”？",
	}},
	"an unknown column": {"condition: a > b", `condition: sum_of(list, "summ") > b`, []string{
		"small/pack.yaml:48: 公式“sum_of(list, \"summ\") > b”里 sum_of 的参数“summ”没有定义；是不是“sum”？",
	}},
	"a construct that is not offered": {"condition: a > b", "condition: 'any(list, # > 1)'", []string{
		"small/pack.yaml:48: 公式“any(list, # > 1)”里有不支持的写法“any(list, # > 1)”；只能用字段代码、数字、+ - * /、比较、and or not、?: 和规定的函数",
	}},
	"an unknown rule": {"rule: {kind: proportion}", "rule: {kind: proportional}", []string{
		"small/pack.yaml:40: 评分规则“proportional”没有定义；是不是“proportion”？",
	}},
	"a rule without formula": {proportional, "    rule: {kind: over, threshold: 1, per_point: 1}\n", []string{
		"small/pack.yaml:38: 指标 X1 的评分规则“over”要用公式；补上 formula",
	}},
	"a rule on a field of another kind": {"{kind: manual, field: rest}", "{kind: manual, field: note}", []string{
		"small/pack.yaml:41: 指标 Y1 的字段“note”类型应是 number（数），实际是 text（一行字）；换一个字段，或改字段的 kind",
	}},
	"a deduction of nothing": {"rule: {kind: proportion}", "rule: {kind: over, threshold: 1, per_point: 0}", []string{
		"small/pack.yaml:32: 指标 X1 评分规则的“per_point”应大于 0；写一个大于 0 的数",
	}},
	"an alias": {"title: 小表", "title: &t 小表\nregion: *t", []string{
		"small/pack.yaml:3: “region”用了引用（*），这里不支持；请写出完整的值",
	}},
	"a duplicate check": {"checks:\n", "checks:\n  - {id: A02, title: 又, severity: note, condition: b > a, message: 乙大}\n", []string{
		"small/pack.yaml:46: 检查编号“A02”写了两次，第一次在 small/pack.yaml 第 45 行；加上后缀区分，例：A05.transfers",
	}},
	"an unknown severity": {"severity: error", "severity: fatal", []string{
		"small/pack.yaml:47: 检查 A02 的级别“fatal”没有定义；写 error、warning 或 note",
	}},
	"a shared check that is not there": {"version: 1", "version: 1\nwithout: [B77]", []string{
		"small/pack.yaml:4: without 里的“B77”不是共用检查；删去，或检查编号",
	}},
	"a missing fragment": {"version: 1", "version: 1\ninclude: [shared/none.yaml]", []string{
		"small/pack.yaml:4: 没有“shared/none.yaml”这个文件；检查文件名",
	}},
	"a path that climbs": {"version: 1", "version: 1\ninclude: [../../etc/passwd]", []string{
		"small/pack.yaml:4: “../../etc/passwd”不是文件名；写相对路径，例：shared/checks.yaml",
	}},
	"a rename to nowhere": {"version: 1", "version: 1\nrenames: {old: ntoe, a: b}", []string{
		"small/pack.yaml:4: 改名表里的新代码“ntoe”不是字段代码；是不是“note”？",
		"small/pack.yaml:4: 改名表里的旧代码“a”现在仍是字段代码；删去这一行，或改用别的代码",
	}},
	"reminders nobody can keep": {"version: 1", "version: 1\nreminders: {before: [3, -1, 三, 61], at: 22:00, overdue: 也许, hour: 9}", []string{
		"small/pack.yaml:4: 提前的工作日“-1”应是 0 到 60 的整数；例：before: [7, 3, 1]",
		"small/pack.yaml:4: 提前的工作日“三”应是 0 到 60 的整数；例：before: [7, 3, 1]",
		"small/pack.yaml:4: 提前的工作日“61”应是 0 到 60 的整数；例：before: [7, 3, 1]",
		"small/pack.yaml:4: 提醒的时刻“22:00”不对，应在 08:30 到 19:59 之间；加引号，例：at: \"09:00\"",
		"small/pack.yaml:4: 提醒的“overdue”应是 true 或 false；是写 true，否写 false",
		"small/pack.yaml:4: 提醒里不认识“hour”；请删去或改正",
	}},
	"a quote left open": {"title: 小表", "title: \"小表", []string{
		"small/pack.yaml:2: 引号没有配对，直到文件末尾都没有另一半；从这一行起检查英文引号是否成对",
	}},
	"several slips of syntax": {"title: 小表\nversion: 1", "title：小表\nversion:1\n\tregion: 某省\nissuer: 说明: 无\nnotice: %以下表为准", []string{
		"small/pack.yaml:2: 键后面是中文冒号“：”；改成英文冒号，后面加一个空格，例：title: 名称",
		"small/pack.yaml:3: 冒号后面缺少空格；在英文冒号后面加一个空格，例：max: 5",
		"small/pack.yaml:4: 这一行用制表符（Tab）缩进；删去行首的制表符，改用空格，每层两个",
		"small/pack.yaml:5: 值里有“: ”，要加引号；把整个值放进英文双引号，或把值里的英文冒号改成中文冒号",
		"small/pack.yaml:6: 值以 %、@ 或 ` 开头，要加引号；把整个值放进英文双引号，例：unit: \"%\"",
	}},
	"no colon": {"version: 1", "version 1", []string{
		"small/pack.yaml:3: 键后面缺少冒号；写成“键: 值”，例：version: 1",
	}},
	"keys out of line": {"    title: 第一部分", "     title: 第一部分", []string{
		"small/pack.yaml:10: 这一行多了一个“: ”，或者缩进比上一行多；值里有“: ”的放进英文双引号；键与同级的键左边对齐",
	}},
	"an item out of line": {"  - {name: 差, from: 0}", " - {name: 差, from: 0}", []string{
		"small/pack.yaml:7: 从这一行开始的一段里，有一行与同级的键没有对齐，或者引号没有配对；同级的键左边对齐；检查引号、括号是否成对",
	}},
	"a brace not closed": {"{code: n, label: 个数, kind: count}", "{code: n, label: 个数, kind: count", []string{
		"small/pack.yaml:14: 花括号没有配对，或者两项之间缺少逗号；每个 { 配一个 }，各项用英文逗号隔开；值里有逗号、冒号的放进英文双引号",
	}},
}

func TestLoadRefuses(t *testing.T) {
	for name, c := range brokenPacks {
		t.Run(name, func(t *testing.T) {
			_, err := loadYAML(change(t, c.from, c.to))
			if err == nil {
				t.Fatal("loaded")
			}
			got := defectsOf(t, err)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
