package archive_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc64"
	"io"
	"iter"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"pgregory.net/rapid"

	"accessgraph/mongo/archive"
)

func index(name string) bson.D {
	return bson.D{{Key: "v", Value: int32(2)}, {Key: "key", Value: bson.D{{Key: name, Value: int32(1)}}}, {Key: "name", Value: name + "_1"}}
}

func raws(t require.TestingT, documents ...bson.D) iter.Seq2[bson.Raw, error] {
	return func(yield func(bson.Raw, error) bool) {
		for _, document := range documents {
			raw, err := bson.Marshal(document)
			require.NoError(t, err)
			if !yield(raw, nil) {
				return
			}
		}
	}
}

func named(id string) bson.D { return bson.D{{Key: "_id", Value: id}} }

// sample returns an archive of three collections with two documents, none, and one.
func sample(t require.TestingT) []byte {
	var out bytes.Buffer
	writer, err := archive.NewWriter(&out, "db", []archive.Collection{
		{Name: "two", Indexes: []bson.D{index("_id"), index("x")}}, {Name: "none", Indexes: []bson.D{index("_id")}}, {Name: "one"},
	})
	require.NoError(t, err)
	for name, documents := range map[string][]bson.D{"two": {named("a"), named("b")}, "none": nil, "one": {named("c")}} {
		count, err := writer.Write(name, raws(t, documents...))
		require.NoError(t, err)
		require.Len(t, documents, count)
	}
	return out.Bytes()
}

func read(in io.Reader) (map[string][]string, error) {
	reader, err := archive.NewReader(in)
	if err != nil {
		return nil, err
	}
	documents := map[string][]string{}
	for document, err := range reader.Documents() {
		if err != nil {
			return nil, err
		}
		documents[document.Collection] = append(documents[document.Collection], document.Raw.String())
	}
	return documents, nil
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	documents, err := read(bytes.NewReader(sample(t)))
	require.NoError(t, err)
	require.Equal(t, map[string][]string{"two": {`{"_id": "a"}`, `{"_id": "b"}`}, "one": {`{"_id": "c"}`}}, documents)
	reader, err := archive.NewReader(bytes.NewReader(sample(t)))
	require.NoError(t, err)
	require.Equal(t, []string{"two", "none", "one"}, reader.Collections())
}

// The expected bytes follow the specification of mongodump's archives.
func TestLayout(t *testing.T) {
	var out bytes.Buffer
	writer, err := archive.NewWriter(&out, "db", []archive.Collection{{Name: "things", Indexes: []bson.D{index("_id")}}})
	require.NoError(t, err)
	_, err = writer.Write("things", raws(t, named("a"), named("b")))
	require.NoError(t, err)

	var expected []byte
	document := func(value bson.D) []byte {
		raw, err := bson.Marshal(value)
		require.NoError(t, err)
		return raw
	}
	segment := func(ended bool, sum uint64) []byte {
		return document(bson.D{{Key: "db", Value: "db"}, {Key: "collection", Value: "things"}, {Key: "EOF", Value: ended}, {Key: "CRC", Value: int64(sum)}})
	}
	end := []byte{0xff, 0xff, 0xff, 0xff}
	expected = append(expected, 0x6d, 0xe2, 0x99, 0x81)
	expected = append(expected, document(bson.D{
		{Key: "concurrent_collections", Value: int32(1)}, {Key: "version", Value: "0.1"}, {Key: "server_version", Value: "7.0.0"}, {Key: "tool_version", Value: "accessgraph"},
	})...)
	expected = append(expected, document(bson.D{
		{Key: "db", Value: "db"}, {Key: "collection", Value: "things"},
		{Key: "metadata", Value: `{"indexes":[{"v":{"$numberInt":"2"},"key":{"_id":{"$numberInt":"1"}},"name":"_id_1"}],"collectionName":"things"}`},
		{Key: "size", Value: int32(0)}, {Key: "type", Value: "collection"},
	})...)
	expected = append(expected, end...)
	data := append(document(named("a")), document(named("b"))...)
	expected = append(append(append(expected, segment(false, 0)...), data...), end...)
	expected = append(append(expected, segment(true, crc64.Checksum(data, crc64.MakeTable(crc64.ECMA)))...), end...)
	require.Equal(t, expected, out.Bytes())
}

