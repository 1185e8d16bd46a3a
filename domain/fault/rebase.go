package fault

import (
	"errors"
	"strings"
)

// Rebase returns an error whose data has one path in place of another, and of the start of longer paths. Other errors, and nil, stay as
// they are.
func Rebase(err error, from, to string) error {
	refusal, ok := errors.AsType[*Error](err)
	if !ok {
		return err
	}
	rebased := &Error{Cause: refusal.Cause, Violations: make([]Fault, len(refusal.Violations))}
	for i, violation := range refusal.Violations {
		data := make(map[string]any, len(violation.Data))
		for path, problem := range violation.Data {
			data[rebasePath(path, from, to)] = problem
		}
		violation.Data = data
		rebased.Violations[i] = violation
	}
	return rebased
}

func rebasePath(path, from, to string) string {
	rest, ok := strings.CutPrefix(path, from)
	if !ok || rest != "" && rest[0] != '.' && rest[0] != '[' {
		return path
	}
	return to + rest
}
