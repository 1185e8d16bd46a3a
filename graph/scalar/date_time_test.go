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

func written(t require.TestingT, instant time.Time) string {
	var text strings.Builder
	require.NoError(t, scalar.MarshalDateTime(instant).MarshalGQLContext(context.Background(), &text))
	return text.String()
}

func TestDateTimeIsWrittenInUTCWithMilliseconds(t *testing.T) {
	berlin := time.FixedZone("", 3600)
	require.Equal(t, `"2026-03-01T08:30:00.000Z"`, written(t, time.Date(2026, 3, 1, 9, 30, 0, 0, berlin)))
	require.Equal(t, `"2026-03-01T08:30:00.120Z"`, written(t, time.Date(2026, 3, 1, 8, 30, 0, 120_900_000, time.UTC)))
}

func TestDateTimeIsReadWithItsOffset(t *testing.T) {
	instant, err := scalar.UnmarshalDateTime(t.Context(), "2026-03-01T09:30:00.123456+01:00")
	require.NoError(t, err)
	require.Equal(t, time.Date(2026, 3, 1, 8, 30, 0, 123_000_000, time.UTC), instant)
}

func TestDateTimeRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		instant := time.UnixMilli(rapid.Int64Range(0, 253402300799999).Draw(t, "milliseconds")).UTC()
		read, err := scalar.UnmarshalDateTime(context.Background(), strings.Trim(written(t, instant), `"`))
		require.NoError(t, err)
		require.Equal(t, instant, read)
	})
}

func TestDateTimeThatIsNotOneNamesItsPlace(t *testing.T) {
	input := graphql.WithPathContext(t.Context(), graphql.NewPathWithField("input"))
	list := graphql.WithPathContext(input, graphql.NewPathWithField("list"))
	entry := graphql.WithPathContext(list, graphql.NewPathWithIndex(2))
	ctx := graphql.WithPathContext(entry, graphql.NewPathWithField("from"))
	for _, value := range []any{"yesterday", "2026-03-01T09:30:00", "2026-13-01T09:30:00Z", "", 12, nil, map[string]any{}} {
		_, err := scalar.UnmarshalDateTime(ctx, value)
		var refusal *fault.Error
		require.ErrorAs(t, err, &refusal)
		require.Equal(t, fault.ValueNotValid, refusal.First().Reason)
		require.Contains(t, refusal.First().Data, "input.list[2].from")
	}
}
