package resolvers

import (
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
)

// raisedBy returns the reasons that a field declares with @raises, by its schema coordinate. It raises
// SCHEMA_COORDINATE_NOT_VALID.
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

// possibleErrors returns the catalogue entries of the reasons that a field declares, that every field can raise and, for a
// mutation, that every mutation can raise, in the order of the catalogue.
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

// The most entries of the arguments of errorCatalog, duplicates included. They exceed the number of reasons and codes.
const (
	maxReasons = 200
	maxCodes   = 100
)

// errorCatalog returns the catalogue entries with one of the reasons and one of the codes; nil means any. It raises
// DATA_NOT_VALID.
func errorCatalog(reasons []fault.Reason, codes []fault.Code) ([]fault.Entry, error) {
	var fields inputs.Fields
	fields.Entries("reasons", len(reasons), maxReasons)
	fields.Entries("codes", len(codes), maxCodes)
	if err := fields.Err(); err != nil {
		return nil, err
	}
	return entries(reasons, codes), nil
}

// entries returns the catalogue entries with one of the reasons and one of the codes; nil means any.
func entries(reasons []fault.Reason, codes []fault.Code) []fault.Entry {
	return slices.DeleteFunc(fault.Catalog(), func(entry fault.Entry) bool {
		return reasons != nil && !slices.Contains(reasons, entry.Reason) || codes != nil && !slices.Contains(codes, entry.Code)
	})
}
