// Package inputs reads the inputs of mutations and filters, and reports the problems of their fields.
//
// A mutation takes a struct that is named as its input is in the schema: CreateAccessInput, UpdateAccessInput. A text that may
// be absent is a *string, read by Text. A field of an update is a Field. Fields gathers the problems.
package inputs

import "accessgraph/domain/text"

// The problems of a field that is absent, present or null.
const (
	mustBeSpecified    = text.Missing
	mustNotBeSpecified = "must not be specified"
	mustNotBeNull      = "must not be null"
)

// Text returns a text in the form in which it is stored. An absent, null or blank text is empty.
func Text(value *string) string {
	if value == nil {
		return ""
	}
	return text.Clean(*value)
}

// OptionalText returns a text in the form in which it is stored, or nil if it is absent, null or blank.
func OptionalText(value *string) *string {
	clean := Text(value)
	if clean == "" {
		return nil
	}
	return &clean
}

// HasVisible reports whether a text has a character that can be seen, as every text that is required must.
func HasVisible(clean string) bool { return text.HasVisible(clean) }

// IsBlank reports whether a text is absent, null or blank.
func IsBlank(value *string) bool { return Text(value) == "" }
