package scalar

import (
	"github.com/99designs/gqlgen/graphql"

	"accessgraph/graph/plan"
)

// MarshalID writes an ID as a string.
func MarshalID(id string) graphql.Marshaler { return graphql.MarshalID(id) }

// AppendID appends an ID in the same form as MarshalID.
func AppendID(buf []byte, id string) []byte { return plan.AppendString(buf, id) }

// UnmarshalID reads a string or an integer. Null is read as "", like an absent ID. The library reads it as the string "null".
func UnmarshalID(value any) (string, error) {
	if value == nil {
		return "", nil
	}
	return graphql.UnmarshalID(value)
}
