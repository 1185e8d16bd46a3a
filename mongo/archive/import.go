package archive

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

const (
	// maxDocument is the most that a document of an archive may hold, as in MongoDB.
	maxDocument = 16 << 20
	// batchDocuments and batchBytes are how much is inserted at a time.
	batchDocuments = 1000
	batchBytes     = 8 << 20
)

// Import reads an archive into an empty database: the documents first, then the indexes. The folder is the one that
// Export made; it holds one folder, whatever its name. Nothing else may use the store meanwhile. When Import fails half
// way, what it wrote stays, and the store has to be emptied before the next try. It fails with ErrNotEmpty and with
// ErrMalformed.
func Import(ctx context.Context, database *mongo.Database, folder string) (count Count, err error) {
	all, inside, err := read(folder)
	if err != nil {
		return count, fmt.Errorf("importing: %w", err)
	}
	if err := requireEmpty(ctx, database); err != nil {
		return count, fmt.Errorf("importing: %w", err)
	}
	for _, described := range all {
		collection := database.Collection(described.CollectionName)
		documents, err := importDocuments(ctx, collection, inside)
		if err == nil {
			err = importIndexes(ctx, collection, described.Indexes)
		}
		if err != nil {
			return count, fmt.Errorf("importing %s: %w", described.CollectionName, err)
		}
		count.Collections, count.Documents = count.Collections+1, count.Documents+documents
	}
	return count, nil
}

// read finds the collections of an archive. Every file must be a part of it.
func read(folder string) (all []metadata, inside string, err error) {
	databases, err := os.ReadDir(folder)
	if err != nil {
		return nil, "", err
	}
	if len(databases) != 1 || !databases[0].IsDir() {
		return nil, "", fmt.Errorf("%w: %s should hold the folder of one database", ErrMalformed, folder)
	}
	inside = filepath.Join(folder, databases[0].Name())
	files, err := os.ReadDir(inside)
	if err != nil {
		return nil, "", err
	}
	for _, file := range files {
		name, isMetadata := strings.CutSuffix(file.Name(), metadataSuffix)
		if !isMetadata {
			if !strings.HasSuffix(file.Name(), documentsSuffix) {
				return nil, "", fmt.Errorf("%w: %s is no part of one", ErrMalformed, file.Name())
			}
			continue
		}
		described, err := readMetadata(inside, name)
		if err != nil {
			return nil, "", err
		}
		all = append(all, described)
	}
	if len(all)*2 != len(files) {
		return nil, "", fmt.Errorf("%w: a collection lacks its documents or its metadata", ErrMalformed)
	}
	return all, inside, nil
}

func readMetadata(folder, name string) (described metadata, err error) {
	path, err := fileOf(folder, name, metadataSuffix)
	if err != nil {
		return described, err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return described, err
	}
	if err := bson.UnmarshalExtJSON(text, false, &described); err != nil {
		return described, fmt.Errorf("%w: %s: %w", ErrMalformed, path, err)
	}
	if described.CollectionName != name || described.Type != "collection" {
		return described, fmt.Errorf("%w: %s is not of the collection %s", ErrMalformed, path, name)
	}
	return described, described.check()
}

func requireEmpty(ctx context.Context, database *mongo.Database) error {
	names, err := collectionsOf(ctx, database)
	if err != nil {
		return err
	}
	for _, name := range names {
		count, err := database.Collection(name).CountDocuments(ctx, bson.D{}, options.Count().SetLimit(1))
		if err != nil {
			return fmt.Errorf("looking into %s: %w", name, err)
		}
		if count > 0 {
			return ErrNotEmpty
		}
	}
	return nil
}

func importDocuments(ctx context.Context, collection *mongo.Collection, folder string) (count int, err error) {
	path, err := fileOf(folder, collection.Name(), documentsSuffix)
	if err != nil {
		return 0, err
	}
	file, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	from := bufio.NewReaderSize(file, 1<<16)
	for {
		batch, err := nextBatch(from)
		if err != nil {
			return count, fmt.Errorf("reading %s: %w", path, err)
		}
		if len(batch) == 0 {
			return count, nil
		}
		if _, err := collection.InsertMany(ctx, batch); err != nil {
			return count, err
		}
		count += len(batch)
	}
}

// nextBatch reads some documents; none at the end.
func nextBatch(from *bufio.Reader) (batch []any, err error) {
	for size := 0; size < batchBytes && len(batch) < batchDocuments; {
		document, err := nextDocument(from)
		if errors.Is(err, io.EOF) {
			return batch, nil
		}
		if err != nil {
			return nil, err
		}
		batch, size = append(batch, document), size+len(document)
	}
	return batch, nil
}

func nextDocument(from *bufio.Reader) (bson.Raw, error) {
	header, err := from.Peek(4)
	if errors.Is(err, io.EOF) && len(header) == 0 {
		return nil, io.EOF
	}
	if err != nil {
		return nil, fmt.Errorf("%w: it is cut short", ErrMalformed)
	}
	length := int32(binary.LittleEndian.Uint32(header))
	if length < 5 || length > maxDocument {
		return nil, fmt.Errorf("%w: a document says to be %d bytes long", ErrMalformed, length)
	}
	document := make(bson.Raw, length)
	if _, err := io.ReadFull(from, document); err != nil {
		return nil, fmt.Errorf("%w: it is cut short", ErrMalformed)
	}
	if err := document.Validate(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return document, nil
}

func importIndexes(ctx context.Context, collection *mongo.Collection, indexes []index) error {
	for _, described := range indexes {
		if described.Name == "_id_" {
			continue
		}
		model := mongo.IndexModel{Keys: described.Key, Options: options.Index().SetName(described.Name)}
		if described.ExpireAfterSeconds != nil {
			model.Options.SetExpireAfterSeconds(*described.ExpireAfterSeconds)
		}
		_, err := collection.Indexes().CreateOne(ctx, model)
		if described.ExpireAfterSeconds != nil && refusesOption(err) {
			// The embedded store lets nothing expire by itself.
			model.Options = options.Index().SetName(described.Name)
			_, err = collection.Indexes().CreateOne(ctx, model)
		}
		if err != nil {
			return fmt.Errorf("creating the index %s: %w", described.Name, err)
		}
	}
	return nil
}

// refusesOption says that a store does not have an option of indexes: code 197 InvalidIndexSpecificationOption.
func refusesOption(err error) bool {
	var refused mongo.ServerError
	return errors.As(err, &refused) && refused.HasErrorCode(197)
}
