package dialog

// Leave takes the speaker out of the unit.
type Leave struct{}

func (Leave) Effect() {}
