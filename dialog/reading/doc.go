// Package reading turns what a person sent into values of questions: figures, ticks, days, pasted
// tables. The packages below it read figures, files, tables and whole reports. It is pure and may
// not know what becomes of a value.
package reading
