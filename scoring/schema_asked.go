package scoring

// How a key of a mapping is read.
const (
	askedAtAll   = ""
	askedText    = "text"
	askedTexts   = "texts"
	askedBoolean = "boolean"
	askedNumber  = "number"
	askedList    = "list"
	// askedRequired says that a mapping without the key is refused.
	askedRequired = "required"
)

// askedKeys are the keys the loader reads, by what the mapping is (指标, 评分规则/bands).
type askedKeys map[string]*askedMapping

type askedMapping struct {
	keys map[string]map[string]bool // by key: how it is read
	// required are the keys that every mapping of this kind must have; those that stand
	// for a shared definition (use) are left out.
	required map[string]bool
	use      bool
	seen     bool
}

// note records that key is read.
func (m *mapping) note(key, how string) {
	if m.file.asked == nil {
		return
	}
	if m.ways == nil {
		m.ways = map[string]map[string]bool{}
	}
	if m.ways[key] == nil {
		m.ways[key] = map[string]bool{}
	}
	m.ways[key][how] = true
}

// noteDone records what was read of a mapping.
func (m *mapping) noteDone() {
	if m.file.asked == nil {
		return
	}
	name := m.what
	if name == ruleWhat && m.nodes["kind"] != nil {
		name += "/" + m.nodes["kind"].Value
	}
	into := m.file.asked[name]
	if into == nil {
		into = &askedMapping{keys: map[string]map[string]bool{}, required: map[string]bool{}}
		m.file.asked[name] = into
	}
	if m.nodes["use"] != nil {
		into.use = true
	} else {
		for key, ways := range m.ways {
			if !into.seen && ways[askedRequired] {
				into.required[key] = true
			}
		}
		for key := range into.required {
			if !m.ways[key][askedRequired] {
				delete(into.required, key)
			}
		}
		into.seen = true
	}
	for key, ways := range m.ways {
		if into.keys[key] == nil {
			into.keys[key] = map[string]bool{}
		}
		for how := range ways {
			into.keys[key][how] = true
		}
	}
}
