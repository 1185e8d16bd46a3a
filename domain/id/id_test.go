package id_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/id"
)

func TestLaterIDsAreGreater(t *testing.T) {
	previous := ""
	for range 20_000 {
		made, err := id.New(id.Access)
		require.NoError(t, err)
		require.Greater(t, made, previous)
		previous = made
	}
}

func TestTheTimeOfAnIDIsThatOfItsMaking(t *testing.T) {
	before := time.Now().Truncate(time.Millisecond)
	made, err := id.New(id.User)
	require.NoError(t, err)
	require.False(t, id.Time(made).Before(before))
	require.LessOrEqual(t, id.Time(made).Sub(before), time.Minute)
	require.Equal(t, time.UTC, id.Time(made).Location())
	require.True(t, id.Time("usr_nonsense").IsZero())
}

func TestOnlyAnIDOfTheKindIsTaken(t *testing.T) {
	made, err := id.New(id.Access)
	require.NoError(t, err)
	require.NoError(t, id.Check(id.Access, made))
	require.ErrorIs(t, id.Check(id.User, made), id.ErrMalformed)
	kind, err := id.Parse(made)
	require.NoError(t, err)
	require.Equal(t, id.Access, kind)
	for _, wrong := range []string{
		"", "acc", "acc_", made + "0", made[:len(made)-1], "ACC_" + made[4:], made[4:], "acc_" + "zz" + made[6:],
		"acc_00000000000040008000000000000000", "acc_00000000000070000000000000000000", "acc_0190F0000000700080000000000000AA",
	} {
		require.ErrorIs(t, id.Check(id.Access, wrong), id.ErrMalformed, wrong)
	}
}

func TestNoTextBreaksTheParser(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		_, err := id.Parse("acc_" + text)
		require.ErrorIs(t, err, id.ErrMalformed)
	})
}

func TestFloorIsBetweenTheInstants(t *testing.T) {
	made, err := id.New(id.AuditRecord)
	require.NoError(t, err)
	at := id.Time(made)
	require.Less(t, id.Floor(id.AuditRecord, at), made)
	require.Greater(t, id.Floor(id.AuditRecord, at.Add(time.Millisecond)), made)
	rapid.Check(t, func(t *rapid.T) {
		one, other := rapid.Int64Range(0, 1<<47).Draw(t, "one"), rapid.Int64Range(0, 1<<47).Draw(t, "other")
		before := id.Floor(id.AuditRecord, time.UnixMilli(one)) < id.Floor(id.AuditRecord, time.UnixMilli(other))
		require.Equal(t, one < other, before)
	})
	require.Equal(t, "aud_000000000000", id.Floor(id.AuditRecord, time.Time{}))
}
