// Package id makes and parses the IDs of documents: a prefix for the type, and a UUIDv7.
//
// IDs are opaque to clients. The time of an ID is the creation time of its document, so IDs sort in the order of creation. That of a
// passage is the time at which it happened.
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

// Kind is the type of a document. Its value is the prefix of the ID.
type Kind string

// The kinds.
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
	ErasureJob               Kind = "ers"
	TimeProfile              Kind = "tpr"
	HolidayCalendar          Kind = "hca"
)

// ErrMalformed is returned for a text that is not an ID, or not an ID of the expected kind.
var ErrMalformed = errors.New("malformed ID")

const separator = "_"

// PerMillisecond is the number of IDs that can be ordered within one millisecond.
const PerMillisecond = 1 << 12

// Make returns an ID. IDs of one kind sort by the millisecond since 1970 and the number within it, which is below PerMillisecond. The
// rest of the ID is random.
func Make(kind Kind, millisecond int64, number int) (string, error) {
	value, err := uuid.NewRandom()
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s%s%012x7%03x%x", kind, separator, millisecond, number, value[8:]), nil
}

// Derive returns an ID that depends only on the kind and the texts. Its time has no meaning.
func Derive(kind Kind, texts ...string) string {
	hash := sha256.New()
	for _, text := range texts {
		_, _ = fmt.Fprintf(hash, "%d:%s", len(text), text)
	}
	value := uuid.UUID(hash.Sum(nil)[:len(uuid.UUID{})])
	value[6] = value[6]&0x0f | 7<<4
	value[8] = value[8]&0x3f | 0x80
	return string(kind) + separator + hex.EncodeToString(value[:])
}

// Parse returns the kind of an ID. It returns ErrMalformed if the text is not an ID.
func Parse(text string) (Kind, error) {
	kind, _, err := split(text)
	return kind, err
}

// Check returns ErrMalformed unless a text is an ID of a kind.
func Check(kind Kind, text string) error {
	kindOfText, _, err := split(text)
	if err != nil {
		return err
	}
	if kindOfText != kind {
		return ErrMalformed
	}
	return nil
}

// Time returns the time of an ID, in UTC with milliseconds. It returns the zero time if the text is not an ID.
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

// Floor returns a lower bound: it sorts before every ID of a kind from an instant on, and after every earlier one. Times before 1970
// count as the start of 1970.
func Floor(kind Kind, at time.Time) string {
	return fmt.Sprintf("%s%s%012x", kind, separator, max(0, at.UnixMilli()))
}

func split(text string) (Kind, uuid.UUID, error) {
	prefix, digits, ok := strings.Cut(text, separator)
	if !ok || len(digits) != 32 || strings.ToLower(digits) != digits {
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
