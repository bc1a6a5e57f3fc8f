package fonts

import "testing"

func TestCommonCharactersAreTheFirstLevel(t *testing.T) {
	all := common()
	if len(all) != 3755 || all[0] != '啊' || all[len(all)-1] != '座' {
		t.Errorf("%d characters from %c to %c", len(all), all[0], all[len(all)-1])
	}
}

func TestBuiltinFacesHaveTheCommonCharacters(t *testing.T) {
	set, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for role := range roles {
		if role == Song {
			continue // figures and what tables of the report need
		}
		if lacking := lacks(set.Face(role), role); len(lacking) > 0 {
			t.Errorf("%s lacks %d: %s", role, len(lacking), sampleOf(lacking))
		}
	}
}
