package query

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/failure"
)

// The spaces of the engine. Each collection has one for its documents, under the key of their _id, and one for each
// index, whose keys are the indexed values and the key of the _id.
const (
	// CatalogSpace holds the indexes of each collection, under its name.
	CatalogSpace   = "catalog"
	documentPrefix = "documents\x00"
	indexPrefix    = "index\x00"
)

// Collection is a collection and its indexes as one snapshot has them. It must not be changed.
type Collection struct {
	Namespace string
	Documents string // the space
	Version   uint64 // of its catalogue record, 0 when it does not exist yet
	Indexes   []Index
	primary   Index // on _id: the documents themselves, in its order
}

// NewCollection returns a collection with these indexes.
func NewCollection(namespace string, version uint64, indexes []Index) *Collection {
	space := documentPrefix + namespace
	return &Collection{
		Namespace: namespace, Documents: space, Version: version, Indexes: indexes,
		primary: Index{Name: primaryName, Fields: []string{idField}, Space: space, Ready: true},
	}
}

// Usable returns the indexes that queries may use, the one on _id first.
func (c *Collection) Usable() []Index {
	usable := []Index{c.primary}
	for at := range c.Indexes {
		if c.Indexes[at].Ready {
			usable = append(usable, c.Indexes[at])
		}
	}
	return usable
}

func indexSpace(namespace, name string) string { return indexPrefix + namespace + "\x00" + name }

// PlaceOf returns the namespace and the index that a space is of; the index is empty for documents, and both are for others.
func PlaceOf(space string) (namespace, index string) {
	if namespace, ok := strings.CutPrefix(space, documentPrefix); ok {
		return namespace, ""
	}
	if both, ok := strings.CutPrefix(space, indexPrefix); ok {
		namespace, index, _ = strings.Cut(both, "\x00")
	}
	return namespace, index
}

// Catalog reads collections. It remembers the last one decoded of each name: a version of its record is of one content.
type Catalog struct{ decoded sync.Map }

// Load returns a collection as a reader sees it; one that does not exist has no indexes and the version 0.
func (c *Catalog) Load(reader engine.Reader, namespace string) (*Collection, error) {
	record, err := reader.Get(CatalogSpace, []byte(namespace))
	if err != nil {
		return nil, err
	}
	if cached, ok := c.decoded.Load(namespace); ok {
		if cached, is := cached.(*Collection); is && cached.Version == record.Version {
			return cached, nil
		}
	}
	loaded := NewCollection(namespace, record.Version, nil)
	if record.Version == 0 {
		return loaded, nil
	}
	if loaded.Indexes, err = DecodeIndexes(namespace, record.Value); err != nil {
		return nil, err
	}
	if record.Version != engine.Own {
		c.decoded.Store(namespace, loaded)
	}
	return loaded, nil
}

// DecodeIndexes reads a record of the catalogue. It fails with engine.ErrDamaged.
func DecodeIndexes(namespace string, raw bson.Raw) ([]Index, error) {
	if document.Validate(raw, 0) != nil || document.Field(raw, "indexes").Type != bson.TypeArray {
		return nil, fmt.Errorf("%w: the catalogue's entry of %s is unreadable", engine.ErrDamaged, namespace)
	}
	var indexes []Index
	for _, item := range document.Elements(document.Field(raw, "indexes").Value) {
		index, ok := decodeIndex(namespace, bson.Raw(item.Value))
		if item.Type != bson.TypeEmbeddedDocument || !ok {
			return nil, fmt.Errorf("%w: the catalogue's entry of %s names an index that cannot be", engine.ErrDamaged, namespace)
		}
		indexes = append(indexes, index)
	}
	return indexes, nil
}

func decodeIndex(namespace string, raw bson.Raw) (index Index, ok bool) {
	name, hasName := document.Field(raw, "name").StringValueOK()
	space, hasSpace := document.Field(raw, "space").StringValueOK()
	ready, hasReady := document.Field(raw, "ready").BooleanOK()
	arrays, hasArrays := document.Field(raw, "arrays").Int64OK()
	fields, err := parseAscending(document.Field(raw, "key").Value)
	index = Index{Name: name, Fields: fields, Space: space, Ready: ready, Arrays: uint64(arrays)}
	return index, hasName && hasSpace && hasReady && hasArrays && err == nil && len(fields) > 0 && space == indexSpace(namespace, name)
}

func (c *Collection) encode() bson.Raw {
	return document.Build(func(b *document.Builder) {
		b.Array("indexes")
		for at := range c.Indexes {
			index := &c.Indexes[at]
			b.Document(document.ItemName(at))
			b.Text("name", index.Name)
			b.Text("space", index.Space)
			b.Boolean("ready", index.Ready)
			b.Int64("arrays", int64(index.Arrays))
			b.Raw("key", index.Pattern())
			b.End()
		}
		b.End()
	})
}

// Save writes the catalogue's record of the collection with these indexes and returns the collection as the batch has it.
func (c *Collection) Save(batch *engine.Batch, indexes []Index) *Collection {
	changed := NewCollection(c.Namespace, engine.Own, indexes)
	batch.Put(CatalogSpace, []byte(c.Namespace), changed.encode())
	return changed
}

// Expect makes a batch depend on the collection still having these indexes.
func (c *Collection) Expect(batch *engine.Batch) {
	if c.Version != engine.Own {
		batch.Expect(CatalogSpace, []byte(c.Namespace), c.Version)
	}
}

// Position returns the place of an index among those of the collection, -1 when there is none of the name.
func (c *Collection) Position(name string) int {
	return slices.IndexFunc(c.Indexes, func(index Index) bool { return index.Name == name })
}

// CheckNamespace refuses names that MongoDB refuses.
func CheckNamespace(database, collection string) error {
	switch {
	case database == "" || len(database) > 63 || strings.ContainsAny(database, "/\\. \"$\x00"):
		return failure.New(failure.InvalidNamespace, "Invalid database name: %q", database)
	case collection == "" || collection[0] == '.' || strings.HasPrefix(collection, "system.") || strings.ContainsAny(collection, "$\x00"),
		len(database)+len(collection) > 254:
		return failure.New(failure.InvalidNamespace, "Invalid collection name: %q", collection)
	}
	return nil
}
