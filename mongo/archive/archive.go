// Package archive writes the documents of a store to a folder and reads them back, in the layout of mongodump: a folder
// of the database's name with, for each collection, name.bson (the documents, one after the other) and
// name.metadata.json (its indexes). mongorestore takes it, and so does Import on either store.
package archive

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
)

const (
	documentsSuffix = ".bson"
	metadataSuffix  = ".metadata.json"
)

var (
	// ErrExists says that the folder to export to is there already.
	ErrExists = errors.New("the folder to export to exists already")
	// ErrNotEmpty says that the store to import into has documents.
	ErrNotEmpty = errors.New("the store is not empty: import takes an empty one")
	// ErrMalformed says that a folder is not an archive.
	ErrMalformed = errors.New("not an archive")
)

// Count is what was exported or imported.
type Count struct{ Collections, Documents int }

// metadata is the content of a metadata file.
type metadata struct {
	Indexes        []index `bson:"indexes"`
	CollectionName string  `bson:"collectionName"`
	Type           string  `bson:"type"`
}

type index struct {
	Version            int32  `bson:"v"`
	Key                bson.D `bson:"key"`
	Name               string `bson:"name"`
	ExpireAfterSeconds *int32 `bson:"expireAfterSeconds,omitempty"`
	Others             bson.M `bson:",inline"`
}

// check refuses options that would be lost: no index of ours has them.
func (i index) check() error {
	for option := range i.Others {
		return fmt.Errorf("%w: the index %s has the option %s, which is not known", ErrMalformed, i.Name, option)
	}
	return nil
}

func describe(ctx context.Context, collection *mongo.Collection) (metadata, error) {
	described := metadata{CollectionName: collection.Name(), Type: "collection"}
	cursor, err := collection.Indexes().List(ctx)
	if err != nil {
		return described, fmt.Errorf("listing the indexes of %s: %w", collection.Name(), err)
	}
	if err := cursor.All(ctx, &described.Indexes); err != nil {
		return described, fmt.Errorf("listing the indexes of %s: %w", collection.Name(), err)
	}
	return described, described.check()
}

func (m metadata) check() error {
	for _, described := range m.Indexes {
		if err := described.check(); err != nil {
			return err
		}
	}
	return nil
}

// collectionsOf returns the names of a database's collections, sorted.
func collectionsOf(ctx context.Context, database *mongo.Database) ([]string, error) {
	names, err := database.ListCollectionNames(ctx, bson.D{})
	if err != nil {
		return nil, fmt.Errorf("listing the collections: %w", err)
	}
	names = slices.DeleteFunc(names, func(name string) bool { return strings.HasPrefix(name, "system.") })
	slices.Sort(names)
	return names, nil
}

// fileOf is where a collection's part of an archive is. A name that would lead out of the folder is refused.
func fileOf(folder, name, suffix string) (string, error) {
	if strings.ContainsAny(name, `/\%`) || name == "" {
		return "", fmt.Errorf("%w: %q cannot be the name of a file", ErrMalformed, name)
	}
	return filepath.Join(folder, name+suffix), nil
}

// create opens a new file for its owner.
func create(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
}
