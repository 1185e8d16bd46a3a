package embedded

import (
	"go.mongodb.org/mongo-driver/v2/bson"
)

// maxProblems is how many problems one reply lists; the others are counted.
const maxProblems = 10_000

// listing is what a command found: the first problems, and how many there are.
type listing struct {
	problems []Problem
	total    int
}

func (l *listing) add(problem Problem) {
	if l.total++; len(l.problems) < maxProblems {
		l.problems = append(l.problems, problem)
	}
}

// write adds the problems as MongoDB does, in words, and one by one.
func (l *listing) write(b *builder) {
	b.boolean("valid", l.total == 0)
	b.array("errors")
	for at, problem := range l.problems {
		b.text(itemName(at), problem.String())
	}
	b.end()
	b.array("problems")
	for at, problem := range l.problems {
		b.document(itemName(at))
		b.text("collection", problem.Collection)
		b.text("id", problem.ID)
		b.text("key", problem.Key)
		b.text("index", problem.Index)
		b.text("what", problem.What)
		b.end()
	}
	b.end()
	b.int32("nProblems", l.total)
}

// validate verifies the documents and the indexes of a collection. It is always full.
func (c *call) validate() error {
	if _, err := c.boolean("full", false); err != nil {
		return err
	}
	view, err := c.store.engine.Inspect()
	if err != nil {
		return err
	}
	var found listing
	v := newVerification(c.context, view, found.add)
	target, err := c.verified(v)
	if err == nil {
		err = c.writeValidation(v, target, &found)
	}
	return finish(view, err)
}

// verified returns the collection as the catalogue has it. Problems of other collections are not those of this one.
func (c *call) verified(v *verification) (*collection, error) {
	report := v.report
	defer func() { v.report = report }()
	v.report = func(problem Problem) {
		if problem.Collection == collectionName(c.namespace) {
			report(problem)
		}
	}
	collections := v.catalogue()
	for _, target := range append(collections, v.spaces(collections)...) {
		if target.namespace == c.namespace {
			return target, nil
		}
	}
	return nil, fail(codeNamespaceNotFound, "Collection '%s' does not exist to validate.", c.namespace)
}

func (c *call) writeValidation(v *verification, target *collection, found *listing) error {
	counted, err := v.collection(target)
	if err != nil {
		return err
	}
	c.reply.text("ns", c.namespace)
	c.reply.int32("nInvalidDocuments", counted.invalid)
	c.reply.int32("nrecords", counted.documents)
	c.reply.int32("nIndexes", len(target.indexes)+1)
	c.reply.document("keysPerIndex")
	c.reply.int32(target.primary.name, counted.documents)
	for at, count := range counted.entries {
		c.reply.int32(target.indexes[at].name, count)
	}
	c.reply.end()
	found.write(&c.reply)
	return nil
}

// validateStore verifies the pages of the file, the catalogue, and what is of no collection. It answers with the names of the
// database's collections, also of those that the catalogue does not have.
func (c *call) validateStore() error {
	view, err := c.store.engine.Inspect()
	if err != nil {
		return err
	}
	var found listing
	collections := newVerification(c.context, view, found.add).frame()
	c.reply.array("collections")
	count := 0
	for _, target := range collections {
		if database, name := splitNamespace(target.namespace); database == c.database {
			c.reply.text(itemName(count), name)
			count++
		}
	}
	c.reply.end()
	found.write(&c.reply)
	return finish(view, c.context.Err())
}

// Validation is a reply of validate or validateStore, for the driver to decode.
type Validation struct {
	// Collections are the names of the collections; validateStore lists them.
	Collections []string `bson:"collections"`
	// Documents is how many documents the collection has, and Invalid how many of them are unreadable.
	Documents int `bson:"nrecords"`
	Invalid   int `bson:"nInvalidDocuments"`
	// Problems are the first 10,000, and Total is how many there are.
	Problems []Problem `bson:"problems"`
	Total    int       `bson:"nProblems"`
}

// ValidateStore is the command that verifies what is of no collection.
func ValidateStore() bson.D { return bson.D{{Key: "validateStore", Value: 1}} }

// ValidateCollection is the command that verifies a collection. MongoDB has it, too.
func ValidateCollection(name string) bson.D {
	return bson.D{{Key: "validate", Value: name}, {Key: "full", Value: true}}
}
