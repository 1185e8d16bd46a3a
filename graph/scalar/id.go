package scalar

import (
	"github.com/99designs/gqlgen/graphql"

	"accessgraph/graph/plan"
)

// MarshalID writes an ID as a string.
func MarshalID(id string) graphql.Marshaler { return graphql.MarshalID(id) }

// AppendID appends what MarshalID writes.
func AppendID(buf []byte, id string) []byte { return plan.AppendString(buf, id) }

// UnmarshalID reads a string or a whole number. Null is empty, as an ID that is left out: the library reads it as the text
// "null", which is an ID that nothing has.
func UnmarshalID(value any) (string, error) {
	if value == nil {
		return "", nil
	}
	return graphql.UnmarshalID(value)
}
