package reading

import (
	"fmt"
	"strings"
	"time"

	"ziping/dialog"
)

// Day reads a date in the ways people write it: 2024-03-31, 2024.3.31, 2024/3/31,
// 2024年3月31日, full-width digits. A deadline is the day's last second in the zone.
func Day(text string, zone *time.Location) (time.Time, error) {
	plain := strings.NewReplacer("年", "-", "月", "-", ".", "-", "/", "-").Replace(dialog.FoldDigits(strings.TrimSpace(text)))
	t, err := time.ParseInLocation("2006-1-2", strings.TrimSuffix(plain, "日"), zone)
	if err != nil {
		return t, fmt.Errorf("read a day: %w", err)
	}
	return time.Date(t.Year(), t.Month(), t.Day(), 23, 59, 59, 0, zone), nil
}
