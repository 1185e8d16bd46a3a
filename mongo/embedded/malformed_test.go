package embedded_test

import (
	"encoding/binary"
	"hash/crc32"
	"io"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
)

func marshal(t *testing.T, doc bson.D) []byte {
	raw, err := bson.Marshal(doc)
	require.NoError(t, err)
	return raw
}

// header is one with a length of its own, true or not.
func header(length int32, operation uint32) []byte {
	raw := binary.LittleEndian.AppendUint32(nil, uint32(length))
	raw = append(raw, 7, 0, 0, 0, 0, 0, 0, 0)
	return binary.LittleEndian.AppendUint32(raw, operation)
}

func flags(bits uint32) []byte { return binary.LittleEndian.AppendUint32(nil, bits) }

func TestMessagesThatAreMalformedEndTheConnection(t *testing.T) {
	opened := newStore(t)
	ping := marshal(t, d("ping", 1, "$db", "test"))
	body := append([]byte{0}, ping...)
	for name, message := range map[string][]byte{
		"shorter than its header":    header(15, opMsg),
		"of a negative length":       header(-1, opMsg),
		"longer than is allowed":     header(48_000_001, opMsg),
		"as long as can be":          header(1<<31-1, opMsg),
		"of an unknown operation":    packet(1, ping),
		"compressed":                 packet(2012, ping),
		"without flags":              packet(opMsg),
		"without a body":             packet(opMsg, flags(0)),
		"with two bodies":            packet(opMsg, flags(0), body, body),
		"with an unknown section":    packet(opMsg, flags(0), []byte{9}, ping),
		"with an unknown flag":       packet(opMsg, flags(4), body),
		"that wants no answer":       packet(opMsg, flags(2), body),
		"with a wrong checksum":      packet(opMsg, flags(1), body, flags(0)),
		"without its checksum":       packet(opMsg, flags(1)),
		"with a cut document":        packet(opMsg, flags(0), body[:len(body)-3]),
		"with a long section":        packet(opMsg, flags(0), body, []byte{1, 0xff, 0xff, 0, 0, 'a', 0}),
		"with a negative section":    packet(opMsg, flags(0), body, []byte{1, 0xff, 0xff, 0xff, 0xff, 'a', 0}),
		"with a nameless section":    packet(opMsg, flags(0), body, []byte{1, 5, 0, 0, 0, 0}),
		"with bytes left over":       packet(opMsg, flags(0), body, []byte{0}),
		"a legacy query":             packet(opQuery, flags(0), []byte("test.things\x00"), flags(0), flags(1), ping),
		"a legacy query cut short":   packet(opQuery, flags(0), []byte("admin.$cmd\x00"), flags(0)),
		"a legacy query without end": packet(opQuery, flags(0), []byte("admin.$cmd")),
	} {
		t.Run(name, func(t *testing.T) {
			wire := dialWire(t, opened.store)
			_, err := wire.connection.Write(message)
			require.NoError(t, err)
			_, err = wire.connection.Read(make([]byte, 1))
			require.ErrorIs(t, err, io.EOF)
		})
	}
	_, err := dialWire(t, opened.store).run(t, d("ping", 1))
	require.NoError(t, err)
}

func TestMessagesThatAreUnusualAreAnswered(t *testing.T) {
	wire := dialWire(t, newStore(t).store)
	ping := append([]byte{0}, marshal(t, d("ping", 1, "$db", "test"))...)
	summed := packet(opMsg, flags(1), ping, flags(0))
	summed = summed[:len(summed)-4]
	summed = binary.LittleEndian.AppendUint32(summed, crc32.Checksum(summed, crc32.MakeTable(crc32.Castagnoli)))
	items := slices.Concat(marshal(t, d("_id", "a")), marshal(t, d("_id", "b")))
	sequence := slices.Concat([]byte{1}, flags(uint32(4+len("documents")+1+len(items))), []byte("documents\x00"), items)
	for name, message := range map[string][]byte{
		"a checksum":             summed,
		"an optional flag":       packet(opMsg, flags(1<<16), ping),
		"documents beside":       packet(opMsg, flags(0), append([]byte{0}, marshal(t, d("insert", "things", "$db", "test"))...), sequence),
		"documents before":       packet(opMsg, flags(0), sequence, append([]byte{0}, marshal(t, d("insert", "others", "$db", "test"))...)),
		"the legacy opening":     packet(opQuery, flags(0), []byte("admin.$cmd\x00"), flags(0), flags(1), marshal(t, d("isMaster", 1, "helloOk", true))),
		"the legacy opening, -1": packet(opQuery, flags(4), []byte("admin.$cmd\x00"), flags(0), flags(0xffffffff), marshal(t, d("ismaster", 1))),
	} {
		_, err := wire.connection.Write(message)
		require.NoError(t, err)
		require.InDelta(t, 1, wire.answer(t).Lookup("ok").Double(), 0, name)
	}
}

