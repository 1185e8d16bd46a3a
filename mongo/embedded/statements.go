package embedded

import (
	"bytes"

	"go.mongodb.org/mongo-driver/v2/bson"
)

func (c *call) insert() error {
	docs, err := c.documents("documents")
	if err != nil {
		return err
	}
	return c.write(func(w *writer) error {
		target, err := w.catalog.load(w.view, c.namespace)
		if err != nil {
			return err
		}
		inserted := 0
		failed, err := c.statements(len(docs), func(at int) error {
			doc, err := insertable(docs[at])
			if err == nil {
				target, err = w.insert(target, doc)
			}
			if err == nil {
				inserted++
			}
			return err
		})
		c.reply.int32("n", inserted)
		c.writeErrors(failed)
		return err
	})
}

// insertable is a document with its _id in front, as MongoDB stores it; one without is given an ObjectID.
func insertable(doc bson.Raw) (bson.Raw, error) {
	if len(doc) > maxDocumentSize {
		return nil, fail(codeBadValue, "object to insert too large. size in bytes: %d, max size: %d", len(doc), maxDocumentSize)
	}
	id, place, err := onlyID(doc)
	if err != nil || id.Type != 0 && place == 0 {
		return doc, err
	}
	if id.Type == 0 {
		fresh := bson.NewObjectID()
		id = bson.RawValue{Type: bson.TypeObjectID, Value: fresh[:]}
	}
	return withID(doc, id), nil
}

// onlyID returns a document's _id and its place among the fields; the type is 0 when there is none.
func onlyID(doc bson.Raw) (id bson.RawValue, place int, err error) {
	at := 0
	for key, value := range elements(doc) {
		if string(key) == "_id" {
			if id.Type != 0 {
				return id, place, fail(codeBadValue, "can't have multiple _id fields in one document")
			}
			id, place = value, at
		}
		at++
	}
	return id, place, nil
}

// listed returns the entries of a list inside a command, each of them checked: one with a field that is malformed fails
// the command as a whole. What the fields ask for is read when the statement is reached, and fails that one only.
func (c *call) listed(name string, check func(entry bson.Raw) error) ([]bson.Raw, error) {
	entries, err := c.documents(name)
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		if err := check(entry); err != nil {
			return nil, err
		}
	}
	return entries, nil
}

func (c *call) update() error {
	entries, err := c.listed("updates", checkUpdate)
	if err != nil {
		return err
	}
	return c.write(func(w *writer) error {
		matched, modified := 0, 0
		failed, err := c.statements(len(entries), func(at int) error {
			found, changed, err := c.updateOne(w, entries[at])
			matched, modified = matched+found, modified+changed
			return err
		})
		c.reply.int32("n", matched)
		c.reply.int32("nModified", modified)
		c.writeErrors(failed)
		return err
	})
}

func checkUpdate(entry bson.Raw) error {
	if err := checkEntry("update.updates", entry, updateFields, "q", "u"); err != nil {
		return err
	}
	for _, option := range []string{"multi", "upsert"} {
		if value := field(entry, option); value.Type != 0 {
			if flag, err := truth(value); err != nil || flag {
				return fail(codeNotImplemented, "the embedded store does not serve updates with %s: true", option)
			}
		}
	}
	switch field(entry, "u").Type {
	case bson.TypeEmbeddedDocument:
		return nil
	case bson.TypeArray:
		return fail(codeNotImplemented, "the embedded store does not serve updates by an aggregation pipeline")
	default:
		return fail(codeFailedToParse, "Update argument must be either an object or an array")
	}
}

// checkEntry checks what all entries of a list inside a command have: known fields, and above all what they are about.
func checkEntry(name string, entry bson.Raw, known []string, required ...string) error {
	if err := checkFieldsOf(name, entry, known); err != nil {
		return err
	}
	for _, option := range required {
		if field(entry, option).Type == 0 {
			return fail(codeMissingField, "BSON field '%s.%s' is missing but a required field", name, option)
		}
	}
	if condition := field(entry, "q"); condition.Type != bson.TypeEmbeddedDocument {
		return mistyped(name+".q", condition, "object")
	}
	return nil
}

func (c *call) updateOne(w *writer, entry bson.Raw) (matched, modified int, err error) {
	change, err := parseUpdate(field(entry, "u"))
	if err != nil {
		return 0, 0, err
	}
	target, found, err := c.findOne(w, entry)
	if err != nil || found.version == 0 {
		return 0, 0, err
	}
	changed, err := change.apply(found.raw)
	if err != nil {
		return 0, 0, err
	}
	if bytes.Equal(changed, found.raw) {
		return 1, 0, nil
	}
	if _, err := w.change(target, found, changed); err != nil {
		return 0, 0, err
	}
	return 1, 1, nil
}

// findOne returns the first document that a statement is about; its version is 0 when there is none.
func (c *call) findOne(w *writer, entry bson.Raw) (*collection, document, error) {
	wanted, err := parseQuery(field(entry, "q"), bson.RawValue{}, field(entry, "hint"))
	if err != nil {
		return nil, document{}, err
	}
	target, err := w.catalog.load(w.view, c.namespace)
	if err != nil {
		return nil, document{}, err
	}
	chosen, err := wanted.plan(target)
	if err != nil {
		return nil, document{}, err
	}
	if err := w.checkAbsent(chosen); err != nil {
		return nil, document{}, err
	}
	for candidate, err := range chosen.candidates(c.context, w.view, &position{}) {
		if err == nil {
			err = w.check(target, candidate.id, candidate.version)
		}
		if err != nil {
			return nil, document{}, err
		}
		if chosen.filter.matches(candidate.raw) {
			return target, candidate, nil
		}
	}
	return target, document{}, nil
}

// checkAbsent fails with a write conflict when a document that the plan names by its _id was inserted after the
// snapshot: it would not be found, although it is there.
func (w *writer) checkAbsent(chosen *plan) error {
	if w.latest == nil || !chosen.byID() {
		return nil
	}
	for _, bounds := range chosen.ranges {
		id := bounds.Low // of a single value: its key
		visible, err := w.view.Get(chosen.index.space, id)
		if err != nil {
			return err
		}
		if visible.Version == 0 && !w.batch.Changes(chosen.index.space, id) {
			if err := w.check(chosen.collection, id, 0); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *call) delete() error {
	entries, err := c.listed("deletes", checkDelete)
	if err != nil {
		return err
	}
	return c.write(func(w *writer) error {
		deleted := 0
		failed, err := c.statements(len(entries), func(at int) error {
			target, found, err := c.findOne(w, entries[at])
			if err != nil || found.version == 0 {
				return err
			}
			_, err = w.change(target, found, nil)
			if err == nil {
				deleted++
			}
			return err
		})
		c.reply.int32("n", deleted)
		c.writeErrors(failed)
		return err
	})
}

func checkDelete(entry bson.Raw) error {
	if err := checkEntry("delete.deletes", entry, deleteFields, "q", "limit"); err != nil {
		return err
	}
	limit, err := whole("delete.deletes.limit", field(entry, "limit"))
	if err != nil {
		return err
	}
	if limit != 1 {
		return fail(codeNotImplemented, "the embedded store deletes one document at a time: limit must be 1, not %d", limit)
	}
	return nil
}
