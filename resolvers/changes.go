package resolvers

import (
	"context"
	"fmt"
	"slices"

	"accessgraph/domain/audit"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/inputs"
)

// followChanges returns the changes of the caller's company, of objects of some types.
func (r *Resolver) followChanges(ctx context.Context, typeNames []string, request audit.ChangesRequest) (*audit.ChangePage, error) {
	caller, err := callerOf(ctx)
	if err != nil {
		return nil, err
	}
	if request.Kinds, err = r.kindsOf(typeNames); err != nil {
		return nil, err
	}
	return r.Services.Changes.Changes(ctx, caller.CompanyID, request)
}

// maxTypes is the maximum number of types that changes are asked for by.
const maxTypes = 100

// kindsOf returns the kinds of the types with these names, each once. It raises DATA_NOT_VALID and CHANGES_TYPE_UNKNOWN.
func (e *entities) kindsOf(typeNames []string) ([]id.Kind, error) {
	var fields inputs.Fields
	fields.Entries("types", len(typeNames), maxTypes)
	if err := fields.Err(); err != nil {
		return nil, err
	}
	byName := make(map[string]id.Kind, len(e.nodes))
	for kind, t := range e.nodes {
		byName[t.name] = kind
	}
	var violations fault.Violations
	var kinds []id.Kind
	for i, name := range typeNames {
		kind, ok := byName[name]
		if !ok {
			violations.Add(fault.New(fault.ChangesTypeUnknown, name).With(fmt.Sprintf("types[%d]", i), "must be the name of a type of objects, such as Access"))
		}
		if ok && !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	return kinds, violations.Err()
}
