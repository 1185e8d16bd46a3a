package embedded

import (
	"fmt"
	"strings"
	"sync"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/engine"
)

// The spaces of the engine. Each collection has one for its documents, under the key of their _id, and one for each
// index, whose keys are the indexed values and the key of the _id.
const (
	catalogSpace   = "catalog"  // a collection's name to its indexes
	sessionSpace   = "sessions" // a session's ID to the result of its last retryable write or transaction
	documentPrefix = "documents\x00"
	indexPrefix    = "index\x00"
)

// collection is a collection and its indexes as one snapshot has them. It must not be changed: see withIndexes.
type collection struct {
	namespace string
	documents string // the space
	version   uint64 // of its catalog record, 0 when it does not exist yet
	primary   index  // on _id: the documents themselves, in its order
	indexes   []index
}

func newCollection(namespace string, version uint64, indexes []index) *collection {
	space := documentPrefix + namespace
	return &collection{
		namespace: namespace, documents: space, version: version, indexes: indexes,
		primary: index{name: "_id_", fields: []indexField{{path: path{"_id"}}}, space: space, ready: true},
	}
}

// index is a definition.
type index struct {
	name   string
	fields []indexField
	space  string
	ready  bool // else it is being built: maintained, but not used
	arrays uint64
}

// indexField is one field of an index.
type indexField struct {
	path       path
	descending bool
}

// multikey says whether a document has held an array at the field.
func (i *index) multikey(field int) bool { return i.arrays&(1<<field) != 0 }

// pattern is the definition as documents write it.
func (i *index) pattern() bson.Raw {
	return build(func(b *builder) {
		for _, field := range i.fields {
			direction := 1
			if field.descending {
				direction = -1
			}
			b.int32(field.path.String(), direction)
		}
	})
}

// idField returns the position of _id among the fields, -1 when it is not one of them.
func (i *index) idField() int {
	for at, field := range i.fields {
		if field.path.isID() {
			return at
		}
	}
	return -1
}

// catalog reads collections. It remembers the last one decoded of each name: a version of its record is of one content.
type catalog struct{ decoded sync.Map }

// load returns a collection as a reader sees it; one that does not exist has no indexes and the version 0.
func (c *catalog) load(reader engine.Reader, namespace string) (*collection, error) {
	record, err := reader.Get(catalogSpace, []byte(namespace))
	if err != nil {
		return nil, err
	}
	if cached, found := c.decoded.Load(namespace); found {
		if cached, is := cached.(*collection); is && cached.version == record.Version {
			return cached, nil
		}
	}
	loaded := newCollection(namespace, record.Version, nil)
	if record.Version != 0 {
		if err := loaded.decode(record.Value); err != nil {
			return nil, err
		}
		if record.Version != engine.Own {
			c.decoded.Store(namespace, loaded)
		}
	}
	return loaded, nil
}

// decode reads the indexes of a collection's record. It fails with ErrDamaged.
func (c *collection) decode(raw bson.Raw) error {
	if validate(raw, 0) != nil || field(raw, "indexes").Type != bson.TypeArray {
		return fmt.Errorf("%w: the catalogue's entry of %s is unreadable", engine.ErrDamaged, c.namespace)
	}
	for _, item := range elements(field(raw, "indexes").Value) {
		decoded, ok := decodeIndex(bson.Raw(item.Value))
		if item.Type != bson.TypeEmbeddedDocument || !ok || decoded.space != c.spaceOf(decoded.name) {
			return fmt.Errorf("%w: the catalogue's entry of %s names an index that cannot be", engine.ErrDamaged, c.namespace)
		}
		c.indexes = append(c.indexes, decoded)
	}
	return nil
}

// spaceOf returns the space of one of the collection's indexes.
func (c *collection) spaceOf(name string) string { return indexPrefix + c.namespace + "\x00" + name }

func decodeIndex(raw bson.Raw) (decoded index, ok bool) {
	if decoded.name, ok = field(raw, "name").StringValueOK(); !ok {
		return index{}, false
	}
	if decoded.space, ok = field(raw, "space").StringValueOK(); !ok {
		return index{}, false
	}
	if decoded.ready, ok = field(raw, "ready").BooleanOK(); !ok {
		return index{}, false
	}
	arrays, ok := field(raw, "arrays").Int64OK()
	if !ok {
		return index{}, false
	}
	decoded.arrays = uint64(arrays)
	for key, direction := range elements(field(raw, "key").Value) {
		if direction.Type != bson.TypeInt32 {
			return index{}, false
		}
		decoded.fields = append(decoded.fields, indexField{path: strings.Split(string(key), "."), descending: direction.Int32() < 0})
	}
	return decoded, len(decoded.fields) > 0
}

func (c *collection) encode() bson.Raw {
	return build(func(b *builder) {
		b.array("indexes")
		for at := range c.indexes {
			entry := &c.indexes[at]
			b.document(fmt.Sprint(at))
			b.text("name", entry.name)
			b.text("space", entry.space)
			b.boolean("ready", entry.ready)
			b.int64("arrays", int64(entry.arrays))
			b.raw("key", entry.pattern())
			b.end()
		}
		b.end()
	})
}

// save writes the catalog record of a collection with these indexes and returns the collection as the batch has it.
func (c *collection) save(batch *engine.Batch, indexes []index) *collection {
	changed := newCollection(c.namespace, engine.Own, indexes)
	batch.Put(catalogSpace, []byte(c.namespace), changed.encode())
	return changed
}

// expect makes a batch depend on the collection still having these indexes.
func (c *collection) expect(batch *engine.Batch) {
	if c.version != engine.Own {
		batch.Expect(catalogSpace, []byte(c.namespace), c.version)
	}
}

// checkNamespace refuses names that MongoDB refuses.
func checkNamespace(database, collection string) error {
	switch {
	case database == "" || len(database) > 63 || strings.ContainsAny(database, "/\\. \"$\x00"):
		return fail(codeInvalidNamespace, "Invalid database name: %q", database)
	case collection == "" || collection[0] == '.' || strings.HasPrefix(collection, "system.") || strings.ContainsAny(collection, "$\x00"),
		len(database)+len(collection) > 254:
		return fail(codeInvalidNamespace, "Invalid collection name: %q", collection)
	}
	return nil
}
