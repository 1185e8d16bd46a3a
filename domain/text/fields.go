package text

import "accessgraph/domain/fault"

// Fields gathers what is wrong with the fields of one input, each under its path in the arguments of the schema's
// field, such as input.settings[1].reader. The zero value is ready to use.
type Fields struct {
	problems map[string]any
}

// Refuse notes what is wrong with a field in words of ours, which repeat nothing of the caller's; nothing, when problem is
// empty. The first problem of a path is the one kept.
func (f *Fields) Refuse(path, problem string) {
	if problem == "" || f.problems[path] != nil {
		return
	}
	if f.problems == nil {
		f.problems = map[string]any{}
	}
	f.problems[path] = fault.Text(problem)
}

// Text returns a text as it is stored, and notes its Problem.
func (f *Fields) Text(path, raw string, shortest, longest int) string {
	clean := Clean(raw)
	f.Refuse(path, Problem(clean, shortest, longest))
	return clean
}

// Entries notes when a list has more entries than it may have, and reports whether its entries can be looked at.
func (f *Fields) Entries(path string, count, most int) bool {
	f.Refuse(path, EntriesProblem(count, most))
	return count <= most
}

// Report adds one DATA_NOT_VALID with all that was noted; nothing, when nothing was.
func (f *Fields) Report(found *fault.Violations) {
	if len(f.problems) > 0 {
		found.Add(fault.Fault{Reason: fault.DataNotValid, Data: f.problems})
	}
}

// Err is the DATA_NOT_VALID with all that was noted, or nil.
func (f *Fields) Err() error {
	var found fault.Violations
	f.Report(&found)
	return found.Err()
}
