package document

import (
	"crypto/sha256"
	"encoding/base64"

	"accessgraph/domain/fault"
	"accessgraph/domain/id"
)

// Bounds of a page, in entries.
const (
	DefaultPageSize = 25
	MaxPageSize     = 100
)

// List names a list, its filter included: a cursor of one list is refused by every other.
type List string

const markLength = 6

// mark is what a cursor carries of the list it was made by.
func (l List) mark() []byte {
	sum := sha256.Sum256([]byte(l))
	return sum[:markLength]
}

// Cursor returns the place of a document in the list: opaque, and valid while the list changes.
func (l List) Cursor(id string) string {
	return base64.RawURLEncoding.EncodeToString(append(l.mark(), id...))
}

// Page reads the arguments of a connection field. It raises PAGE_SIZE_NOT_VALID and CURSOR_NOT_VALID.
func (l List) Page(first *int, after *string) (PageRequest, error) {
	var found fault.Violations
	page := PageRequest{First: DefaultPageSize}
	if first != nil {
		page.First = *first
	}
	if page.First < 1 || page.First > MaxPageSize {
		found.Add(fault.New(fault.PageSizeNotValid, fault.Number(MaxPageSize), fault.Number(page.First)).
			With("first", "must be between 1 and "+fault.Number(MaxPageSize)))
	}
	if after != nil {
		afterID, ok := l.place(*after)
		if !ok {
			found.Add(fault.New(fault.CursorNotValid).With("after", "must be a cursor of this list"))
		}
		page.AfterID = afterID
	}
	return page, found.Err()
}

func (l List) place(cursor string) (string, bool) {
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || len(raw) < markLength || string(raw[:markLength]) != string(l.mark()) {
		return "", false
	}
	place := string(raw[markLength:])
	_, err = id.Parse(place)
	return place, err == nil
}
