package scalar_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/fault"
	"accessgraph/graph/scalar"
)

func marshaled(t require.TestingT, instant time.Time) string {
	var text strings.Builder
	require.NoError(t, scalar.MarshalDateTime(instant).MarshalGQLContext(context.Background(), &text))
	return text.String()
}

func TestMarshalDateTime(t *testing.T) {
	berlin := time.FixedZone("", 3600)
	require.Equal(t, `"2026-03-01T08:30:00.000Z"`, marshaled(t, time.Date(2026, 3, 1, 9, 30, 0, 0, berlin)))
	require.Equal(t, `"2026-03-01T08:30:00.120Z"`, marshaled(t, time.Date(2026, 3, 1, 8, 30, 0, 120_900_000, time.UTC)))
}

func TestUnmarshalDateTime_Offset(t *testing.T) {
	instant, err := scalar.UnmarshalDateTime(t.Context(), "2026-03-01T09:30:00.123456+01:00")
	require.NoError(t, err)
	require.Equal(t, time.Date(2026, 3, 1, 8, 30, 0, 123_000_000, time.UTC), instant)
}

func TestDateTime_RoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		instant := time.UnixMilli(rapid.Int64Range(0, 253402300799999).Draw(t, "milliseconds")).UTC()
		read, err := scalar.UnmarshalDateTime(context.Background(), strings.Trim(marshaled(t, instant), `"`))
		require.NoError(t, err)
		require.Equal(t, instant, read)
	})
}

func TestUnmarshalDateTime_Invalid(t *testing.T) {
	input := graphql.WithPathContext(t.Context(), graphql.NewPathWithField("input"))
	list := graphql.WithPathContext(input, graphql.NewPathWithField("list"))
	entry := graphql.WithPathContext(list, graphql.NewPathWithIndex(2))
	ctx := graphql.WithPathContext(entry, graphql.NewPathWithField("from"))
	for _, value := range []any{"yesterday", "2026-03-01T09:30:00", "2026-13-01T09:30:00Z", "", 12, nil, map[string]any{}} {
		_, err := scalar.UnmarshalDateTime(ctx, value)
		var invalid *fault.Error
		require.ErrorAs(t, err, &invalid)
		require.Equal(t, fault.ValueNotValid, invalid.First().Reason)
		require.Contains(t, invalid.First().Data, "input.list[2].from")
	}
}
