// Package fault holds the catalogue of every error that a client can receive, and the errors made from it.
package fault

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Fault is one violation: an entry of the catalogue with its values filled in.
type Fault struct {
	Reason Reason
	// Values fill the placeholders <%1>, <%2> … of the entry's message. They may be of any length and content: Message quotes
	// them.
	Values []string
	// Data tells a program what was wrong: the path of each offending input field with what is wrong with it. Sentences of ours
	// are a Text if they may have more than 64 characters. A client is told Details.
	Data map[string]any
}

// New makes a fault from an entry of the catalogue.
func New(reason Reason, values ...string) Fault {
	return Fault{Reason: reason, Values: values}
}

// Number writes a number as a value of a message.
func Number(n int) string { return strconv.Itoa(n) }

// With returns the fault with one more entry in its data.
func (f Fault) With(key string, value any) Fault {
	data := maps.Clone(f.Data)
	if data == nil {
		data = map[string]any{}
	}
	data[key] = value
	f.Data = data
	return f
}

// Message is the entry's text with the values filled in, each of them quoted (see [Quote]): the caller's are at most 64
// characters long.
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

// Details is the data as a client is told it: texts and the names in paths are quoted (see [Quote]), sentences of ours have their
// invisible characters escaped. Of paths that become the same, one is told. It is never nil.
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

// Details returns the data of all violations as a client is told it, so that a form has to read one object only. Where several
// speak of one path, the words of the first stay. It is never nil.
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

// Error is what a client is told: the first violation, and all that were found, in the documented order.
type Error struct {
	// Violations has at least one entry.
	Violations []Fault
	// Cause goes to the log and never to a client. It may be nil.
	Cause error
}

// First is the violation that the documented API would have returned.
func (e *Error) First() Fault { return e.Violations[0] }

// Error is the message of the first violation. It holds values of the caller: a log takes the reason instead.
func (e *Error) Error() string { return e.First().Message() }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Violations gathers faults in the order in which they are documented.
type Violations []Fault

// Add appends a fault.
func (v *Violations) Add(found Fault) { *v = append(*v, found) }

// Err returns nil when nothing was found.
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
