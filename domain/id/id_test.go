package id_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/id"
)

// newID returns an ID of the current time.
func newID(t *testing.T, kind id.Kind) string {
	t.Helper()
	text, err := id.Make(kind, time.Now().UnixMilli(), 0)
	require.NoError(t, err)
	return text
}

func TestMake_IDsAreInTheOrderOfTheirMillisecondAndNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) (int64, int, string) {
			millisecond := rapid.Int64Range(0, 1<<48-1).Draw(t, name+" millisecond")
			number := rapid.IntRange(0, id.PerMillisecond-1).Draw(t, name+" number")
			text, err := id.Make(id.User, millisecond, number)
			require.NoError(t, err)
			require.NoError(t, id.Check(id.User, text))
			require.Equal(t, millisecond, id.Time(text).UnixMilli())
			return millisecond, number, text
		}
		one, oneNumber, oneText := draw("one")
		other, otherNumber, otherText := draw("other")
		if one != other || oneNumber != otherNumber {
			require.Equal(t, one < other || one == other && oneNumber < otherNumber, oneText < otherText)
		}
	})
}

func TestTime_IsInUTC(t *testing.T) {
	require.Equal(t, time.UTC, id.Time(newID(t, id.User)).Location())
	require.True(t, id.Time("usr_nonsense").IsZero())
}

func TestCheck_AcceptsOnlyAnIDOfTheKind(t *testing.T) {
	documentID := newID(t, id.Access)
	require.NoError(t, id.Check(id.Access, documentID))
	require.ErrorIs(t, id.Check(id.User, documentID), id.ErrMalformed)
	kind, err := id.Parse(documentID)
	require.NoError(t, err)
	require.Equal(t, id.Access, kind)
	for _, wrong := range []string{
		"", "acc", "acc_", documentID + "0", documentID[:len(documentID)-1], "ACC_" + documentID[4:], documentID[4:], "acc_" + "zz" + documentID[6:],
		"acc_00000000000040008000000000000000", "acc_00000000000070000000000000000000", "acc_0190F0000000700080000000000000AA",
	} {
		require.ErrorIs(t, id.Check(id.Access, wrong), id.ErrMalformed, wrong)
	}
}

func TestParse_AnyTextIsSafe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		_, err := id.Parse("acc_" + text)
		require.ErrorIs(t, err, id.ErrMalformed)
	})
}

func TestFloor_IsBetweenTheInstants(t *testing.T) {
	documentID := newID(t, id.AuditRecord)
	at := id.Time(documentID)
	require.Less(t, id.Floor(id.AuditRecord, at), documentID)
	require.Greater(t, id.Floor(id.AuditRecord, at.Add(time.Millisecond)), documentID)
	rapid.Check(t, func(t *rapid.T) {
		one, other := rapid.Int64Range(0, 1<<47).Draw(t, "one"), rapid.Int64Range(0, 1<<47).Draw(t, "other")
		before := id.Floor(id.AuditRecord, time.UnixMilli(one)) < id.Floor(id.AuditRecord, time.UnixMilli(other))
		require.Equal(t, one < other, before)
	})
	require.Equal(t, "aud_000000000000", id.Floor(id.AuditRecord, time.Time{}))
}
