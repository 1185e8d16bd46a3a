package archive

import (
	"encoding/binary"
	"fmt"
	"io"
	"iter"

	"go.mongodb.org/mongo-driver/v2/bson"
)

const (
	// serverVersion is the earliest version of MongoDB that can restore the archive. It does not depend on the exported store,
	// so that the same documents give the same bytes.
	serverVersion = "7.0.0"
	toolVersion   = "accessgraph"
)

// Writer writes an archive. After an error the output is not valid.
type Writer struct {
	out      io.Writer
	database string
}

// NewWriter writes the prelude of an archive. Write must then be called for each of the collections.
func NewWriter(out io.Writer, database string, collections []Collection) (*Writer, error) {
	writer := &Writer{out: out, database: database}
	if err := writer.writeNumber(magicNumber); err != nil {
		return nil, err
	}
	if err := writer.writeDocument(header{1, formatVersion, serverVersion, toolVersion}); err != nil {
		return nil, err
	}
	for _, collection := range collections {
		description, err := bson.MarshalExtJSON(metadata{collection.Indexes, collection.Name}, true, false)
		if err != nil {
			return nil, fmt.Errorf("describing the collection %s: %w", collection.Name, err)
		}
		entry := listing{Database: database, Collection: collection.Name, Metadata: string(description), Type: "collection"}
		if err := writer.writeDocument(entry); err != nil {
			return nil, err
		}
	}
	return writer, writer.writeNumber(terminator)
}

// Write writes all documents of a collection, and returns their number. It stops at the first error of documents.
func (w *Writer) Write(collection string, documents iter.Seq2[bson.Raw, error]) (int, error) {
	count, sum := 0, newChecksum()
	out := io.MultiWriter(w.out, sum)
	for raw, err := range documents {
		if err != nil {
			return count, err
		}
		if count == 0 {
			if err := w.writeDocument(segment{Database: w.database, Collection: collection}); err != nil {
				return count, err
			}
		}
		if _, err := out.Write(raw); err != nil {
			return count, fmt.Errorf("writing the archive: %w", err)
		}
		count++
	}
	if count > 0 {
		if err := w.writeNumber(terminator); err != nil {
			return count, err
		}
	}
	end := segment{Database: w.database, Collection: collection, EOF: true, CRC: signed(sum)}
	if err := w.writeDocument(end); err != nil {
		return count, err
	}
	return count, w.writeNumber(terminator)
}

func (w *Writer) writeDocument(value any) error {
	raw, err := bson.Marshal(value)
	if err != nil {
		return fmt.Errorf("encoding a part of the archive: %w", err)
	}
	if _, err := w.out.Write(raw); err != nil {
		return fmt.Errorf("writing the archive: %w", err)
	}
	return nil
}

func (w *Writer) writeNumber(value uint32) error {
	if _, err := w.out.Write(binary.LittleEndian.AppendUint32(nil, value)); err != nil {
		return fmt.Errorf("writing the archive: %w", err)
	}
	return nil
}
