// Package export composes the report of an evaluation and writes it.
//
// A report is composed once: a rule pack's template (text/template over the markup of
// document.Parse) is expanded over the facts and the result and becomes a document.Document.
// Every writer reads that document, so all of them say the same.
package export
