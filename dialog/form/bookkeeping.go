package form

import (
	"ziping/dialog"
)

// RemindedKey with a user below it says when a manager last nudged somebody. It belongs to no question.
const RemindedKey dialog.Key = "reminded"