func TestCommandsThatAreMalformedAreRefused(t *testing.T) {
	wire := dialWire(t, newStore(t).store)
	deep := d("x", 1)
	for range 200 {
		deep = d("x", deep)
	}
	bad := marshal(t, d("find", "things", "filter", d("text", "xyz"), "$db", "test"))
	bad[slices.Index(bad, 'x')+3] = 'w' // the string does not end
	for _, refused := range []struct {
		command bson.D
		code    int
	}{
		{d("insert", "things", "documents", bson.A{deep}), 15},
		{d("find", "things", "filter", deep), 15},
		{d("insert", "things"), 40414},
		{d("insert", "things", "documents", bson.A{}), 16},
		{d("insert", "things", "documents", 1), 14},
		{d("insert", "things", "documents", bson.A{1}), 14},
		{d("insert", 1, "documents", bson.A{d()}), 14},
		{d("insert", "", "documents", bson.A{d()}), 73},
		{d("insert", "a$b", "documents", bson.A{d()}), 73},
		{d("insert", "system.users", "documents", bson.A{d()}), 73},
		{d("find", "things", "filter", 1), 14},
		{d("find", "things", "sort", 1), 14},
		{d("find", "things", "sort", d("a", "up")), 2},
		{d("find", "things", "limit", -1), 2},
		{d("find", "things", "batchSize", "1"), 14},
		{d("find", "things", "hint", 1), 14},
		{d("find", "things", "filter", d("a", d("$in", 1))), 2},
		{d("find", "things", "filter", d("a..b", 1)), 2},
		{d("find", "things", "maxTimeMS", -1), 2},
		{d("find", "things", "lsid", 1), 14},
		{d("find", "things", "lsid", d("id", "x")), 14},
		{d("find", "things", "lsid", d("id", bson.Binary{Subtype: 4, Data: []byte{1}})), 14},
		{d("find", "things", "find", "things"), 40413},
		{d("getMore", "x", "collection", "things"), 14},
		{d("killCursors", "things", "cursors", 1), 14},
		{d("killCursors", "things", "cursors", bson.A{"x"}), 14},
		{d("update", "things", "updates", bson.A{d("q", d("_id", 1), "u", 1)}), 9},
		{d("update", "things", "updates", bson.A{d("q", d("_id", 1), "u", d("a", 1, "$set", d()))}), 52},
		{d("update", "things", "updates", bson.A{d("u", d("$set", d("a", 1)))}), 40414},
		{d("update", "things", "updates", bson.A{d("q", d("_id", 1))}), 40414},
		{d("update", "things", "updates", bson.A{d("q", 1, "u", d())}), 14},
		{d("delete", "things", "deletes", bson.A{d("q", d("_id", 1))}), 40414},
		{d("delete", "things", "deletes", bson.A{d("limit", 1)}), 40414},
		{d("delete", "things", "deletes", bson.A{d("q", d("_id", 1), "limit", "1")}), 14},
		{d("aggregate", "things", "pipeline", bson.A{}), 9},
		{d("aggregate", "things", "pipeline", bson.A{d("$match", d(), "$limit", 1)}, "cursor", d()), 40323},
		{d("aggregate", "things", "pipeline", bson.A{d("$limit", 0)}, "cursor", d()), 15958},
		{d("createIndexes", "things", "indexes", bson.A{d("key", d("a", 1))}), 14},
		{d("createIndexes", "things", "indexes", bson.A{d("key", d(), "name", "x")}), 67},
		{d("createIndexes", "things", "indexes", bson.A{d("key", d("a", 1, "a", 1), "name", "x")}), 67},
		{d("createIndexes", "things", "indexes", bson.A{d("key", d("a", 1), "name", "_id_")}), 2},
		{d("createIndexes", "things", "indexes", bson.A{d("key", d("a", 1), "name", "x", "v", 1)}), 67},
		{d("endSessions", 1), 14},
		{d("abortTransaction", 1), 72},
	} {
		_, err := wire.run(t, refused.command)
		require.Equal(t, refused.code, codeOf(err), "%v: %v", refused.command, err)
	}
	_, err := wire.connection.Write(packet(opMsg, flags(0), []byte{0}, bad))
	require.NoError(t, err)
	require.Equal(t, int64(22), wire.answer(t).Lookup("code").AsInt64())
	_, err = wire.connection.Write(packet(opMsg, flags(0), []byte{0}, marshal(t, d())))
	require.NoError(t, err)
	require.Equal(t, int64(59), wire.answer(t).Lookup("code").AsInt64())
}
