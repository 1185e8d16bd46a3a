package embedded

import (
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/failure"
	"accessgraph/mongo/embedded/query"
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
func (l *listing) write(b *document.Builder) {
	b.Boolean("valid", l.total == 0)
	b.Array("errors")
	for at, problem := range l.problems {
		b.Text(document.ItemName(at), problem.String())
	}
	b.End()
	b.Array("problems")
	for at, problem := range l.problems {
		b.Document(document.ItemName(at))
		b.Text("collection", problem.Collection)
		b.Text("id", problem.ID)
		b.Text("key", problem.Key)
		b.Text("index", problem.Index)
		b.Text("what", problem.What)
		b.End()
	}
	b.End()
	b.Int32("nProblems", l.total)
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
func (c *call) verified(v *verification) (*query.Collection, error) {
	report := v.report
	defer func() { v.report = report }()
	v.report = func(problem Problem) {
		if problem.Collection == collectionName(c.namespace) {
			report(problem)
		}
	}
	collections := v.catalogue()
	for _, target := range append(collections, v.spaces(collections)...) {
		if target.Namespace == c.namespace {
			return target, nil
		}
	}
	return nil, failure.New(failure.NamespaceNotFound, "Collection '%s' does not exist to validate.", c.namespace)
}

func (c *call) writeValidation(v *verification, target *query.Collection, found *listing) error {
	counted, err := v.collection(target)
	if err != nil {
		return err
	}
	c.reply.Text("ns", c.namespace)
	c.reply.Int32("nInvalidDocuments", counted.invalid)
	c.reply.Int32("nrecords", counted.documents)
	c.reply.Int32("nIndexes", len(target.Indexes)+1)
	c.reply.Document("keysPerIndex")
	c.reply.Int32(target.Usable()[0].Name, counted.documents)
	for at, count := range counted.entries {
		c.reply.Int32(target.Indexes[at].Name, count)
	}
	c.reply.End()
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
	c.reply.Array("collections")
	count := 0
	for _, target := range collections {
		if name, ok := strings.CutPrefix(target.Namespace, c.database+"."); ok {
			c.reply.Text(document.ItemName(count), name)
			count++
		}
	}
	c.reply.End()
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
