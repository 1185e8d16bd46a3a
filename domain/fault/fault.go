// Package fault holds the catalogue of all errors that a client can receive, and the errors themselves.
package fault

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Fault is one violation: an entry of the catalogue with its values.
type Fault struct {
	Reason Reason
	// Values replace the placeholders <%1>, <%2> … of the entry's message. They may have any length and content: Message quotes them.
	Values []string
	// Data has details for programs: the path of each field with a problem, and the problem. A sentence of ours that may have more than 64
	// characters must be a Text. Clients receive Details.
	Data map[string]any
}

// New returns a fault of an entry of the catalogue.
func New(reason Reason, values ...string) Fault {
	return Fault{Reason: reason, Values: values}
}

// Number returns a number as a value of a message.
func Number(n int) string { return strconv.Itoa(n) }

// With returns the fault with one more value in its data.
func (f Fault) With(key string, value any) Fault {
	data := maps.Clone(f.Data)
	if data == nil {
		data = map[string]any{}
	}
	data[key] = value
	f.Data = data
	return f
}

// Message returns the entry's text with the quoted values (see [Quote]). The caller's values have at most 64 characters.
func (f Fault) Message() string {
	entry := Lookup(f.Reason)
	longest := longestQuote
	if entry.Sentence {
		longest = longestSentence
	}
	pairs := make([]string, 0, 2*len(f.Values))
	for i, value := range f.Values {
		pairs = append(pairs, "<%"+strconv.Itoa(i+1)+">", Visible(value, longest))
	}
	return strings.NewReplacer(pairs...).Replace(entry.Message)
}

// ForPeople returns the reason in a sentence for people, without IDs.
func (f Fault) ForPeople() string {
	if sentence := Lookup(f.Reason).ForPeople; sentence != "" {
		return sentence
	}
	return f.Message()
}

// Details returns the data for clients: texts and the names in paths are quoted (see [Quote]), and the invisible characters of our
// sentences are escaped. If several paths become equal, it has one of them. It is never nil.
func (f Fault) Details() map[string]any {
	details := make(map[string]any, len(f.Data))
	for _, key := range slices.Sorted(maps.Keys(f.Data)) {
		quoted := quotePath(key)
		if _, exists := details[quoted]; exists {
			continue
		}
		switch value := f.Data[key].(type) {
		case string:
			details[quoted] = Quote(value)
		case Text:
			details[quoted] = Visible(string(value), longestSentence)
		default:
			details[quoted] = value
		}
	}
	return details
}

// Details returns the data of all violations for clients, so that a form has to read only one object. If several violations have a
// path, it has the problem of the first. It is never nil.
func (e *Error) Details() map[string]any {
	details := e.First().Details()
	for _, violation := range e.Violations[1:] {
		for path, problem := range violation.Details() {
			if _, exists := details[path]; !exists {
				details[path] = problem
			}
		}
	}
	return details
}

// Err returns the fault as an error.
func (f Fault) Err() error { return &Error{Violations: []Fault{f}} }

// Error is an error for clients. It has all violations, in the documented order.
type Error struct {
	// Violations has at least one entry.
	Violations []Fault
	// Cause is logged, and never sent to a client. It may be nil.
	Cause error
}

// First returns the violation that the documented API returns.
func (e *Error) First() Fault { return e.Violations[0] }

// Error returns the message of the first violation. It may contain texts of the caller, so the reason is logged instead.
func (e *Error) Error() string { return e.First().Message() }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Violations are faults in the documented order.
type Violations []Fault

// Add appends a fault.
func (v *Violations) Add(violation Fault) { *v = append(*v, violation) }

// Err returns the violations as an error, or nil if there are none.
func (v Violations) Err() error {
	if len(v) == 0 {
		return nil
	}
	return &Error{Violations: v}
}

// Because returns the fault as an error with its cause, for the log.
func (f Fault) Because(cause error) error {
	return &Error{Violations: []Fault{f}, Cause: cause}
}
