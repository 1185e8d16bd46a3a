package inputs

import (
	"accessgraph/domain/fault"
	"accessgraph/domain/text"
)

// Fields gathers the problems of the fields of one input, each under the path of its field in the arguments of the schema,
// such as input.settings[1].reader. The zero value is ready to use.
//
// Problems are collected until Report turns them into one violation. An input whose contract has a message for each rule
// reports after each rule; the others report everything at once, with Err.
type Fields struct {
	violations fault.Violations
	problems   map[string]any
}

// Reject adds a problem to a field. It does nothing if the problem is empty, or if the field has a problem that was not
// reported yet: the first one counts. The problem must not contain a value of the caller's.
func (f *Fields) Reject(path, problem string) {
	if problem == "" || f.problems[path] != nil {
		return
	}
	if f.problems == nil {
		f.problems = map[string]any{}
	}
	f.problems[path] = fault.Text(problem)
}

// Require rejects a field that is required and has no value.
func (f *Fields) Require(path string, hasValue bool) {
	if !hasValue {
		f.Reject(path, mustBeSpecified)
	}
}

// Forbid rejects a field that must be left out and has a value.
func (f *Fields) Forbid(path string, hasValue bool) {
	if hasValue {
		f.Reject(path, mustNotBeSpecified)
	}
}

// Text returns a text in the form in which it is stored. It rejects a text that has fewer than shortest or more than longest
// characters, or characters that must not be stored.
func (f *Fields) Text(path, raw string, shortest, longest int) string {
	clean := text.Clean(raw)
	f.Reject(path, text.Problem(clean, shortest, longest))
	return clean
}

// Lines does what Text does, for a text that may have several lines.
func (f *Fields) Lines(path, raw string, shortest, longest int) string {
	clean := text.Clean(raw)
	f.Reject(path, text.LinesProblem(clean, shortest, longest))
	return clean
}

// Query returns a text that is compared with stored texts, in the form in which those are stored. It rejects a text that has fewer
// than shortest or more than longest characters, or control characters.
func (f *Fields) Query(path, raw string, shortest, longest int) string {
	clean := text.Clean(raw)
	f.Reject(path, text.QueryProblem(clean, shortest, longest))
	return clean
}

// OptionalText rejects a text, in the form in which it is stored, that has more than longest characters, or characters that
// must not be stored. An empty text is valid.
func (f *Fields) OptionalText(path, clean string, longest int) {
	f.Reject(path, text.Problem(clean, 0, longest))
}

// Entries rejects a list that has more than most entries, and reports whether it does not.
func (f *Fields) Entries(path string, count, most int) bool {
	f.Reject(path, text.EntriesProblem(count, most))
	return count <= most
}

// Report turns the problems since the last report into one violation. It does nothing if there are none.
func (f *Fields) Report(reason fault.Reason) {
	if len(f.problems) == 0 {
		return
	}
	f.Add(fault.Fault{Reason: reason, Data: f.problems})
	f.problems = nil
}

// ReportAll turns the problems of other fields of the same input into one violation.
func (f *Fields) ReportAll(others *Fields, reason fault.Reason) {
	others.Report(reason)
	f.violations = append(f.violations, others.violations...)
	others.violations = nil
}

// Add adds a violation. Violations stay in the order in which they were added and reported.
func (f *Fields) Add(violation fault.Fault) { f.violations.Add(violation) }

// Err reports the remaining problems as DATA_NOT_VALID, and returns all violations as one error. It returns nil if there are
// none.
func (f *Fields) Err() error {
	f.Report(fault.DataNotValid)
	return f.violations.Err()
}
