// Package scalar marshals and unmarshals the custom scalars of the schema.
package scalar

import (
	"context"
	"io"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"
)

// dateTimeLayout is RFC 3339 with milliseconds, including trailing zeros.
const dateTimeLayout = "2006-01-02T15:04:05.000Z07:00"

// MarshalDateTime writes an instant in UTC with milliseconds.
func MarshalDateTime(instant time.Time) graphql.ContextMarshaler {
	return graphql.ContextWriterFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, strconv.Quote(instant.UTC().Format(dateTimeLayout)))
		return err
	})
}

// AppendDateTime appends an instant in the same form as MarshalDateTime.
func AppendDateTime(buf []byte, instant time.Time) []byte {
	buf = append(buf, '"')
	buf = instant.UTC().AppendFormat(buf, dateTimeLayout)
	return append(buf, '"')
}

// UnmarshalDateTime reads RFC 3339 with an offset and truncates it to milliseconds. It raises VALUE_NOT_VALID.
func UnmarshalDateTime(ctx context.Context, value any) (time.Time, error) {
	text, ok := value.(string)
	if !ok {
		return time.Time{}, notValid(ctx)
	}
	instant, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}, notValid(ctx)
	}
	return instant.UTC().Truncate(time.Millisecond), nil
}
