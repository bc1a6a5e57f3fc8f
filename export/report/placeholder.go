package report

import (
	"fmt"
	"regexp"
	"strings"

	"ziping/export/typed"
)

// placeholder matches what stands in a form where the unit's name is to be filled in: （单位全称）,
// XX镇人民政府, ××局, ____, 单位名称, 填报单位.
var placeholder = regexp.MustCompile(`^[（(].*[)）]$|^[\[【<《].*[\]】>》]$|[XxＸｘ×*＊○〇_＿□]{2,}|^(填报|本|我)?单位(名称|全称)?$|^(待补|待填|未填|无|test|demo|示例|样例)$`)

// CheckUnit says, in words for the person, why a text is no name of a unit to stand on a report;
// nil when it may be one.
func CheckUnit(unit string) error {
	name := strings.ReplaceAll(typed.Inline(unit), " ", "")
	if name == "" {
		return fmt.Errorf("没有单位名称：请在 unit 一栏写单位全称，例如“清溪县石桥镇人民政府”")
	}
	if placeholder.MatchString(name) {
		return fmt.Errorf("单位名称还是“%s”，没有填：请写单位全称，例如“清溪县石桥镇人民政府”", name)
	}
	return nil
}
