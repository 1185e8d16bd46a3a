// Package integrity verifies the file of a store, and makes it anew: repaired, or compacted.
package integrity

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/query"
)

// FileName is the name of the store's file in its folder.
const FileName = "accessgraph.db"

// VerifyFolder reads everything in a store that no process has open, and reports every problem: in the pages of the file, in the
// catalogue, in documents, and between documents and indexes. The store may be too damaged to be opened. It fails only when it
// could not be carried out.
func VerifyFolder(ctx context.Context, folder string, report func(Problem)) error {
	view, err := engine.InspectFile(filepath.Join(folder, FileName), engine.Options{})
	if err != nil {
		return Advise(fmt.Errorf("verifying the store in %s: %w", folder, err))
	}
	return errors.Join(newVerification(ctx, view, report).All(), view.Close())
}

// Look opens a verification of a store that may be used meanwhile.
func Look(ctx context.Context, at engine.Engine, report func(Problem), look func(*Verification) error) error {
	view, err := at.Inspect()
	if err != nil {
		return err
	}
	return errors.Join(look(newVerification(ctx, view, report)), view.Close())
}

// Verification is one look at a store.
type Verification struct {
	context  context.Context
	view     *engine.Inspection
	tell     func(Problem)
	told     map[Problem]struct{}
	tellOnly string // problems of this collection, if it is not empty
}

func newVerification(ctx context.Context, view *engine.Inspection, tell func(Problem)) *Verification {
	return &Verification{context: ctx, view: view, tell: tell, told: map[Problem]struct{}{}}
}

// report tells of a problem once.
func (v *Verification) report(problem Problem) {
	if v.tellOnly != "" && problem.Collection != v.tellOnly {
		return
	}
	if _, before := v.told[problem]; !before {
		v.told[problem] = struct{}{}
		v.tell(problem)
	}
}

// All verifies everything.
func (v *Verification) All() error {
	for _, target := range v.Frame() {
		if _, err := v.Collection(target); err != nil {
			return fmt.Errorf("verifying %s: %w", target.Namespace, err)
		}
	}
	return v.context.Err()
}

// Frame verifies what is of no collection, and returns the collections, as far as they can be read.
func (v *Verification) Frame() []*query.Collection {
	for damage := range v.view.Structure() {
		v.report(problemIn(damage.Space, damage))
	}
	return v.collections()
}

func (v *Verification) collections() []*query.Collection {
	listed := v.catalogue()
	return append(listed, v.spaces(listed)...)
}

// Named returns a collection as the catalogue has it; it is nil when there is none. From then on problems of other collections
// are not reported.
func (v *Verification) Named(namespace string) *query.Collection {
	v.tellOnly = collectionName(namespace)
	for _, target := range v.collections() {
		if target.Namespace == namespace {
			return target
		}
	}
	return nil
}

// catalogue returns the collections of the catalogue. One whose entry is unreadable has no indexes.
func (v *Verification) catalogue() []*query.Collection {
	var collections []*query.Collection
	for entry, err := range v.view.Scan(query.CatalogSpace, nil) {
		if entry.Key == nil {
			v.report(problemIn(query.CatalogSpace, err))
			continue
		}
		target := query.NewCollection(string(entry.Key), entry.Version, nil)
		if err == nil {
			target.Indexes, err = query.DecodeIndexes(target.Namespace, entry.Value)
		}
		if err != nil {
			v.report(Problem{Collection: collectionName(target.Namespace), What: "its entry in the catalogue is unreadable: its indexes are not known"})
		}
		collections = append(collections, target)
	}
	return collections
}

// formerSpace holds the outcomes of sessions that earlier versions remembered. Nothing reads them, and a new file has none.
const formerSpace = "sessions"

// spaces compares the spaces with the catalogue, and returns the collections that it lacks.
func (v *Verification) spaces(collections []*query.Collection) []*query.Collection {
	expected := []string{query.CatalogSpace, engine.FormatSpace, formerSpace}
	for _, target := range collections {
		expected = append(expected, target.Documents)
		for at := range target.Indexes {
			expected = append(expected, target.Indexes[at].Space)
		}
	}
	var unlisted []*query.Collection
	for _, space := range v.view.Spaces() {
		if slices.Contains(expected, space) {
			continue
		}
		namespace, index := query.PlaceOf(space)
		switch {
		case index != "":
			v.report(Problem{Collection: collectionName(namespace), Index: index, What: "the catalogue does not have the index"})
		case namespace != "":
			v.report(Problem{Collection: collectionName(namespace), What: "the catalogue does not have the collection"})
			unlisted = append(unlisted, query.NewCollection(namespace, 0, nil))
		default:
			v.report(Problem{What: fmt.Sprintf("%q is no space of a store", space)})
		}
	}
	return unlisted
}

// Counts is how much was verified.
type Counts struct {
	Documents, Invalid int
	Entries            []int // of each index
}

// Collection verifies documents and indexes.
func (v *Verification) Collection(target *query.Collection) (Counts, error) {
	compared := newComparison(v, target)
	var counted Counts
	for entry, err := range v.view.Scan(target.Documents, nil) {
		if err := v.context.Err(); err != nil {
			return counted, err
		}
		if entry.Key == nil {
			compared.lost = true
		} else {
			counted.Documents++
		}
		if err := v.document(target, entry, err); err != nil {
			counted.Invalid++
			compared.unreadable[string(entry.Key)] = struct{}{}
			continue
		}
		compared.expect(entry)
	}
	var err error
	counted.Entries, err = compared.compare()
	return counted, err
}

// document reports what is wrong with a document by itself. An error says that its entries cannot be known.
func (v *Verification) document(target *query.Collection, entry engine.Entry, err error) error {
	if err == nil {
		err = query.CheckDocument(entry, v.view.Commit())
	}
	if err != nil {
		v.report(problemIn(target.Documents, err).about(entry.Key))
		return err
	}
	id := document.Field(entry.Value, "_id")
	if key, err := query.IDKey(id); err != nil || !bytes.Equal(key, entry.Key) {
		what := fmt.Sprintf("the document is under another key, %x", entry.Key)
		v.report(Problem{Collection: collectionName(target.Namespace), ID: id.String(), What: what})
	}
	return nil
}
