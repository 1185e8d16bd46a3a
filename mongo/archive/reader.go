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
	// gzipMagic is the beginning of a file that is compressed with gzip.
	gzipMagic = "\x1f\x8b"
)

// Reader reads an archive. It trusts nothing in it that it has not checked.
type Reader struct {
	in       *bufio.Reader
	buffer   []byte
	database string
	names    []string
	// sums are the checksums so far of the collections that have not ended.
	sums map[namespace]hash.Hash64
	// passedOver are the collections whose documents are checked and not yielded.
	passedOver map[namespace]bool
}

// NewReader reads the prelude of an archive, which may be compressed with gzip. Of a dump of a whole server, it passes over the
// collections of the server itself. It fails with ErrForeign, ErrUnsupported or ErrDamaged.
func NewReader(in io.Reader) (*Reader, error) {
	decompressed, err := decompress(bufio.NewReaderSize(in, readBuffer))
	if err != nil {
		return nil, err
	}
	reader := &Reader{in: decompressed, sums: map[namespace]hash.Hash64{}, passedOver: map[namespace]bool{}}
	var magic [4]byte
	if _, err := io.ReadFull(reader.in, magic[:]); err != nil {
		return nil, readError(err, ErrForeign)
	}
	if binary.LittleEndian.Uint32(magic[:]) != magicNumber {
		return nil, ErrForeign
	}
	var head header
	if err := reader.decode(&head); err != nil {
		return nil, err
	}
	if head.Version != formatVersion {
		return nil, fmt.Errorf("%w: the version of its format is %q, and only %q is known", ErrUnsupported, head.Version, formatVersion)
	}
	return reader, reader.readListings()
}

// decompress returns the content of a file that is compressed with gzip, and any other file as it is.
func decompress(in *bufio.Reader) (*bufio.Reader, error) {
	// A file that is shorter, or that cannot be read, fails when it is read.
	if start, _ := in.Peek(len(gzipMagic)); string(start) != gzipMagic {
		return in, nil
	}
	content, err := gzip.NewReader(in)
	if errors.Is(err, gzip.ErrHeader) {
		return nil, ErrForeign
	}
	if err != nil {
		return nil, readError(err, ErrForeign)
	}
	return bufio.NewReaderSize(content, readBuffer), nil
}

// readListings reads the listings of the prelude.
func (r *Reader) readListings() error {
	for {
		raw, more, err := r.next()
		if err != nil || !more {
			return err
		}
		var entry listing
		if err := bson.Unmarshal(raw, &entry); err != nil {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		if err := r.list(entry); err != nil {
			return err
		}
	}
}

// list adds a collection of the prelude.
func (r *Reader) list(entry listing) error {
	name := namespace{entry.Database, entry.Collection}
	switch {
	case entry.isOplog():
		return fmt.Errorf("%w: it was written with --oplog, which only mongorestore --oplogReplay applies: restore it into MongoDB, and "+
			"run `accessgraph export` there", ErrUnsupported)
	case entry.Collection == "" || entry.Database == "":
		return fmt.Errorf("%w: a collection has no name", ErrDamaged)
	case r.sums[name] != nil:
		return fmt.Errorf("%w: the collection %s is listed twice", ErrDamaged, entry.Collection)
	case len(r.sums) == maxCollections:
		return fmt.Errorf("%w: it lists more than %d collections", ErrUnsupported, maxCollections)
	}
	r.sums[name] = newChecksum()
	if entry.isOfServer() {
		r.passedOver[name] = true
		return nil
	}
	if r.database != "" && r.database != entry.Database {
		return fmt.Errorf("%w: it is of more than one database, %s and %s: dump the one that accessgraph uses (mongodump --db=NAME)",
			ErrUnsupported, r.database, entry.Database)
	}
	r.database = entry.Database
	r.names = append(r.names, entry.Collection)
	return nil
}

// Collections returns the names of the collections whose documents are yielded, in the order of the prelude.
func (r *Reader) Collections() []string { return slices.Clone(r.names) }

// Documents yields every document. It may be called once. It ends with ErrDamaged if the archive is incomplete.
func (r *Reader) Documents() iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		for {
			more, err := r.readSegment(yield)
			if err != nil {
				yield(Document{}, err)
			}
			if err != nil || !more {
				return
			}
		}
	}
}

// readSegment reads the next segment. more is false after the last one, and when yield returns false.
func (r *Reader) readSegment(yield func(Document, error) bool) (more bool, err error) {
	switch _, err := r.in.Peek(1); {
	case errors.Is(err, io.EOF):
		return false, r.checkComplete()
	case err != nil:
		return false, readError(err, ErrDamaged)
	}
	var head segment
	if err := r.decode(&head); err != nil {
		return false, err
	}
	name := namespace{head.Database, head.Collection}
	sum := r.sums[name]
	if sum == nil {
		return false, fmt.Errorf("%w: documents of %s come unannounced", ErrDamaged, head.Collection)
	}
	for {
		raw, more, err := r.next()
		switch {
		case err != nil:
			return false, err
		case !more && head.EOF:
			return true, r.checkSum(name, head)
		case !more:
			return true, nil
		case head.EOF:
			return false, fmt.Errorf("%w: documents of %s come after its end", ErrDamaged, head.Collection)
		}
		_, _ = sum.Write(raw) // a hash never fails
		if !r.passedOver[name] && !yield(Document{head.Collection, raw}, nil) {
			return false, nil
		}
	}
}

// checkSum fails unless the documents of a collection, whose last segment was read, have their checksum.
func (r *Reader) checkSum(name namespace, last segment) error {
	if signed(r.sums[name]) != last.CRC {
		return fmt.Errorf("%w: the documents of %s do not have their checksum", ErrDamaged, last.Collection)
	}
	delete(r.sums, name)
	return nil
}

// checkComplete fails unless every collection of the prelude has ended.
func (r *Reader) checkComplete() error {
	if len(r.sums) > 0 {
		return fmt.Errorf("%w: %d collections do not end", ErrDamaged, len(r.sums))
	}
	return nil
}

// decode reads and decodes a document that belongs to the format.
func (r *Reader) decode(into any) error {
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

// next reads a document. more is false if it reads the terminator instead. The buffer grows with the bytes that are read, and
// not by the length that a document claims to have.
func (r *Reader) next() (raw bson.Raw, more bool, err error) {
	var prefix [4]byte
	if _, err := io.ReadFull(r.in, prefix[:]); err != nil {
		return nil, false, readError(err, ErrDamaged)
	}
	length := binary.LittleEndian.Uint32(prefix[:])
	if length == terminator {
		return nil, false, nil
	}
	if length < minDocumentSize || length > MaxDocumentSize {
		return nil, false, fmt.Errorf("%w: a document would have %d bytes", ErrDamaged, length)
	}
	r.buffer = append(r.buffer[:0], prefix[:]...)
	for len(r.buffer) < int(length) {
		size := len(r.buffer)
		r.buffer = slices.Grow(r.buffer, min(int(length)-size, readBuffer))[:min(int(length), size+readBuffer)]
		if _, err := io.ReadFull(r.in, r.buffer[size:]); err != nil {
			return nil, false, readError(err, ErrDamaged)
		}
	}
	raw = bson.Raw(r.buffer)
	if err := raw.Validate(); err != nil {
		return nil, false, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return raw, true, nil
}

// readError returns the error of a failed read: atEnd for an end that came too early, and ErrDamaged for invalid compressed data.
func readError(err, atEnd error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return atEnd
	}
	if errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.As(err, new(flate.CorruptInputError)) {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return fmt.Errorf("reading the archive: %w", err)
}
