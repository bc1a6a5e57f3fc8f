// Package turn is what one input of staff or of a manager does to a session: answers, edits, lists,
// sections, approval. Step is a pure function; a conversation is a fold of Step over inputs.
package turn
