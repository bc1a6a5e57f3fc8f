package dialog

// Leave takes the speaker out of the unit.
type Leave struct{}

// Effect implements the interface.
func (Leave) Effect() {}
