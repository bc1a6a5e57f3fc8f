// Package turn is what one input of staff or of a manager does to a session: Step is a pure function,
// Needs says what it has to be given, and a conversation is a fold of Step over inputs. The packages
// below it each do one kind of thing to the step in the making, which is stage.Turn.
package turn
