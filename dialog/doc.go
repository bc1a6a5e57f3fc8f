// Package dialog is the conversation: which question comes next, how an answer is
// read, what is shown. It is pure: no clock, no I/O, no randomness; time and ids are
// arguments, and a whole conversation is a fold of Step over inputs.
package dialog
