package dialog

// PlaceComment is where a manager writes what is to be changed in a section.
const PlaceComment Place = "comment"

// PlaceSubmit is on the way to the manager: what stands in it comes one after another, and last the
// question whether to send it.
const PlaceSubmit Place = "submit"
