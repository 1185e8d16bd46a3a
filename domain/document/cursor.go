package document

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"

	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/text"
)

// List is a list with its filter and its order. A cursor of one is refused by every other.
type List struct {
	order Order
	// identity is the same for the same name, filter and order.
	identity [sha256.Size]byte
	// mark is what a cursor carries of the list it was made by.
	mark string
}

// PageKey identifies a page of a list, with what is looked up beside its entries.
type PageKey struct {
	list    [sha256.Size]byte
	request PageRequest
}

// Key returns the key of a page of the list.
func (l List) Key(request PageRequest) PageKey { return PageKey{list: l.identity, request: request} }

const markLength = 6

// NewList returns a list by its name, which is the same wherever the list is reached. The filter is known by its fields.
func NewList(name string, filter any, order Order) (List, error) {
	described, err := json.Marshal([]any{name, filter, order})
	if err != nil {
		return List{}, fmt.Errorf("describing the filter of %s: %w", name, err)
	}
	sum := sha256.Sum256(described)
	return List{order: order, identity: sum, mark: string(sum[:markLength])}, nil
}

// Cursor returns the place of a document in the list: opaque, and valid while the list changes.
func (l List) Cursor(listed Document) (string, error) {
	place, err := l.order.PlaceOf(listed)
	return base64.RawURLEncoding.EncodeToString([]byte(l.mark + place)), err
}

// Window is the part of a list that a connection field is asked for. What is absent is nil.
type Window struct {
	First  *int
	After  *string
	Last   *int
	Before *string
}

// Page reads a window. It raises PAGE_SIZE_NOT_VALID, PAGE_DIRECTION_NOT_VALID and CURSOR_NOT_VALID.
func (l List) Page(asked Window) (PageRequest, error) {
	var found fault.Violations
	page := PageRequest{Order: l.order, First: size(&found, "first", asked.First), Last: size(&found, "last", asked.Last)}
	if asked.First != nil && asked.Last != nil {
		found.Add(fault.New(fault.PageDirectionNotValid).With("last", "must not be given together with first"))
	}
	if asked.First == nil && asked.Last == nil {
		page.First = DefaultPageSize
	}
	page.After = l.place(&found, "after", asked.After)
	page.Before = l.place(&found, "before", asked.Before)
	return page, found.Err()
}

func size(found *fault.Violations, argument string, asked *int) int {
	if asked == nil {
		return 0
	}
	if *asked < 1 || *asked > MaxPageSize {
		found.Add(fault.New(fault.PageSizeNotValid, fault.Number(MaxPageSize), fault.Number(*asked)).
			With(argument, "must be between 1 and "+fault.Number(MaxPageSize)))
	}
	return *asked
}

func (l List) place(found *fault.Violations, argument string, cursor *string) string {
	if cursor == nil {
		return ""
	}
	raw, err := base64.RawURLEncoding.DecodeString(*cursor)
	if err != nil || len(raw) < markLength || string(raw[:markLength]) != l.mark || !l.order.isPlace(string(raw[markLength:])) {
		found.Add(fault.New(fault.CursorNotValid).With(argument, "must be a cursor of this list"))
		return ""
	}
	return string(raw[markLength:])
}

func (o Order) isPlace(place string) bool {
	listed := place
	if o.ByName {
		listed, _ = text.IDOfNameKey(place)
	}
	_, err := id.Parse(listed)
	return err == nil
}
