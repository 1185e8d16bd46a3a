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

// List is a list with its filter and its order. It rejects the cursors of every other list.
type List struct {
	order Order
	// identity is equal for lists with the same name, filter and order.
	identity [sha256.Size]byte
	// tag is the start of identity, which is part of each cursor.
	tag string
}

// PageKey identifies a page of a list.
type PageKey struct {
	list    [sha256.Size]byte
	request PageRequest
}

// Key returns the key of a page of the list.
func (l List) Key(request PageRequest) PageKey { return PageKey{list: l.identity, request: request} }

const tagLength = 6

// NewList returns a list. The name is the same wherever the list is reached. The fields of the filter identify it.
func NewList(name string, filter any, order Order) (List, error) {
	description, err := json.Marshal([]any{name, filter, order})
	if err != nil {
		return List{}, fmt.Errorf("describing the filter of %s: %w", name, err)
	}
	sum := sha256.Sum256(description)
	return List{order: order, identity: sum, tag: string(sum[:tagLength])}, nil
}

// Cursor returns the cursor of a document in the list. It is opaque, and stays valid while the list changes.
func (l List) Cursor(doc Document) (string, error) {
	position, err := l.order.PositionOf(doc)
	return l.encode(position), err
}

// CursorAfter returns the cursor of a follower's progress in the list.
func (l List) CursorAfter(progress Progress) string { return l.encode(progress.Encode()) }

func (l List) encode(position string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(l.tag + position))
}

// PageArguments has the page arguments of a connection field. Absent arguments are nil.
type PageArguments struct {
	First  *int
	After  *string
	Last   *int
	Before *string
}

// Page returns the request of a page. It raises PAGE_SIZE_NOT_VALID, PAGE_DIRECTION_NOT_VALID and CURSOR_NOT_VALID.
func (l List) Page(arguments PageArguments) (PageRequest, error) {
	var violations fault.Violations
	request := PageRequest{
		Order: l.order, First: pageSize(&violations, "first", arguments.First), Last: pageSize(&violations, "last", arguments.Last),
	}
	if arguments.First != nil && arguments.Last != nil {
		violations.Add(fault.New(fault.PageDirectionNotValid).With("last", "must not be given together with first"))
	}
	if arguments.First == nil && arguments.Last == nil {
		request.First = DefaultPageSize
	}
	request.After, request.Progress = l.position(&violations, "after", arguments.After)
	request.Before, _ = l.position(&violations, "before", arguments.Before)
	return request, violations.Err()
}

// Progress returns the progress of a follower from the cursor in an argument; nil is the start of the list. A cursor of another list is
// the violation CURSOR_NOT_VALID.
func (l List) Progress(violations *fault.Violations, argument string, cursor *string) Progress {
	last, encoded := l.position(violations, argument, cursor)
	return PageRequest{After: last, Progress: encoded}.Follower()
}

// pageSize returns the value of first or last, or 0 if it is absent.
func pageSize(violations *fault.Violations, argument string, size *int) int {
	if size == nil {
		return 0
	}
	if *size < 1 || *size > MaxPageSize {
		violations.Add(PageSizeNotValid(argument, *size))
	}
	return *size
}

// PageSizeNotValid returns the fault of a page size that is out of bounds.
func PageSizeNotValid(argument string, size int) fault.Fault {
	return fault.New(fault.PageSizeNotValid, fault.Number(MaxPageSize), fault.Number(size)).
		With(argument, "must be between 1 and "+fault.Number(MaxPageSize))
}

// position returns the position of a cursor and, if there is more to it, the encoded progress of a follower. They are empty if the cursor
// is absent or not valid.
func (l List) position(violations *fault.Violations, argument string, cursor *string) (position, progress string) {
	if cursor == nil {
		return "", ""
	}
	raw, err := base64.RawURLEncoding.DecodeString(*cursor)
	if err == nil && len(raw) >= tagLength && string(raw[:tagLength]) == l.tag {
		if position, progress, ok := l.order.parsePosition(string(raw[tagLength:])); ok {
			return position, progress
		}
	}
	violations.Add(fault.New(fault.CursorNotValid).With(argument, "must be a cursor of this list"))
	return "", ""
}

// parsePosition reads what a cursor holds. Only the ascending order of creation is followed.
func (o Order) parsePosition(raw string) (position, encoded string, ok bool) {
	if o.ByName {
		return raw, "", isNamePosition(raw)
	}
	progress, ok := ParseProgress(raw)
	if progress.Last == raw {
		return raw, "", ok
	}
	return progress.Last, raw, ok && !o.Descending
}

func isNamePosition(nameKey string) bool {
	documentID, _ := text.IDOfNameKey(nameKey)
	_, err := id.Parse(documentID)
	return err == nil
}
