// Package board says in words where one unit stands: what managers and operators read. It is pure
// and may not know what is pressed below it.
package board
