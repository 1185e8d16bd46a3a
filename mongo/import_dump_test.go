package mongo

import (
	"bytes"
	"context"
	"hash/crc64"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
)

// listed is a collection in the prelude of a dump.
type listed struct{ database, collection, kind string }

// dump writes archives as mongodump 100.x does: collections in the order of their size, dumped in parallel, so that their documents
// alternate in blocks, each collection in the order of the server's storage, and an end with a checksum for each.
type dump struct {
	t         *testing.T
	prelude   []listed
	documents map[listed][]bson.Raw
}

// blockSize is the number of documents in a block. mongodump's have 16 MiB.
const blockSize = 2

// newDump returns a dump with the documents of an archive, in no order.
func newDump(t *testing.T, whole []byte) *dump {
	t.Helper()
	d := &dump{t: t, documents: map[listed][]bson.Raw{}}
	random := rand.New(rand.NewPCG(1, 2))
	stored := documentsOf(t, whole)
	for _, collection := range descriptors {
		documents := stored[collection.name]
		random.Shuffle(len(documents), func(i, j int) { documents[i], documents[j] = documents[j], documents[i] })
		d.with(listed{defaultDatabase, collection.name, "collection"}, documents...)
	}
	return d
}

func (d *dump) with(collection listed, documents ...bson.Raw) *dump {
	d.prelude = append(d.prelude, collection)
	d.documents[collection] = documents
	return d
}

func (d *dump) document(fields bson.D) []byte {
	raw, err := bson.Marshal(fields)
	require.NoError(d.t, err)
	return raw
}

// metadata returns what mongodump writes about a collection: nothing about the oplog, no indexes of a view, and an ns in the indexes
// of servers before 4.4.
func (d *dump) metadata(of listed) string {
	if of.database == "" {
		return ""
	}
	indexes := `{"v":{"$numberInt":"2"},"key":{"_id":{"$numberInt":"1"}},"name":"_id_","ns":"` + of.database + `.` + of.collection + `"},` +
		`{"v":{"$numberInt":"2"},"key":{"other":{"$numberInt":"-1"}},"name":"other_-1","sparse":true}`
	if of.kind == "view" {
		indexes = ""
	}
	return `{"options":{"viewOn":"x"},"indexes":[` + indexes + `],"uuid":"0f0f","collectionName":"` + of.collection + `","type":"` + of.kind + `"}`
}

func (d *dump) bytes() []byte {
	terminator := []byte{0xff, 0xff, 0xff, 0xff}
	var out bytes.Buffer
	out.Write([]byte{0x6d, 0xe2, 0x99, 0x81})
	out.Write(d.document(bson.D{
		{Key: "concurrent_collections", Value: int32(4)}, {Key: "version", Value: "0.1"},
		{Key: "server_version", Value: "8.0.4"}, {Key: "tool_version", Value: "100.18.0"},
	}))
	for _, of := range d.prelude {
		out.Write(d.document(bson.D{
			{Key: "db", Value: of.database}, {Key: "collection", Value: of.collection}, {Key: "metadata", Value: d.metadata(of)},
			{Key: "size", Value: int32(0)}, {Key: "type", Value: of.kind},
		}))
	}
	out.Write(terminator)
	segment := func(of listed, ended bool, content []byte) {
		sum := uint64(0)
		if ended {
			sum = crc64.Checksum(bytes.Join(raws(d.documents[of]), nil), crc64.MakeTable(crc64.ECMA))
		}
		out.Write(d.document(bson.D{
			{Key: "db", Value: of.database}, {Key: "collection", Value: of.collection}, {Key: "EOF", Value: ended}, {Key: "CRC", Value: int64(sum)},
		}))
		out.Write(content)
		out.Write(terminator)
	}
	ended := map[listed]bool{}
	for from := 0; len(ended) < len(d.prelude); from += blockSize {
		for _, of := range d.prelude {
			documents := raws(d.documents[of])
			if ended[of] {
				continue
			}
			if from <= len(documents) { // mongodump begins a block of an empty collection, too
				segment(of, false, bytes.Join(documents[from:min(from+blockSize, len(documents))], nil))
			}
			if from+blockSize >= len(documents) {
				segment(of, true, nil)
				ended[of] = true
			}
		}
	}
	return out.Bytes()
}

func raws(documents []bson.Raw) [][]byte {
	content := make([][]byte, len(documents))
	for i, raw := range documents {
		content[i] = raw
	}
	return content
}

func TestImport_OfADumpOfMongodump(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		newFamily(ctx, t, store, "first")
		newFamily(ctx, t, store, "second")
		whole := exported(ctx, t, store)
		user, err := bson.Marshal(bson.D{{Key: idField, Value: "admin.ada"}, {Key: "salt", Value: bson.NewDecimal128(1, 1)}})
		require.NoError(t, err)
		for name, content := range map[string][]byte{
			"of the database":             newDump(t, whole).bytes(),
			"compressed":                  gzipped(t, newDump(t, whole).bytes()),
			"with its users and a view":   newDump(t, whole).with(listed{defaultDatabase, "$admin.system.users", ""}, user).with(listed{defaultDatabase, "recent", "view"}).bytes(),
			"of the whole server":         newDump(t, whole).with(listed{"admin", "system.version", "collection"}, user).with(listed{"config", "settings", "collection"}, user).bytes(),
			"of a program with a script":  newDump(t, whole).with(listed{defaultDatabase, "system.js", "collection"}, user).bytes(),
			"as accessgraph exports them": whole,
		} {
			target, _ := emptyStore(t, store)
			_, err := target.Import(ctx, bytes.NewReader(content), noProblems(t))
			require.NoError(t, err, name)
			require.Equal(t, contents(ctx, t, store), contents(ctx, t, target), name)
		}
	})
}
