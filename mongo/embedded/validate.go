package embedded

import (
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/failure"
	"accessgraph/mongo/embedded/integrity"
)

// maxProblems is how many problems one reply lists; the others are counted.
const maxProblems = 10_000

// Validation is the reply to validate, and to validateStore, which MongoDB does not have.
type Validation struct {
	Namespace string `bson:"ns,omitempty"`
	// Collections are the names of the collections; validateStore lists them.
	Collections []string `bson:"collections,omitempty"`
	// Documents is how many documents the collection has, and Invalid how many of them are unreadable.
	Documents    int    `bson:"nrecords"`
	Invalid      int    `bson:"nInvalidDocuments"`
	Indexes      int    `bson:"nIndexes"`
	KeysPerIndex bson.D `bson:"keysPerIndex"`
	Valid        bool   `bson:"valid"`
	// Errors are the problems in words, as MongoDB tells them.
	Errors []string `bson:"errors"`
	// Problems are the first 10,000, and Total is how many there are.
	Problems []integrity.Problem `bson:"problems"`
	Total    int                 `bson:"nProblems"`
}

func newValidation() *Validation {
	return &Validation{Valid: true, KeysPerIndex: bson.D{}, Errors: []string{}, Problems: []integrity.Problem{}}
}

func (v *Validation) add(problem integrity.Problem) {
	v.Valid = false
	if v.Total++; v.Total <= maxProblems {
		v.Errors = append(v.Errors, problem.String())
		v.Problems = append(v.Problems, problem)
	}
}

// ValidateStore is the command that verifies what is of no collection.
func ValidateStore() bson.D { return bson.D{{Key: "validateStore", Value: 1}} }

// ValidateCollection is the command that verifies a collection.
func ValidateCollection(name string) bson.D {
	return bson.D{{Key: "validate", Value: name}, {Key: "full", Value: true}}
}

// validate verifies the documents and the indexes of a collection. It is always full.
func (c *call) validate() error {
	reply := newValidation()
	reply.Namespace = c.namespace
	return c.replyWith(reply, func(v *integrity.Verification) error {
		target := v.Named(c.namespace)
		if target == nil {
			return failure.New(failure.NamespaceNotFound, "Collection '%s' does not exist to validate.", c.namespace)
		}
		counted, err := v.Collection(target)
		reply.Documents, reply.Invalid, reply.Indexes = counted.Documents, counted.Invalid, len(target.Indexes)+1
		reply.KeysPerIndex = append(reply.KeysPerIndex, bson.E{Key: target.Usable()[0].Name, Value: counted.Documents})
		for at, count := range counted.Entries {
			reply.KeysPerIndex = append(reply.KeysPerIndex, bson.E{Key: target.Indexes[at].Name, Value: count})
		}
		return err
	})
}

// replyWith looks at the store, and answers with what was found.
func (c *call) replyWith(reply *Validation, look func(*integrity.Verification) error) error {
	if err := integrity.Look(c.context, c.store.engine, reply.add, look); err != nil {
		return err
	}
	return c.reply.Fields(reply)
}

// validateStore verifies the pages of the file, the catalogue, and what is of no collection. It answers with the names of the
// database's collections, also of those that the catalogue does not have.
func (c *call) validateStore() error {
	reply := newValidation()
	return c.replyWith(reply, func(v *integrity.Verification) error {
		for _, target := range v.Frame() {
			if name, ok := strings.CutPrefix(target.Namespace, c.database+"."); ok {
				reply.Collections = append(reply.Collections, name)
			}
		}
		return c.context.Err()
	})
}