// mongodump dumps collections concurrently, so that their segments alternate.
func TestSegmentsMayTakeTurns(t *testing.T) {
	var out bytes.Buffer
	_, err := archive.NewWriter(&out, "db", []archive.Collection{{Name: "x"}, {Name: "y"}})
	require.NoError(t, err)
	sums := map[string][]byte{}
	put := func(name, id string, ended bool) {
		sum := int64(0)
		if ended {
			sum = int64(crc64.Checksum(sums[name], crc64.MakeTable(crc64.ECMA)))
		}
		head, err := bson.Marshal(bson.D{{Key: "db", Value: "db"}, {Key: "collection", Value: name}, {Key: "EOF", Value: ended}, {Key: "CRC", Value: sum}})
		require.NoError(t, err)
		out.Write(head)
		if !ended {
			raw, err := bson.Marshal(named(id))
			require.NoError(t, err)
			sums[name] = append(sums[name], raw...)
			out.Write(raw)
		}
		out.Write([]byte{0xff, 0xff, 0xff, 0xff})
	}
	put("x", "a", false)
	put("y", "b", false)
	put("x", "c", false)
	put("x", "", true)
	put("y", "", true)
	documents, err := read(&out)
	require.NoError(t, err)
	require.Equal(t, map[string][]string{"x": {`{"_id": "a"}`, `{"_id": "c"}`}, "y": {`{"_id": "b"}`}}, documents)
}

func TestAnArchiveThatIsCutShortIsRefused(t *testing.T) {
	whole := sample(t)
	for length := range whole {
		_, err := read(bytes.NewReader(whole[:length]))
		require.Error(t, err, length)
		if length > 4 {
			require.ErrorIs(t, err, archive.ErrDamaged, length)
		} else if length < 4 {
			require.ErrorIs(t, err, archive.ErrForeign, length)
		}
	}
}

func TestNoChangedByteOfADocumentGoesUnseen(t *testing.T) {
	whole := sample(t)
	before, err := read(bytes.NewReader(whole))
	require.NoError(t, err)
	rapid.Check(t, func(t *rapid.T) {
		changed := bytes.Clone(whole)
		at := rapid.IntRange(0, len(changed)-1).Draw(t, "at")
		changed[at] ^= rapid.ByteRange(1, 255).Draw(t, "bits")
		documents, err := read(bytes.NewReader(changed))
		if err == nil {
			require.Equal(t, before, documents, "a change that is not refused does not concern the documents")
		}
	})
}

func TestForeignFilesAreRefused(t *testing.T) {
	for _, content := range []string{"", "x", "\x1f\x8b\x08\x00gzip", `{"some": "json"}`} {
		_, err := read(bytes.NewReader([]byte(content)))
		require.ErrorIs(t, err, archive.ErrForeign, content)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error)  { return 0, f.err }
func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestErrorsOfTheFileAreToldAsTheyAre(t *testing.T) {
	broken := errors.New("the disk is on fire")
	_, err := archive.NewWriter(failing{broken}, "db", nil)
	require.ErrorIs(t, err, broken)
	_, err = read(failing{broken})
	require.ErrorIs(t, err, broken)
	_, err = read(io.MultiReader(bytes.NewReader(sample(t)[:100]), failing{broken}))
	require.ErrorIs(t, err, broken)
	require.NotErrorIs(t, err, archive.ErrDamaged)
	writer, err := archive.NewWriter(io.Discard, "db", nil)
	require.NoError(t, err)
	_, err = writer.Write("x", func(yield func(bson.Raw, error) bool) { yield(nil, broken) })
	require.ErrorIs(t, err, broken)
}

// The reader does not allocate memory for a length that no bytes follow.
func TestALengthThatPromisesTooMuchTakesNoRoom(t *testing.T) {
	promise := binary.LittleEndian.AppendUint32([]byte{0x6d, 0xe2, 0x99, 0x81}, archive.MaxDocumentSize+1)
	_, err := read(bytes.NewReader(promise))
	require.ErrorIs(t, err, archive.ErrDamaged)
}

func FuzzRead(f *testing.F) {
	f.Add(sample(f))
	f.Fuzz(func(_ *testing.T, data []byte) {
		_, _ = read(bytes.NewReader(data)) // it must neither panic nor allocate for missing bytes
	})
}
