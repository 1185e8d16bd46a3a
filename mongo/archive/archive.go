// Package archive writes and reads the archive format of mongodump, which mongorestore reads with --archive: a prelude that
// lists the collections with their indexes, then the documents of each collection, followed by their checksum. The package
// does not interpret the documents.
package archive

import (
	"encoding/binary"
	"errors"
	"hash"
	"hash/crc64"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
)

const (
	magicNumber   = 0x8199e26d
	terminator    = 0xffffffff
	formatVersion = "0.1"
	// MaxDocumentSize is the maximum size of a document in bytes, as in MongoDB.
	MaxDocumentSize = 16 << 20
	// maxCollections is the maximum number of collections, which bounds the memory that a prelude takes.
	maxCollections = 1000
)

var (
	// ErrForeign reports that a file is not an archive of this format.
	ErrForeign = errors.New("the file is not an archive of mongodump's format")
	// ErrUnsupported reports that an archive of this format has contents that the reader does not take.
	ErrUnsupported = errors.New("the archive is of mongodump's format, and cannot be read as it is")
	// ErrDamaged reports that an archive is damaged or incomplete.
	ErrDamaged = errors.New("the archive is damaged or cut short")
)

// Collection is a collection of an archive: its name, and its indexes in the form of the command listIndexes.
type Collection struct {
	Name    string
	Indexes []bson.D
}

// Document is a document with the name of its collection. It is valid until the next document is read.
type Document struct {
	Collection string
	Raw        bson.Raw
}

// header follows the magic number.
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

// metadata is the content of a listing's Metadata, which is extended JSON.
type metadata struct {
	Indexes        []bson.D `bson:"indexes"`
	CollectionName string   `bson:"collectionName"`
}

// segment precedes documents of a collection. A segment with EOF and their checksum follows the last of them.
type segment struct {
	Database   string `bson:"db"`
	Collection string `bson:"collection"`
	EOF        bool   `bson:"EOF"`
	CRC        int64  `bson:"CRC"`
}

func newChecksum() hash.Hash64 { return crc64.New(crc64.MakeTable(crc64.ECMA)) }

// namespace names a collection.
type namespace struct{ database, collection string }

// isOfServer reports whether a collection has nothing that a program has stored: it belongs to the server, such as admin.system.users
// and $admin.system.users (mongodump --dumpDbUsersAndRoles), or is a view.
func (l listing) isOfServer() bool {
	return l.Database == "config" || l.Database == "local" || l.Type == "view" ||
		strings.HasPrefix(l.Collection, "system.") || strings.HasPrefix(l.Collection, "$admin.")
}

// isOplog reports whether a collection has what was written while the others were dumped (mongodump --oplog).
func (l listing) isOplog() bool { return l.Database == "" && l.Collection == "oplog" }

// signed returns the checksum as a signed number of the same bits: BSON has no unsigned numbers.
func signed(sum hash.Hash64) (number int64) {
	_, _ = binary.Decode(sum.Sum(nil), binary.BigEndian, &number)
	return number
}
