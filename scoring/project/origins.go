package project

import "slices"

// settingWords are the settings of a profile as people speak of them.
var settingWords = map[string]string{
	"execution": "执行率分值", "weights": "各一级指标分值", "over": "超额完成", "caps": "执行率低的封顶", "caps_edge": "封顶档的界限",
	"qualitative": "定性指标分档", "satisfaction": "满意度分档", "grades": "等次", "reverse": "反向指标算法",
	"reason_below": "须说明原因的执行率", "red_gap": "标红的差距", "yellow_unspent": "标黄的未执行比例", "decimals": "各行小数位数", "total_decimals": "总分小数位数",
}

// FromOrigin are the settings of a profile that come from one place, in words.
type FromOrigin struct {
	Origin
	Settings []string
}

// ByOrigin says where the profile's settings come from: first those of its own, then those it
// has from the profile it is like, last those of the ministry's method.
func (f *Profile) ByOrigin() []FromOrigin {
	var out []FromOrigin
	for _, key := range Settings {
		origin := f.Origins[key]
		i := slices.IndexFunc(out, func(o FromOrigin) bool { return o.Origin == origin })
		if i < 0 {
			i = len(out)
			out = append(out, FromOrigin{Origin: origin})
		}
		out[i].Settings = append(out[i].Settings, settingWords[key])
	}
	slices.SortStableFunc(out, func(a, b FromOrigin) int {
		rank := func(o FromOrigin) int {
			switch o.Profile {
			case f.ID:
				return 0
			case "plain":
				return 2
			}
			return 1
		}
		return rank(a) - rank(b)
	})
	return out
}
