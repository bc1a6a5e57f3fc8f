// Package remind says when people are written to and what a reminder or a bundle of news reads
// like: working days, quiet hours, who owes what. It is pure; time is an argument.
package remind
