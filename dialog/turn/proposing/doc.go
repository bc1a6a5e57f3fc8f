// Package proposing shows what was understood of a table, a file or a sentence before it is recorded, and takes it back. It is pure.
package proposing
