// Package answering is what an input does to answers: figures, ticks, choices, texts, rows. It is pure.
package answering
