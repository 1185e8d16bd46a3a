// Package scalar marshals and unmarshals the custom scalars of the schema.
package scalar

import (
	"context"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"accessgraph/domain/fault"
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

// UnmarshalDateTime reads RFC 3339 with an offset and truncates it to milliseconds. In UTC the year must be 0001 to 9999, so that the
// instant can be written again. It raises VALUE_NOT_VALID.
func UnmarshalDateTime(ctx context.Context, value any) (time.Time, error) {
	text, ok := value.(string)
	if !ok {
		return time.Time{}, notValid(ctx, dateTimeProblem)
	}
	instant, problem := readDateTime(text)
	if problem != "" {
		return time.Time{}, notValid(ctx, problem)
	}
	return instant, nil
}

// The problems of a DateTime.
const (
	dateTimeProblem   = "must be an instant in RFC 3339 with an offset, such as 2026-03-01T09:30:00Z"
	leapSecondProblem = "must not be a leap second: send the second before or after it, such as 2016-12-31T23:59:59Z"
	yearProblem       = "must be in the years 0001 to 9999 in UTC, such as 9999-12-31T23:59:59Z"
)

// dateTime matches RFC 3339, apart from the lengths of months. Its group is the second.
var dateTime = regexp.MustCompile(
	`^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(?:\.[0-9]+)?` +
		`(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$`)

const leapSecond = "60"

func readDateTime(text string) (instant time.Time, problem fault.Text) {
	parts := dateTime.FindStringSubmatch(text)
	switch {
	case parts == nil:
		return time.Time{}, dateTimeProblem
	case parts[1] == leapSecond:
		return time.Time{}, leapSecondProblem
	}
	// The library reads more than RFC 3339 in some places, which the expression has excluded, and upper case only.
	instant, err := time.Parse(time.RFC3339, strings.ToUpper(text))
	if err != nil {
		return time.Time{}, dateTimeProblem
	}
	instant = instant.UTC().Truncate(time.Millisecond)
	if year := instant.Year(); year < 1 || year > 9999 {
		return time.Time{}, yearProblem
	}
	return instant, ""
}
