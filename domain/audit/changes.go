package audit

import (
	"context"
	"fmt"
	"slices"
	"time"

	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
)

// MaxSubjects is the maximum number of objects whose changes are followed together: each is one read.
const MaxSubjects = 10

// ChangesRequest asks for changes after a cursor.
type ChangesRequest struct {
	// After is nil for the start of the history.
	After *string
	First int
	// Kinds are the kinds of the objects, and SubjectIDs the objects, whose changes are followed; all if they are empty.
	Kinds      []id.Kind
	SubjectIDs []string
}

// ChangePage is a page of changes.
type ChangePage struct {
	Events []*ChangeEvent
	// Cursor is the cursor after everything that was read for the page.
	Cursor string
	// CaughtUp reports whether there were no further changes.
	CaughtUp bool
}

// ChangeEvent is one change.
type ChangeEvent struct {
	Record *Record

	list     *document.List
	progress document.Progress
}

// Cursor returns the cursor after the event.
func (e *ChangeEvent) Cursor() string { return e.list.CursorAfter(e.progress) }

// History tells which records have been removed.
type History interface {
	// BeginsAt returns the time before which records may have been removed; the zero time if none ever was.
	BeginsAt(ctx context.Context) (time.Time, error)
}

// Feed passes on every audit record to those who follow the changes of a company.
type Feed struct {
	Records document.Follower[Record, Filter]
	History History
	Clock   func() time.Time
}

// Changes returns the changes after a cursor. It raises PAGE_SIZE_NOT_VALID, ID_COUNT_EXCEEDED, CURSOR_NOT_VALID and CHANGES_EXPIRED.
func (f *Feed) Changes(ctx context.Context, companyID string, request ChangesRequest) (*ChangePage, error) {
	list, progress, err := request.read(companyID)
	if err != nil {
		return nil, err
	}
	if request.After != nil {
		if err := f.checkHistory(ctx, progress); err != nil {
			return nil, err
		}
	}
	limit := request.First
	if len(request.Kinds) > 0 {
		limit = document.MaxPageSize
	}
	part, err := f.Records.Follow(ctx, companyID, Filter{SubjectIDs: request.SubjectIDs}, progress, limit)
	if err != nil {
		return nil, fmt.Errorf("reading changes: %w", err)
	}
	page := &ChangePage{Events: []*ChangeEvent{}, Cursor: list.CursorAfter(part.End), CaughtUp: !part.More}
	for i, record := range part.Items {
		if !request.selects(record) {
			continue
		}
		if len(page.Events) == request.First {
			page.Cursor, page.CaughtUp = page.Events[len(page.Events)-1].Cursor(), false
			break
		}
		page.Events = append(page.Events, &ChangeEvent{Record: record, list: &list, progress: part.Progress[i]})
	}
	return page, nil
}

// read returns the list that a request follows, and how far it has been read.
func (r ChangesRequest) read(companyID string) (document.List, document.Progress, error) {
	var violations fault.Violations
	if r.First < 1 || r.First > document.MaxPageSize {
		violations.Add(document.PageSizeNotValid("first", r.First))
	}
	if len(r.SubjectIDs) > MaxSubjects {
		limit := fault.Number(MaxSubjects)
		violations.Add(fault.New(fault.IDCountExceeded, limit, fault.Number(len(r.SubjectIDs))).With("subjectIds", "must have at most "+limit+" entries"))
		return document.List{}, document.Progress{}, violations.Err()
	}
	// The company is part of the cursor: the history of one is no place in that of another.
	description := []any{companyID, slices.Sorted(slices.Values(r.Kinds)), slices.Sorted(slices.Values(r.SubjectIDs))}
	list, err := document.NewList("changes", description, document.Order{})
	if err != nil {
		return document.List{}, document.Progress{}, err
	}
	progress := list.Progress(&violations, "after", r.After)
	return list, progress, violations.Err()
}

// selects reports whether the request asks for the changes of a record's object.
func (r ChangesRequest) selects(record *Record) bool {
	return len(r.Kinds) == 0 || slices.Contains(r.Kinds, id.KindOf(record.SubjectID))
}

// MinRetention is the minimum time for which records are kept.
const MinRetention = 24 * time.Hour

// checkHistory raises CHANGES_EXPIRED if changes may have been removed that were not read. Nothing younger than MinRetention is ever
// removed, so that most followers cost no read.
func (f *Feed) checkHistory(ctx context.Context, progress document.Progress) error {
	if !progress.IsBehind(f.Clock().Add(-MinRetention).UnixMilli()) {
		return nil
	}
	begin, err := f.History.BeginsAt(ctx)
	if err != nil {
		return fmt.Errorf("looking for the begin of the history: %w", err)
	}
	if begin.IsZero() || !progress.IsBehind(begin.UnixMilli()) {
		return nil
	}
	at := begin.UTC().Format(time.RFC3339)
	return fault.New(fault.ChangesExpired, at).With("after", "must not be older than the history").With("historyBeginsAt", at).Err()
}
