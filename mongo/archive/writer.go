package archive

import (
	"encoding/binary"
	"fmt"
	"io"
	"iter"

	"go.mongodb.org/mongo-driver/v2/bson"
)

const (
	// serverVersion is the earliest MongoDB that the archive is for: whatever store it is of, the same documents give
	// the same bytes.
	serverVersion = "7.0.0"
	toolVersion   = "accessgraph"
)

// Writer writes an archive. After an error nothing that was written is of use.
type Writer struct {
	out      io.Writer
	database string
}

// NewWriter writes the prelude: the name of the database, and every collection that Write is then called for.
func NewWriter(out io.Writer, database string, collections []Collection) (*Writer, error) {
	writer := &Writer{out: out, database: database}
	if err := writer.number(magicNumber); err != nil {
		return nil, err
	}
	if err := writer.document(header{1, formatVersion, serverVersion, toolVersion}); err != nil {
		return nil, err
	}
	for _, collection := range collections {
		described, err := bson.MarshalExtJSON(metadata{collection.Indexes, collection.Name}, true, false)
		if err != nil {
			return nil, fmt.Errorf("describing the collection %s: %w", collection.Name, err)
		}
		entry := listing{Database: database, Collection: collection.Name, Metadata: string(described), Type: "collection"}
		if err := writer.document(entry); err != nil {
			return nil, err
		}
	}
	return writer, writer.number(terminator)
}

// Write writes all documents of a collection, and returns how many there were. It stops at an error among them.
func (w *Writer) Write(collection string, documents iter.Seq2[bson.Raw, error]) (int, error) {
	count, sum := 0, newChecksum()
	both := io.MultiWriter(w.out, sum)
	for raw, err := range documents {
		if err != nil {
			return count, err
		}
		if count == 0 {
			if err := w.document(segment{Database: w.database, Collection: collection}); err != nil {
				return count, err
			}
		}
		if _, err := both.Write(raw); err != nil {
			return count, fmt.Errorf("writing the archive: %w", err)
		}
		count++
	}
	if count > 0 {
		if err := w.number(terminator); err != nil {
			return count, err
		}
	}
	end := segment{Database: w.database, Collection: collection, EOF: true, CRC: signed(sum)}
	if err := w.document(end); err != nil {
		return count, err
	}
	return count, w.number(terminator)
}

func (w *Writer) document(value any) error {
	raw, err := bson.Marshal(value)
	if err != nil {
		return fmt.Errorf("encoding a part of the archive: %w", err)
	}
	if _, err := w.out.Write(raw); err != nil {
		return fmt.Errorf("writing the archive: %w", err)
	}
	return nil
}

func (w *Writer) number(value uint32) error {
	if _, err := w.out.Write(binary.LittleEndian.AppendUint32(nil, value)); err != nil {
		return fmt.Errorf("writing the archive: %w", err)
	}
	return nil
}
