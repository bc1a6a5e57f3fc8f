// Package form is a pack seen as a questionnaire: what is asked under the present answers, in which
// order, how it is named and shown, what is missing and what does not tie. It is pure. It may not
// know what a person typed or pressed.
package form
