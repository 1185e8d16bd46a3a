package engine_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/mongo/embedded/engine"
)

func TestReadersOfOneStateSeeTheSame(t *testing.T) {
	opened := open(t)
	put := func(space, value string) {
		require.NoError(t, commit(t, opened, func(b *engine.Batch) { b.Put(space, []byte("key"), []byte(value)) }))
	}
	read := func() engine.Snapshot {
		snapshot, err := opened.Snapshot()
		require.NoError(t, err)
		t.Cleanup(snapshot.Close)
		return snapshot
	}
	state := func(of engine.Reader) uint64 {
		state, known := of.State("s")
		require.True(t, known)
		return state
	}

	untouched := read()
	require.Zero(t, state(untouched))
	put("s", "one")
	_, known := untouched.State("s")
	require.False(t, known, "the space has changed since")

	one := read()
	put("other", "thing")
	require.Equal(t, state(one), state(read()), "another space has changed")
	require.Equal(t, state(one), state(engine.NewView(one, &engine.Batch{})))

	before := state(one)
	put("s", "two")
	require.NotEqual(t, before, state(read()))
	_, known = one.State("s")
	require.False(t, known, "the space has changed since")

	var own engine.Batch
	view := engine.NewView(read(), &own)
	own.Delete("s", []byte("key"))
	_, known = view.State("s")
	require.False(t, known, "the batch changes the space itself")

	before = state(read())
	require.NoError(t, commit(t, opened, func(b *engine.Batch) { b.Drop("s") }))
	require.NotEqual(t, before, state(read()))
}

func TestACommitThatIsRefusedChangesNoState(t *testing.T) {
	opened := open(t)
	require.NoError(t, commit(t, opened, func(b *engine.Batch) { b.Put("s", []byte("key"), []byte("one")) }))
	state := func() uint64 {
		snapshot, err := opened.Snapshot()
		require.NoError(t, err)
		defer snapshot.Close()
		state, known := snapshot.State("s")
		require.True(t, known)
		return state
	}
	before := state()
	require.ErrorIs(t, commit(t, opened, func(b *engine.Batch) {
		b.Expect("s", []byte("key"), 0)
		b.Put("s", []byte("key"), []byte("two"))
	}), engine.ErrConflict)
	require.Equal(t, before, state())
}
