package embedded

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"accessgraph/mongo/embedded/engine"
)

// Verify reads everything and reports every problem: in the pages of the file, in the catalogue, in documents, and between
// documents and indexes. The store can be used meanwhile. It fails only when it could not be carried out.
func (s *Store) Verify(ctx context.Context, report func(Problem)) error {
	view, err := s.engine.Inspect()
	if err != nil {
		return err
	}
	return finish(view, newVerification(ctx, view, report).all())
}

// VerifyFolder is Verify for a store that no process has open, and that may be too damaged to be opened.
func VerifyFolder(ctx context.Context, folder string, report func(Problem)) error {
	view, err := engine.InspectFile(filepath.Join(folder, fileName), engine.Options{})
	if err != nil {
		return advise(fmt.Errorf("verifying the store in %s: %w", folder, err))
	}
	return finish(view, newVerification(ctx, view, report).all())
}

func finish(view *engine.Inspection, err error) error {
	if closing := view.Close(); err == nil {
		err = closing
	}
	return err
}

// verification is one look at a store.
type verification struct {
	context context.Context
	view    *engine.Inspection
	report  func(Problem)
}

// newVerification reports each problem once.
func newVerification(ctx context.Context, view *engine.Inspection, report func(Problem)) *verification {
	reported := map[Problem]struct{}{}
	return &verification{ctx, view, func(problem Problem) {
		if _, before := reported[problem]; !before {
			reported[problem] = struct{}{}
			report(problem)
		}
	}}
}

func (v *verification) all() error {
	for _, target := range v.frame() {
		if _, err := v.collection(target); err != nil {
			return fmt.Errorf("verifying %s: %w", target.namespace, err)
		}
	}
	return v.context.Err()
}

// frame verifies what is of no collection, and returns the collections, as far as they can be read.
func (v *verification) frame() []*collection {
	for damage := range v.view.Structure() {
		v.report(problemIn(damage.Space, damage))
	}
	collections := v.catalogue()
	collections = append(collections, v.spaces(collections)...)
	for entry, err := range v.view.Scan(sessionSpace, nil) {
		if err == nil {
			_, err = parseOutcome(entry.Record)
		}
		if err == nil && len(entry.Key) != len(sessionID{}) {
			err = &engine.DamageError{What: "a session has no UUID"}
		}
		if err != nil {
			v.report(problemIn(sessionSpace, err))
		}
	}
	return collections
}

// catalogue returns the collections of the catalogue. One whose entry is unreadable has no indexes.
func (v *verification) catalogue() []*collection {
	var collections []*collection
	for entry, err := range v.view.Scan(catalogSpace, nil) {
		if entry.Key == nil {
			v.report(problemIn(catalogSpace, err))
			continue
		}
		target := newCollection(string(entry.Key), entry.Version, nil)
		if err == nil {
			err = target.decode(entry.Value)
		}
		if err != nil {
			target.indexes = nil
			v.report(Problem{Collection: collectionName(target.namespace), What: "its entry in the catalogue is unreadable: its indexes are not known"})
		}
		collections = append(collections, target)
	}
	return collections
}

// spaces compares the spaces with the catalogue, and returns the collections that it lacks.
func (v *verification) spaces(collections []*collection) []*collection {
	expected := []string{catalogSpace, sessionSpace, engine.FormatSpace}
	for _, target := range collections {
		expected = append(expected, target.documents)
		for at := range target.indexes {
			expected = append(expected, target.indexes[at].space)
		}
	}
	var unlisted []*collection
	for _, space := range v.view.Spaces() {
		if slices.Contains(expected, space) {
			continue
		}
		switch collection, index := placeOf(space); {
		case index != "":
			v.report(Problem{Collection: collection, Index: index, What: "the catalogue does not have the index"})
		case collection != "":
			v.report(Problem{Collection: collection, What: "the catalogue does not have the collection"})
			unlisted = append(unlisted, newCollection(strings.TrimPrefix(space, documentPrefix), 0, nil))
		default:
			v.report(Problem{What: fmt.Sprintf("%q is no space of a store", space)})
		}
	}
	return unlisted
}

// counts is how much was verified.
type counts struct {
	documents, invalid int
	entries            []int // of each index
}

// collection verifies documents and indexes.
func (v *verification) collection(target *collection) (counts, error) {
	compared := newComparison(v, target)
	var found counts
	for entry, err := range v.view.Scan(target.documents, nil) {
		if err := v.context.Err(); err != nil {
			return found, err
		}
		if entry.Key == nil {
			compared.lost = true
		} else {
			found.documents++
		}
		if err != nil {
			v.report(problemIn(target.documents, err).about(entry.Key))
		} else {
			err = v.document(target, entry)
		}
		if err != nil {
			found.invalid++
			compared.unreadable[string(entry.Key)] = struct{}{}
			continue
		}
		compared.expect(entry)
	}
	var err error
	found.entries, err = compared.compare()
	return found, err
}

// document reports what is wrong with a document by itself. An error says that its entries cannot be known.
func (v *verification) document(target *collection, entry engine.Entry) error {
	problem := Problem{Collection: collectionName(target.namespace)}
	if err := checkDocument(entry, v.view.Commit()); err != nil {
		problem.What = err.Error()
		v.report(problem.about(entry.Key))
		return err
	}
	if id, err := idKey(field(entry.Value, "_id")); err != nil || !bytes.Equal(id, entry.Key) {
		problem.What = fmt.Sprintf("the document is under another key, %x", entry.Key)
		v.report(problem.aboutDocument(entry.Value, entry.Key))
	}
	return nil
}

// checkDocument fails when a record is no document of a commit.
func checkDocument(entry engine.Entry, newest uint64) error {
	switch {
	case entry.Version == 0:
		return &engine.DamageError{What: "the document has no content"}
	case entry.Version > newest:
		return &engine.DamageError{What: "the document is of a commit that was never made"}
	}
	if err := validate(entry.Value, 0); err != nil {
		return &engine.DamageError{What: "the document is no BSON that the store holds: " + err.Error()}
	}
	return nil
}
