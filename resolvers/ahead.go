package resolvers

import (
	"context"
	"reflect"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/dataloaders"
	"accessgraph/domain/actor"
	"accessgraph/domain/parallel"
)

// looking reads ahead what the selections of many objects need, so that the fields find it read: level by level, for each
// level one call for each type of document, side by side.
type looking struct {
	operation *graphql.OperationContext
	loaders   *dataloaders.Loaders
	calling   actor.Caller
	leads     map[string]lead
}

// selected are objects with what is selected of each.
type selected struct {
	objects    []any
	selections ast.SelectionSet
}

// waiting are the objects of a level that a field can be followed from once its documents are read.
type waiting struct {
	lead
	selected
}

// lookAhead reads what the selections of objects need. What cannot be read is for the fields to tell.
func lookAhead(ctx context.Context, found ...selected) error {
	calling, err := caller(ctx)
	if err != nil {
		return err
	}
	loaders, err := dataloaders.For(ctx)
	if err != nil {
		return err
	}
	ahead := looking{operation: graphql.GetOperationContext(ctx), loaders: loaders, calling: calling, leads: leads()}
	for len(found) > 0 {
		found = ahead.level(ctx, found)
	}
	return nil
}

// level reads what one level needs, and returns the next.
func (l looking) level(ctx context.Context, found []selected) (next []selected) {
	needed := map[fetcher][]string{}
	var later []waiting
	for len(found) > 0 {
		var within []selected
		for _, of := range found {
			inside, beyond := l.fields(ctx, of, needed)
			within, later = append(within, inside...), append(later, beyond...)
		}
		found = within
	}
	fetchAll(ctx, needed)
	for _, one := range later {
		if one.read != nil {
			one.read(ctx, l.loaders, one.objects)
		}
		next = append(next, one.step(ctx, l.loaders)...)
	}
	return next
}

// fetchAll reads from each loader what is needed of it, side by side. What fails is for the fields to tell, which load it.
func fetchAll(ctx context.Context, needed map[fetcher][]string) {
	reads := make([]func() error, 0, len(needed))
	for from, ids := range needed {
		slices.Sort(ids)
		reads = append(reads, func() error {
			from.Fetch(ctx, slices.Compact(ids))
			return nil
		})
	}
	_ = parallel.Do(reads...)
}

// fields notes what the selected fields of objects need. It returns the objects that lie within those, and the fields
// that are followed later.
func (l looking) fields(ctx context.Context, of selected, needed map[fetcher][]string) (within []selected, later []waiting) {
	for typeName, objects := range byType(of.objects) {
		for _, field := range graphql.CollectFields(l.operation, of.selections, append(interfaces(), schemaName(typeName))) {
			leading, known := l.leads[typeName+"."+field.Name]
			if !known || !l.permits(field.Definition) {
				continue
			}
			following := waiting{leading, selected{objects, field.Selections}}
			if leading.read != nil {
				later = append(later, following)
				continue
			}
			if leading.need == nil && leading.needs == nil {
				within = append(within, following.step(ctx, l.loaders)...)
				continue
			}
			following.note(l, needed)
			later = append(later, following)
		}
	}
	return within, later
}

func (w waiting) note(l looking, needed map[fetcher][]string) {
	for _, object := range w.objects {
		if w.needs != nil {
			from, keys := w.needs(l.loaders, object)
			needed[from] = append(needed[from], keys...)
			continue
		}
		if from, id := w.need(l.loaders, l.calling, object); id != "" {
			needed[from] = append(needed[from], id)
		}
	}
}

// step returns the objects that a field leads to, where anything is selected of them.
func (w waiting) step(ctx context.Context, loaders *dataloaders.Loaders) []selected {
	if len(w.selections) == 0 || w.follow == nil {
		return nil
	}
	var reached []any
	for _, object := range w.objects {
		reached = append(reached, w.follow(ctx, loaders, object)...)
	}
	if len(reached) == 0 {
		return nil
	}
	return []selected{{reached, w.selections}}
}

// permits says whether the caller holds the scope that a field needs: without it nothing is read.
func (l looking) permits(field *ast.FieldDefinition) bool {
	needed := field.Directives.ForName("requiresScope")
	return needed == nil || l.calling.Holds(actor.Scope(needed.Arguments.ForName("scope").Value.Raw))
}

// interfaces are those of the schema: a selection on one is a selection of every object that comes into question.
func interfaces() []string { return []string{"Node", "UserAccess"} }

// byType puts objects apart by the names of their types in Go.
func byType(objects []any) map[string][]any {
	apart := map[string][]any{}
	for _, object := range objects {
		name := reflect.Indirect(reflect.ValueOf(object)).Type().Name()
		apart[name] = append(apart[name], object)
	}
	return apart
}

// schemaName is the name that a type has in the schema, where that is another than in Go.
func schemaName(typeName string) string {
	switch typeName {
	case "Activation":
		return "AccessActivation"
	case "Record":
		return "AuditRecord"
	default:
		return typeName
	}
}

// entriesOf returns what a connection field selects of its nodes, wherever it does.
func entriesOf(ctx context.Context, nodes []any) []selected {
	operation := graphql.GetOperationContext(ctx)
	var found []selected
	for _, field := range graphql.CollectFieldsCtx(ctx, nil) {
		switch field.Name {
		case "nodes":
			found = append(found, selected{nodes, field.Selections})
		case "edges":
			for _, of := range graphql.CollectFields(operation, field.Selections, nil) {
				if of.Name == "node" {
					found = append(found, selected{nodes, of.Selections})
				}
			}
		}
	}
	return found
}
