// Package id makes and reads the identifiers of documents: a prefix that names the type, and a UUIDv7.
//
// To clients an ID is opaque. Inside, its time is the document's creation time, so the order of IDs is the order of creation.
package id

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
)

// Kind is the type of a document, as the prefix of its ID.
type Kind string

// The kinds, one for each type of document that has an ID of its own.
const (
	Company                  Kind = "com"
	Application              Kind = "app"
	APIKey                   Kind = "key"
	Access                   Kind = "acc"
	ExternalPersonalIdentity Kind = "epi"
	ExternalRole             Kind = "rol"
	ExternalRoleAccount      Kind = "era"
	Customer                 Kind = "cus"
	User                     Kind = "usr"
	UserAccess               Kind = "uac"
	UserAccessRole           Kind = "uar"
	AccessRule               Kind = "rul"
	Identifier               Kind = "idf"
	AuditRecord              Kind = "aud"
	Passage                  Kind = "psg"
	AccessRuleDetachment     Kind = "ard"
	Reader                   Kind = "rdr"
)

// ErrMalformed says that a text is not an ID, or not one of the kind that was asked for.
var ErrMalformed = errors.New("malformed ID")

const separator = "_"

// PerMillisecond is how many IDs of one millisecond have an order among each other.
const PerMillisecond = 1 << 12

// Make returns the ID of a millisecond since 1970 and a number within it, below PerMillisecond: IDs of one kind are in the
// order of those two. The rest of it is random.
func Make(kind Kind, millisecond int64, number int) (string, error) {
	value, err := uuid.NewRandom()
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s%s%012x7%03x%x", kind, separator, millisecond, number, value[8:]), nil
}

// Derive returns the ID of what exists once for the same texts: it is the same whoever makes it and whenever. Its time means
// nothing.
func Derive(kind Kind, texts ...string) string {
	described := sha256.New()
	for _, text := range texts {
		_, _ = fmt.Fprintf(described, "%d:%s", len(text), text)
	}
	value := uuid.UUID(described.Sum(nil)[:len(uuid.UUID{})])
	value[6] = value[6]&0x0f | 7<<4
	value[8] = value[8]&0x3f | 0x80
	return string(kind) + separator + hex.EncodeToString(value[:])
}

// Parse returns the kind of an ID, or ErrMalformed.
func Parse(text string) (Kind, error) {
	kind, _, err := split(text)
	return kind, err
}

// Check returns ErrMalformed unless text is an ID of this kind.
func Check(kind Kind, text string) error {
	found, _, err := split(text)
	if err != nil {
		return err
	}
	if found != kind {
		return ErrMalformed
	}
	return nil
}

// Time returns the instant at which an ID was made, in UTC with milliseconds; the zero time for a text that is no ID.
func Time(text string) time.Time {
	_, value, err := split(text)
	if err != nil {
		return time.Time{}
	}
	var milliseconds int64
	for _, octet := range value[:6] {
		milliseconds = milliseconds<<8 | int64(octet)
	}
	return time.UnixMilli(milliseconds).UTC()
}

// Floor is below every ID of a kind that is made at an instant or later, and above every one that was made before. Times
// before 1970 count as its beginning.
func Floor(kind Kind, at time.Time) string {
	return fmt.Sprintf("%s%s%012x", kind, separator, max(0, at.UnixMilli()))
}

func split(text string) (Kind, uuid.UUID, error) {
	prefix, digits, found := strings.Cut(text, separator)
	if !found || len(digits) != 32 || strings.ToLower(digits) != digits {
		return "", uuid.Nil, ErrMalformed
	}
	var value uuid.UUID
	if _, err := hex.Decode(value[:], []byte(digits)); err != nil {
		return "", uuid.Nil, ErrMalformed
	}
	if value.Version() != 7 || value.Variant() != uuid.RFC4122 {
		return "", uuid.Nil, ErrMalformed
	}
	return Kind(prefix), value, nil
}
