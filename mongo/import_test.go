package mongo

import (
	"bytes"
	"compress/gzip"
	"context"
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/mongo/archive"
)

// forged returns an archive of one collection.
func forged(t *testing.T, collection string, documents ...bson.D) []byte {
	t.Helper()
	var out bytes.Buffer
	writer, err := archive.NewWriter(&out, defaultDatabase, []archive.Collection{{Name: collection}})
	require.NoError(t, err)
	_, err = writer.Write(collection, func() iter.Seq2[bson.Raw, error] {
		return func(yield func(bson.Raw, error) bool) {
			for _, document := range documents {
				raw, err := bson.Marshal(document)
				require.NoError(t, err)
				if !yield(raw, nil) {
					return
				}
			}
		}
	}())
	require.NoError(t, err)
	return out.Bytes()
}

func gzipped(t *testing.T, plain []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	writer := gzip.NewWriter(&out)
	_, err := writer.Write(plain)
	require.NoError(t, err)
	require.NoError(t, writer.Close())
	return out.Bytes()
}

// flipped returns compressed content with one bit of its checksum changed.
func flipped(content []byte) []byte {
	changed := bytes.Clone(content)
	changed[len(changed)-6] ^= 1
	return changed
}

// rewritten returns an archive with the same collections and the documents that change returns for each.
func rewritten(t *testing.T, whole []byte, change func(collection string, documents []bson.Raw) []bson.Raw) []byte {
	t.Helper()
	documents := documentsOf(t, whole)
	var out bytes.Buffer
	writer, err := archive.NewWriter(&out, defaultDatabase, archiveCollections())
	require.NoError(t, err)
	for _, d := range descriptors {
		_, err := writer.Write(d.name, func(yield func(bson.Raw, error) bool) {
			for _, raw := range change(d.name, documents[d.name]) {
				if !yield(raw, nil) {
					return
				}
			}
		})
		require.NoError(t, err)
	}
	return out.Bytes()
}

// twiceApart returns an archive that repeats the first audit record after the others.
func twiceApart(t *testing.T, whole []byte) []byte {
	t.Helper()
	return rewritten(t, whole, func(collection string, documents []bson.Raw) []bson.Raw {
		if collection == "auditRecords" {
			require.Greater(t, len(documents), 1)
			documents = append(slices.Clone(documents), documents[0])
		}
		return documents
	})
}

