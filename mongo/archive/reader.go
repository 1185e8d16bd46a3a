package archive

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"
	"iter"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
)

const (
	minDocumentSize = 5
	readBuffer      = 1 << 20
	// gzipMagic is how a file begins that is compressed with gzip.
	gzipMagic = "\x1f\x8b"
)

// Reader reads an archive, and believes nothing of it that it has not checked.
type Reader struct {
	in       *bufio.Reader
	buffer   []byte
	database string
	names    []string
	// sums are the checksums of the collections that have not ended.
	sums map[string]hash.Hash64
}

// NewReader reads the prelude of an archive, which may be compressed with gzip. It fails with ErrForeign or ErrDamaged.
func NewReader(in io.Reader) (*Reader, error) {
	plain, err := decompressed(bufio.NewReaderSize(in, readBuffer))
	if err != nil {
		return nil, err
	}
	reader := &Reader{in: plain, sums: map[string]hash.Hash64{}}
	var magic [4]byte
	if _, err := io.ReadFull(reader.in, magic[:]); err != nil {
		return nil, cut(err, ErrForeign)
	}
	if binary.LittleEndian.Uint32(magic[:]) != magicNumber {
		return nil, ErrForeign
	}
	var first header
	if err := reader.part(&first); err != nil {
		return nil, err
	}
	if first.Version != formatVersion {
		return nil, fmt.Errorf("%w: its version is %q, and only %q is known", ErrForeign, first.Version, formatVersion)
	}
	return reader, reader.listings()
}

// decompressed returns what is in a file that begins as gzip does, and any other as it is.
func decompressed(in *bufio.Reader) (*bufio.Reader, error) {
	// What is shorter, or cannot be read, shows when it is read.
	if start, _ := in.Peek(len(gzipMagic)); string(start) != gzipMagic {
		return in, nil
	}
	inner, err := gzip.NewReader(in)
	if errors.Is(err, gzip.ErrHeader) {
		return nil, ErrForeign
	}
	if err != nil {
		return nil, cut(err, ErrForeign)
	}
	return bufio.NewReaderSize(inner, readBuffer), nil
}

func (r *Reader) listings() error {
	for {
		raw, more, err := r.next()
		if err != nil || !more {
			return err
		}
		var entry listing
		if err := bson.Unmarshal(raw, &entry); err != nil {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		if r.database == "" {
			r.database = entry.Database
		}
		switch {
		case entry.Collection == "" || entry.Database == "":
			return fmt.Errorf("%w: a collection has no name", ErrDamaged)
		case entry.Database != r.database:
			return fmt.Errorf("%w: it is of more than one database, %s and %s", ErrForeign, r.database, entry.Database)
		case r.sums[entry.Collection] != nil:
			return fmt.Errorf("%w: the collection %s is listed twice", ErrDamaged, entry.Collection)
		case len(r.names) == maxCollections:
			return fmt.Errorf("%w: it lists more than %d collections", ErrForeign, maxCollections)
		}
		r.names = append(r.names, entry.Collection)
		r.sums[entry.Collection] = newChecksum()
	}
}

// Collections are the names of the collections, in the order of the prelude.
func (r *Reader) Collections() []string { return slices.Clone(r.names) }

// Documents yields every document, once. It ends with ErrDamaged when the archive is not whole.
func (r *Reader) Documents() iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		for {
			more, err := r.segment(yield)
			if err != nil {
				yield(Document{}, err)
			}
			if err != nil || !more {
				return
			}
		}
	}
}

// segment reads the next segment; more is false after the last one, and when no more is wanted.
func (r *Reader) segment(yield func(Document, error) bool) (more bool, err error) {
	switch _, err := r.in.Peek(1); {
	case errors.Is(err, io.EOF):
		return false, r.complete()
	case err != nil:
		return false, cut(err, ErrDamaged)
	}
	var head segment
	if err := r.part(&head); err != nil {
		return false, err
	}
	sum := r.sums[head.Collection]
	if sum == nil || head.Database != r.database {
		return false, fmt.Errorf("%w: documents of %s come unannounced", ErrDamaged, head.Collection)
	}
	for {
		raw, more, err := r.next()
		switch {
		case err != nil:
			return false, err
		case !more && head.EOF:
			return true, r.end(head)
		case !more:
			return true, nil
		case head.EOF:
			return false, fmt.Errorf("%w: documents of %s come after its end", ErrDamaged, head.Collection)
		}
		_, _ = sum.Write(raw) // a hash never fails
		if !yield(Document{head.Collection, raw}, nil) {
			return false, nil
		}
	}
}

func (r *Reader) end(last segment) error {
	if signed(r.sums[last.Collection]) != last.CRC {
		return fmt.Errorf("%w: the documents of %s do not have their checksum", ErrDamaged, last.Collection)
	}
	delete(r.sums, last.Collection)
	return nil
}

// complete fails unless every collection of the prelude has ended.
func (r *Reader) complete() error {
	for _, name := range r.names {
		if r.sums[name] != nil {
			return fmt.Errorf("%w: the collection %s does not end", ErrDamaged, name)
		}
	}
	return nil
}

// part reads a document that belongs to the format.
func (r *Reader) part(into any) error {
	raw, more, err := r.next()
	if err != nil {
		return err
	}
	if !more {
		return fmt.Errorf("%w: a part is missing", ErrDamaged)
	}
	if err := bson.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return nil
}

// next reads a document; more is false when the terminator stands in its place. Room is made for what comes, not for
// what a length promises.
func (r *Reader) next() (raw bson.Raw, more bool, err error) {
	var start [4]byte
	if _, err := io.ReadFull(r.in, start[:]); err != nil {
		return nil, false, cut(err, ErrDamaged)
	}
	length := binary.LittleEndian.Uint32(start[:])
	if length == terminator {
		return nil, false, nil
	}
	if length < minDocumentSize || length > MaxDocumentSize {
		return nil, false, fmt.Errorf("%w: a document would have %d bytes", ErrDamaged, length)
	}
	r.buffer = append(r.buffer[:0], start[:]...)
	for len(r.buffer) < int(length) {
		have := len(r.buffer)
		r.buffer = slices.Grow(r.buffer, min(int(length)-have, readBuffer))[:min(int(length), have+readBuffer)]
		if _, err := io.ReadFull(r.in, r.buffer[have:]); err != nil {
			return nil, false, cut(err, ErrDamaged)
		}
	}
	raw = bson.Raw(r.buffer)
	if err := raw.Validate(); err != nil {
		return nil, false, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return raw, true, nil
}

// cut names an end that came too early; another error of reading stays what it is.
func cut(err, meaning error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return meaning
	}
	if errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.As(err, new(flate.CorruptInputError)) {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return fmt.Errorf("reading the archive: %w", err)
}
