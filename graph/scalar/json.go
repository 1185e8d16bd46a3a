package scalar

import (
	"context"
	"encoding/json"
	"io"

	"github.com/99designs/gqlgen/graphql"

	"accessgraph/domain/fault"
)

// MarshalJSON writes a value of strings, numbers, booleans, lists and objects.
func MarshalJSON(value any) graphql.ContextMarshaler {
	return graphql.ContextWriterFunc(func(_ context.Context, w io.Writer) error {
		text, err := json.Marshal(value)
		if err != nil {
			return err
		}
		_, err = w.Write(text)
		return err
	})
}

// UnmarshalJSON raises VALUE_NOT_VALID: no input has the type JSON.
func UnmarshalJSON(context.Context, any) (any, error) {
	return nil, fault.New(fault.ValueNotValid, "a JSON value is only in answers").Err()
}
