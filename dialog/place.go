package dialog

// PlaceComment is where a manager writes what is to be changed in a section.
const PlaceComment Place = "comment"
