// Package archive writes and reads the archive format of mongodump, which mongorestore takes with --archive: a prelude
// that lists the collections with their indexes, then the documents of each collection, and a checksum after them. It
// knows the format, and nothing of what the documents mean.
package archive

import (
	"encoding/binary"
	"errors"
	"hash"
	"hash/crc64"

	"go.mongodb.org/mongo-driver/v2/bson"
)

const (
	magicNumber   = 0x8199e26d
	terminator    = 0xffffffff
	formatVersion = "0.1"
	// MaxDocumentSize is how long a document may be, in bytes, as in MongoDB.
	MaxDocumentSize = 16 << 20
	// maxCollections bounds what a prelude makes the reader remember.
	maxCollections = 1000
)

var (
	// ErrForeign says that a file is no archive of this format.
	ErrForeign = errors.New("the file is not an archive of mongodump's format")
	// ErrDamaged says that an archive is not as it was written.
	ErrDamaged = errors.New("the archive is damaged or cut short")
)

// Collection is a collection of an archive: its name, and its indexes as the command listIndexes tells them.
type Collection struct {
	Name    string
	Indexes []bson.D
}

// Document is a document and the collection that it is in. It is valid until the next one is read.
type Document struct {
	Collection string
	Raw        bson.Raw
}

// header comes after the magic number.
type header struct {
	ConcurrentCollections int32  `bson:"concurrent_collections"`
	Version               string `bson:"version"`
	ServerVersion         string `bson:"server_version"`
	ToolVersion           string `bson:"tool_version"`
}

// listing is the entry of a collection in the prelude. Metadata is JSON.
type listing struct {
	Database   string `bson:"db"`
	Collection string `bson:"collection"`
	Metadata   string `bson:"metadata"`
	Size       int32  `bson:"size"`
	Type       string `bson:"type"`
}

// metadata is what a listing holds as extended JSON.
type metadata struct {
	Indexes        []bson.D `bson:"indexes"`
	CollectionName string   `bson:"collectionName"`
}

// segment comes before documents of a collection, and, with EOF and their checksum, after the last of them.
type segment struct {
	Database   string `bson:"db"`
	Collection string `bson:"collection"`
	EOF        bool   `bson:"EOF"`
	CRC        int64  `bson:"CRC"`
}

func newChecksum() hash.Hash64 { return crc64.New(crc64.MakeTable(crc64.ECMA)) }

// signed is the number that has the bits of a checksum: BSON knows no other. A checksum is as long as the number.
func signed(sum hash.Hash64) (number int64) {
	_, _ = binary.Decode(sum.Sum(nil), binary.BigEndian, &number)
	return number
}
