package prose

import "strings"

// topic is what a passage is about: the same word (预算, 支出, 中央) means another question in each.
type topic string

// The topics that tell questions of the same words apart.
const (
	ofProjects    topic = "projects"
	ofSangong     topic = "sangong"
	ofRunning     topic = "running"
	ofProcurement topic = "procurement"
	ofAdded       topic = "added"
	ofTasks       topic = "tasks"

	sharedTransfer  topic = "shared"
	specialTransfer topic = "special"
	bonds           topic = "bonds"

	budgetSide topic = "budget"
	spentSide  topic = "spent"

	quota   topic = "quota"   // posts that were approved
	present topic = "present" // people who are there
)

// axis is a group of topics of which one holds at a time.
type axis uint8

const (
	subject axis = iota
	source
	side
	roster
	axes
)

// topics are the topics that hold at a place of the text, one an axis.
type topics [axes]topic

func (t topics) has(want topic) bool {
	for _, have := range t {
		if have == want {
			return true
		}
	}
	return false
}

// opening is a word that opens a topic.
type opening struct {
	word  string
	axis  axis
	topic topic
}

// openings, the longer word before the one it contains.
var openings = []opening{
	{"年中追加项目", subject, ofAdded}, {"追加项目", subject, ofAdded}, {"追加预算", subject, ofAdded}, {"年中追加", subject, ofAdded}, {"追加", subject, ofAdded},
	{"三公经费", subject, ofSangong}, {"三公”经费", subject, ofSangong}, {"三公", subject, ofSangong},
	{"公用经费", subject, ofRunning}, {"政府采购", subject, ofProcurement}, {"采购", subject, ofProcurement},
	{"重点工作", subject, ofTasks}, {"项目", subject, ofProjects},
	{"共同财政事权", source, sharedTransfer}, {"专项转移支付", source, specialTransfer}, {"债券", source, bonds},
	{"申请预算资金", side, budgetSide}, {"全年预算", side, budgetSide}, {"年初预算", side, budgetSide},
	{"预算数", side, budgetSide}, {"实际支出", side, spentSide}, {"全年支出", side, spentSide}, {"支出数", side, spentSide},
	{"决算", side, spentSide}, {"支出", side, spentSide}, {"预算", side, budgetSide},
	{"核定编制", roster, quota}, {"编制数", roster, quota}, {"编制总数", roster, quota}, {"核定", roster, quota},
	{"在职", roster, present}, {"实有", roster, present}, {"现有", roster, present},
}

// read opens the topics that the words name, in their order.
func (t *topics) read(words string) {
	for i := 0; i < len(words); {
		step := 1
		for _, o := range openings {
			if strings.HasPrefix(words[i:], o.word) {
				t[o.axis] = o.topic
				step = len(o.word)
				break
			}
		}
		i += step
	}
}
