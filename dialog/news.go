package dialog

import (
	"time"
)

// News is a message that was told to wait, so that it can be told together with others.
type News struct {
	At    time.Time
	Reply Reply
}
