package resolvers

import (
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
)

// raisedBy returns the reasons that a field declares, by its schema coordinate. It raises SCHEMA_COORDINATE_NOT_VALID.
func raisedBy(schema *ast.Schema, coordinate string) ([]fault.Reason, error) {
	typeName, fieldName, _ := strings.Cut(coordinate, ".")
	var field *ast.FieldDefinition
	if definition := schema.Types[typeName]; definition != nil && definition.IsCompositeType() {
		field = definition.Fields.ForName(fieldName)
	}
	if field == nil {
		return nil, fault.New(fault.SchemaCoordinateNotValid, coordinate).
			With("coordinate", fault.Text("must be the type and the name of a field, such as Mutation.createAccess")).Err()
	}
	reasons := []fault.Reason{}
	if declared := field.Directives.ForName("raises"); declared != nil {
		for _, reason := range declared.Arguments.ForName("reasons").Value.Children {
			reasons = append(reasons, fault.Reason(reason.Value.Raw))
		}
	}
	return reasons, nil
}

// possibleErrors returns the entries of what a field declares, of what every mutation can answer with, when it is one, and
// of what every field can, in the order of the catalogue.
func possibleErrors(schema *ast.Schema, coordinate string) ([]fault.Entry, error) {
	reasons, err := raisedBy(schema, coordinate)
	if err != nil {
		return nil, err
	}
	everywhere := fault.EveryField()
	if strings.HasPrefix(coordinate, schema.Mutation.Name+".") {
		everywhere = append(everywhere, fault.EveryMutation()...)
	}
	for _, entry := range everywhere {
		reasons = append(reasons, entry.Reason)
	}
	return entries(reasons, nil), nil
}

// The most entries of the arguments of errorCatalog, repeated ones included. They leave room for every reason and code.
const (
	mostReasons = 200
	mostCodes   = 100
)

// errorCatalog returns the entries that have one of the reasons and one of the codes; nil stands for all. It raises
// DATA_NOT_VALID.
func errorCatalog(reasons []fault.Reason, codes []fault.Code) ([]fault.Entry, error) {
	var fields inputs.Fields
	fields.Entries("reasons", len(reasons), mostReasons)
	fields.Entries("codes", len(codes), mostCodes)
	if err := fields.Err(); err != nil {
		return nil, err
	}
	return entries(reasons, codes), nil
}

// entries returns the entries of the catalogue that have one of the reasons and one of the codes; nil stands for all.
func entries(reasons []fault.Reason, codes []fault.Code) []fault.Entry {
	return slices.DeleteFunc(fault.Catalog(), func(entry fault.Entry) bool {
		return reasons != nil && !slices.Contains(reasons, entry.Reason) || codes != nil && !slices.Contains(codes, entry.Code)
	})
}