func TestImport_OfABadArchiveLeavesTheStoreEmpty(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		newFamily(ctx, t, store, "key")
		newFamily(ctx, t, store, "other")
		whole := exported(ctx, t, store)
		companyID, accessID := newID(t, id.Company), newID(t, id.Access)
		access := func(changed ...bson.E) bson.D {
			access := bson.D{{Key: idField, Value: accessID}, {Key: companyField, Value: companyID}, {Key: schemaField, Value: 1}}
			for _, change := range changed {
				for at := range access {
					if access[at].Key == change.Key {
						access[at].Value = change.Value
					}
				}
			}
			return access
		}
		use := bson.D{{Key: idField, Value: newID(t, id.APIKey)}, {Key: companyField, Value: companyID}, {Key: schemaField, Value: 1}, {Key: lastUsedField, Value: time.Now()}}
		later := bson.D{{Key: idField, Value: versionID}, {Key: companyField, Value: ""}, {Key: schemaField, Value: 1}, {Key: storeVersionField, Value: 99}}
		deep := any(1)
		for range maxNesting + 1 {
			deep = bson.A{deep}
		}
		corrupted := bytes.Replace(whole, []byte("Auditor"), []byte("Auditer"), 1)
		require.NotEqual(t, whole, corrupted)
		target, _ := emptyStore(t, store)
		for name, bad := range map[string]struct {
			content  []byte
			expected error
			words    string
		}{
			"nothing":               {nil, archive.ErrForeign, "mongodump"},
			"another format":        {[]byte(`{"accesses": []}`), archive.ErrForeign, "mongodump"},
			"cut short":             {whole[:len(whole)-1], archive.ErrDamaged, "cut short"},
			"half":                  {whole[:len(whole)/2], archive.ErrDamaged, "cut short"},
			"corrupted":             {corrupted, archive.ErrDamaged, "damaged"},
			"another program's":     {forged(t, "orders"), ErrDocument, "knows no collection orders"},
			"no company":            {forged(t, "accesses", access(bson.E{Key: companyField, Value: ""})), ErrDocument, "companyId"},
			"a foreign company":     {forged(t, "accesses", access(bson.E{Key: companyField, Value: accessID})), ErrDocument, "companyId"},
			"a number for an ID":    {forged(t, "accesses", access(bson.E{Key: idField, Value: 1})), ErrDocument, "_id"},
			"an ID of another":      {forged(t, "users", access()), ErrDocument, "_id"},
			"twice":                 {forged(t, "apiKeyUses", use, use), ErrDocument, "twice"},
			"of a later shape":      {forged(t, "accesses", access(bson.E{Key: schemaField, Value: document.CurrentSchemaVersion + 1})), ErrLaterArchive, "schemaVersion 2"},
			"of a later version":    {forged(t, "store", later), ErrLaterArchive, "of version 99"},
			"an unreadable version": {forged(t, "store", later[:3]), ErrDocument, "version"},
			"without fields":        {forged(t, "accesses", access()), ErrDocument, accessID + " lacks the field version"},
			"not to be decoded":     {forged(t, "accesses", append(access(), bson.E{Key: "state", Value: 1})), ErrDocument, accessID + " cannot be decoded"},
			"no company at all":     {forged(t, "apiKeyUses", use), ErrDocument, "no company"},
			"gzip of nothing":       {gzipped(t, nil), archive.ErrForeign, "mongodump"},
			"gzip of others":        {gzipped(t, []byte("PK")), archive.ErrForeign, "mongodump"},
			"gzip, cut short":       {gzipped(t, whole)[:2000], archive.ErrDamaged, "cut short"},
			"gzip, end cut off":     {gzipped(t, whole)[:len(gzipped(t, whole))-1], archive.ErrDamaged, "cut short"},
			"gzip, damaged":         {flipped(gzipped(t, whole)), archive.ErrDamaged, "damaged"},
			"gzip, no header":       {[]byte("\x1f\x8b\xff"), archive.ErrForeign, "mongodump"},
			"two databases":         {newDump(t, whole).with(listed{"shop", "orders", "collection"}).bytes(), archive.ErrUnsupported, "accessgraph and shop: dump the one"},
			"an oplog":              {newDump(t, whole).with(listed{"", "oplog", ""}).bytes(), archive.ErrUnsupported, "--oplogReplay"},
			"beside another's":      {newDump(t, whole).with(listed{defaultDatabase, "orders", "collection"}).bytes(), ErrDocument, "--excludeCollection=orders"},
			"twice, apart":          {twiceApart(t, whole), ErrDocument, "twice"},
			"an unused type":        {forged(t, "accesses", append(access(), bson.E{Key: "x", Value: bson.A{bson.NewDecimal128(1, 1)}})), ErrDocument, "type"},
			"too deep":              {forged(t, "accesses", append(access(), bson.E{Key: "x", Value: deep})), ErrDocument, "deeply"},
			"the mark":              {forged(t, "claims", access(bson.E{Key: idField, Value: importClaim().id()})), ErrDocument, "mark"},
		} {
			_, err := target.Import(ctx, bytes.NewReader(bad.content), noProblems(t))
			require.ErrorIs(t, err, bad.expected, name)
			require.ErrorContains(t, err, bad.words, name)
			require.NotErrorIs(t, err, ErrImportUnfinished, name)
			require.Empty(t, contents(ctx, t, target), name)
		}
		_, err := target.Import(ctx, bytes.NewReader(whole), noProblems(t))
		require.NoError(t, err, "and the store can still be imported into")
	})
}
