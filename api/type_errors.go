package api

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"accessgraph/domain/fault"
)

// typeErrors collects values that do not have their types, and words them as the contract of their root field does: one error
// for each wording, whose data maps the path of each value to what is wrong with it.
type typeErrors struct {
	// max is the number of values that are reported at most.
	max   int
	count int
	list  []typeError
}

type typeError struct {
	reason fault.Reason
	// first is the first path with its problem, in words.
	first     string
	data      map[string]any
	locations []gqlerror.Location
}

func (e *typeErrors) full() bool { return e.count >= e.max }

// add reports a problem with the value at a path below its use, each path once.
func (e *typeErrors) add(use valueUse, below, wrong string) {
	if e.full() {
		return
	}
	path := use.path + below
	wording := e.wording(use.reason)
	if _, reported := wording.data[path]; reported {
		return
	}
	if wording.first == "" {
		wording.first = path + " " + wrong
	}
	wording.data[path] = fault.Text(wrong)
	for _, argument := range location(use.position) {
		if !slices.Contains(wording.locations, argument) {
			wording.locations = append(wording.locations, argument)
		}
	}
	e.count++
}

// wording returns the error with a reason.
func (e *typeErrors) wording(reason fault.Reason) *typeError {
	for i := range e.list {
		if e.list[i].reason == reason {
			return &e.list[i]
		}
	}
	e.list = append(e.list, typeError{reason: reason, data: map[string]any{}})
	return &e.list[len(e.list)-1]
}

// err returns the errors as a refusal, or nil if there are none.
func (e *typeErrors) err() error {
	if len(e.list) == 0 {
		return nil
	}
	problems := make([]problem, len(e.list))
	for i, each := range e.list {
		wrong := typeMismatch(each.reason, each.first)
		wrong.Data = each.data
		problems[i] = problem{err: wrong.Err(), locations: each.locations}
	}
	return &refusal{problems: problems}
}

// typeMismatch returns the fault of a value that does not have its type. what says which value, and what it must be.
func typeMismatch(reason fault.Reason, what string) fault.Fault {
	if reason == fault.DataNotValid {
		return fault.New(reason)
	}
	return fault.New(reason, what)
}

// typeMismatchAt returns the error of a value that does not have its type, at a path in the arguments of a root field or below it.
func typeMismatchAt(root *ast.FieldDefinition, path, wrong string) fault.Fault {
	return typeMismatch(typeMismatchReason(root), path+" "+wrong).With(path, wrong)
}

// typeMismatchReason returns the reason of a value that does not have its type, in the arguments of a root field or below it.
// The contracts of accesses and of external role accounts have wordings of their own, and so do their missing inputs.
func typeMismatchReason(root *ast.FieldDefinition) fault.Reason {
	if root == nil {
		return fault.DataNotValid
	}
	switch inputMissing(root) {
	case fault.AccessInputRequired:
		return fault.AccessInputNotValid
	case fault.ExternalRoleAccountInputRequired:
		return fault.TypeDefinitionNotValid
	default:
		return fault.DataNotValid
	}
}
