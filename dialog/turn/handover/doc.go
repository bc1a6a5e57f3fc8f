// Package handover is what becomes of an evaluation between people: submitting, returning, approving, sharing of sections. It is pure.
package handover
