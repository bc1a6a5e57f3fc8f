package bot

import "time"

// instant is now, for measuring how long something takes and for keeping Telegram's pace. What a
// person sees or is stored is by Options.Now, the office's clock.
func instant() time.Time { return time.Now() }
