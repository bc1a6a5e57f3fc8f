package form

import (
	"ziping/dialog"
)

// RemindedKey/<user> says when a manager last nudged somebody. It belongs to no question.
const RemindedKey dialog.Key = "reminded"
