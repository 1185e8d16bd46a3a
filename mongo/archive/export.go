package archive

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// Export writes all documents of a database to a new folder, as one snapshot has them. The store is used meanwhile; it
// keeps the snapshot for an hour, a MongoDB for five minutes unless it is told otherwise. The folder appears when it is
// complete, with one folder in it that has the database's name; it belongs to its owner only. Export fails with
// ErrExists.
func Export(ctx context.Context, database *mongo.Database, folder string) (Count, error) {
	if _, err := os.Lstat(folder); !errors.Is(err, fs.ErrNotExist) {
		return Count{}, errors.Join(ErrExists, err)
	}
	parent := filepath.Dir(filepath.Clean(folder))
	if err := os.MkdirAll(parent, 0o700); err != nil {
		return Count{}, fmt.Errorf("exporting: %w", err)
	}
	unfinished, err := os.MkdirTemp(parent, "."+filepath.Base(folder))
	if err != nil {
		return Count{}, fmt.Errorf("exporting: %w", err)
	}
	count, err := exportTo(ctx, database, filepath.Join(unfinished, database.Name()))
	if err == nil {
		err = os.Rename(unfinished, folder)
	}
	if err == nil {
		err = syncFolder(parent)
	}
	if err != nil {
		return Count{}, fmt.Errorf("exporting: %w", errors.Join(err, os.RemoveAll(unfinished)))
	}
	return count, nil
}

func exportTo(ctx context.Context, database *mongo.Database, folder string) (count Count, err error) {
	if err := os.Mkdir(folder, 0o700); err != nil {
		return count, err
	}
	names, err := collectionsOf(ctx, database)
	if err != nil {
		return count, err
	}
	for _, name := range names {
		if err := exportMetadata(ctx, database.Collection(name), folder); err != nil {
			return count, err
		}
	}
	session, err := database.Client().StartSession(options.Session().SetSnapshot(true))
	if err != nil {
		return count, fmt.Errorf("starting a session: %w", err)
	}
	defer session.EndSession(context.WithoutCancel(ctx))
	for _, name := range names {
		documents, err := exportDocuments(mongo.NewSessionContext(ctx, session), database.Collection(name), folder)
		if err != nil {
			return count, err
		}
		count.Collections, count.Documents = count.Collections+1, count.Documents+documents
	}
	return count, syncFolder(folder)
}

func exportMetadata(ctx context.Context, collection *mongo.Collection, folder string) error {
	described, err := describe(ctx, collection)
	if err != nil {
		return err
	}
	text, err := bson.MarshalExtJSON(described, true, false)
	if err != nil {
		return fmt.Errorf("describing %s: %w", collection.Name(), err)
	}
	return write(folder, collection.Name(), metadataSuffix, func(to *bufio.Writer) error {
		_, err := to.Write(text)
		return err
	})
}

func exportDocuments(ctx context.Context, collection *mongo.Collection, folder string) (count int, err error) {
	cursor, err := collection.Find(ctx, bson.D{}, options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}))
	if err != nil {
		return 0, fmt.Errorf("reading %s: %w", collection.Name(), err)
	}
	defer cursor.Close(context.WithoutCancel(ctx))
	err = write(folder, collection.Name(), documentsSuffix, func(to *bufio.Writer) error {
		for ; cursor.Next(ctx); count++ {
			if _, err := to.Write(cursor.Current); err != nil {
				return err
			}
		}
		return cursor.Err()
	})
	return count, err
}

// write makes a file and returns when it is on disk.
func write(folder, name, suffix string, content func(*bufio.Writer) error) error {
	path, err := fileOf(folder, name, suffix)
	if err != nil {
		return err
	}
	file, err := create(path)
	if err != nil {
		return err
	}
	buffered := bufio.NewWriterSize(file, 1<<16)
	err = content(buffered)
	if err == nil {
		err = buffered.Flush()
	}
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}

func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
