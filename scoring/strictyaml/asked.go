package strictyaml

// How a key of a mapping is read.
const (
	askedAtAll   = ""
	AskedText    = "text"
	AskedTexts   = "texts"
	AskedBoolean = "boolean"
	AskedNumber  = "number"
	AskedList    = "list"
	// askedRequired says that a mapping without the key is refused.
	askedRequired = "required"
)

// AskedKeys are the keys the loader reads, by what the mapping is (指标, 评分规则/bands).
type AskedKeys map[string]*askedMapping

type askedMapping struct {
	Keys map[string]map[string]bool // by key: how it is read
	// Required are the keys that every mapping of this kind must have; those that stand
	// for a shared definition (use) are left out.
	Required map[string]bool
	Use      bool
	seen     bool
}

// note records that key is read.
func (m *Mapping) note(key, how string) {
	if m.File.Asked == nil {
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

// KindBy is the text under key, which decides what other keys there are.
func (m *Mapping) KindBy(key string) string {
	m.kind = m.RequiredText(key)
	return m.kind
}

// noteDone records what was read of a mapping.
func (m *Mapping) noteDone() {
	if m.File.Asked == nil {
		return
	}
	name := m.what
	if m.kind != "" {
		name += "/" + m.kind
	}
	into := m.File.Asked[name]
	if into == nil {
		into = &askedMapping{Keys: map[string]map[string]bool{}, Required: map[string]bool{}}
		m.File.Asked[name] = into
	}
	if m.nodes["use"] != nil {
		into.Use = true
	} else {
		for key, ways := range m.ways {
			if !into.seen && ways[askedRequired] {
				into.Required[key] = true
			}
		}
		for key := range into.Required {
			if !m.ways[key][askedRequired] {
				delete(into.Required, key)
			}
		}
		into.seen = true
	}
	for key, ways := range m.ways {
		if into.Keys[key] == nil {
			into.Keys[key] = map[string]bool{}
		}
		for how := range ways {
			into.Keys[key][how] = true
		}
	}
}
