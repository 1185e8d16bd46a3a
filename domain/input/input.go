// Package input helps the rules read the inputs of mutations, and say what is wrong with them.
package input

import (
	"accessgraph/domain/fault"
	"accessgraph/domain/text"
)

// What is said of a field that should not be as it is.
const (
	mustBeSpecified    = text.Missing
	mustNotBeSpecified = "must not be specified"
	mustNotBeNull      = "must not be null"
)

// Text returns a text as it is stored. An absent, null or blank one is empty.
func Text(value *string) string {
	if value == nil {
		return ""
	}
	return text.Clean(*value)
}

// Given says whether a text is neither absent nor null nor blank.
func Given(value *string) bool { return Text(value) != "" }

// Optional returns a text as it is stored, or nil for one that is absent, null or blank.
func Optional(value *string) *string {
	clean := Text(value)
	if clean == "" {
		return nil
	}
	return &clean
}

// Problem is what is wrong with one field. With an empty What nothing is.
type Problem struct {
	// Path is the field's in the arguments of the schema: `input.firstName`.
	Path string
	// What is in words of ours, which repeat nothing of the caller's.
	What string
}

// Need asks for a field to be there.
func Need(path string, given bool) Problem {
	return when(!given, path, mustBeSpecified)
}

// Refuse asks for a field not to be there.
func Refuse(path string, given bool) Problem {
	return when(given, path, mustNotBeSpecified)
}

// NotNull asks for a field of an update to be left out or to have a value.
func NotNull(path string, null bool) Problem {
	return when(null, path, mustNotBeNull)
}

// Bounds asks for a text that Text returned to be fit for storing, and no longer than it may be. An empty one is fine:
// whether it must be there is for Need to ask.
func Bounds(path, clean string, longest int) Problem {
	return Problem{Path: path, What: text.Problem(clean, 0, longest)}
}

// Report adds one fault for the fields that have a problem; none when no field has one.
func Report(found *fault.Violations, reason fault.Reason, problems ...Problem) {
	data := map[string]any{}
	for _, problem := range problems {
		if problem.What != "" {
			data[problem.Path] = fault.Text(problem.What)
		}
	}
	if len(data) > 0 {
		found.Add(fault.Fault{Reason: reason, Data: data})
	}
}

func when(wrong bool, path, what string) Problem {
	if !wrong {
		return Problem{Path: path}
	}
	return Problem{Path: path, What: what}
}
