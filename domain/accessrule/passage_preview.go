package accessrule

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/inputs"
	"accessgraph/domain/timeprofile"
)

const (
	// maxPreviewedChanges is the limit of the changes that one preview tries.
	maxPreviewedChanges = 20
	// maxPassageChanges is the limit of the entries of a preview.
	maxPassageChanges = 10_000
)

// TriedChange is a change that is tried but not made. Exactly one of its fields is set.
type TriedChange struct {
	UpdateAccessRule  *UpdateAccessRuleInput
	DeleteAccessRule  *string
	Attach            *AttachAccessRuleInput
	Detach            *DetachAccessRuleInput
	UpdateTimeProfile *timeprofile.UpdateTimeProfileInput
}

// PassageChange is what a reader opens for an identifier before and after changes. It is derived, and stored nowhere.
type PassageChange struct {
	Identifier    *Identifier
	Reader        string
	Before, After []int

	place *Reader
}

// Meta returns the base of the reader as a document.
func (c *PassageChange) Meta() *document.Base { return c.place.Meta() }

// ListName returns the reader.
func (c *PassageChange) ListName() string { return c.Reader }

// Key returns the position in the list: by identifier, then by the name of the reader.
func (c *PassageChange) Key() *document.Named {
	return &document.Named{NameKey: c.Identifier.ID + c.place.NameKey, FoldVersion: c.place.FoldVersion}
}

// Preview says who would gain and who would lose which reader by changes that are not made.
type Preview struct {
	// Changes are in the order of their keys.
	Changes []*PassageChange
	// Complete is false if not everything was looked at.
	Complete bool
	// Arguments identify the preview.
	Arguments []any
}

// Gains returns the number of readers that would be opened and are not, or nil if not everything was looked at.
func (p *Preview) Gains() *int {
	return p.count(func(change *PassageChange) bool { return len(change.Before) == 0 })
}

// Losses returns the number of readers that are opened and would not be, or nil if not everything was looked at.
func (p *Preview) Losses() *int {
	return p.count(func(change *PassageChange) bool { return len(change.After) == 0 })
}

func (p *Preview) count(counts func(*PassageChange) bool) *int {
	if !p.Complete {
		return nil
	}
	number := 0
	for _, change := range p.Changes {
		if counts(change) {
			number++
		}
	}
	return &number
}

// Previewer tries changes of access rules and time profiles without making them.
type Previewer struct {
	Doors           *Service
	TimeProfiles    *timeprofile.Service
	IdentifierLists document.Lister[Identifier, IdentifierFilter]
}

// Preview tries the changes, each on the result of those before, and compares what identifiers open at an instant. A nil at is the
// current time, a nil reader every reader. Passes are not looked at. It raises DATA_NOT_VALID, and what the mutations raise, with the path
// of the change.
func (p Previewer) Preview(ctx context.Context, caller actor.Caller, changes []TriedChange, reader *string, at *time.Time) (*Preview, error) {
	var fields inputs.Fields
	if len(changes) == 0 || len(changes) > maxPreviewedChanges {
		fields.Reject("changes", fmt.Sprintf("must have 1 to %d changes", maxPreviewedChanges))
	}
	if reader != nil {
		*reader = fields.Query("reader", *reader, 1, MaxReaderLength)
	}
	if err := fields.Err(); err != nil {
		return nil, err
	}
	instant := p.Doors.instant(at)
	tried := newTrial(p.Doors, p.TimeProfiles)
	for i, change := range changes {
		if err := tried.try(ctx, caller, change, fmt.Sprintf("changes[%d]", i)); err != nil {
			return nil, err
		}
	}
	affected, isComplete, err := p.affected(ctx, caller.CompanyID, tried)
	if err != nil {
		return nil, err
	}
	preview := &Preview{Complete: isComplete, Arguments: []any{changes, reader, at}}
	before, err := p.Doors.Opens(ctx, caller.CompanyID, affected, &instant)
	if err != nil {
		return nil, err
	}
	after, err := tried.doors.Opens(ctx, caller.CompanyID, tried.identifiersAfter(affected), &instant)
	if err != nil {
		return nil, err
	}
	for i, identifier := range affected {
		preview.compare(identifier, before[i], after[i], reader)
	}
	return preview, nil
}

// try tries a change at a path of the arguments.
func (t *trial) try(ctx context.Context, caller actor.Caller, change TriedChange, path string) (err error) {
	caller.Attempt = nil
	switch {
	case change.UpdateAccessRule != nil:
		_, err = t.doors.UpdateAccessRule(ctx, caller, *change.UpdateAccessRule)
		return fault.Rebase(err, "input", path+".updateAccessRule")
	case change.DeleteAccessRule != nil:
		_, err = t.doors.DeleteAccessRule(ctx, caller, DeleteAccessRuleInput{AccessRuleID: *change.DeleteAccessRule, Detach: true})
		return fault.Rebase(err, ruleIDPath, path+".deleteAccessRule")
	case change.Attach != nil:
		_, _, err = t.doors.AttachAccessRule(ctx, caller, *change.Attach)
		return fault.Rebase(err, "input", path+".attach")
	case change.Detach != nil:
		_, _, err = t.doors.DetachAccessRule(ctx, caller, *change.Detach)
		return fault.Rebase(err, "input", path+".detach")
	default:
		_, err = t.profiles.UpdateTimeProfile(ctx, caller, *change.UpdateTimeProfile)
		return fault.Rebase(err, "input", path+".updateTimeProfile")
	}
}

// affected returns the identifiers that the changes can affect, as they are now, in the order of their creation. isComplete is false if
// there are too many.
func (p Previewer) affected(ctx context.Context, companyID string, tried *trial) (identifiers []*Identifier, isComplete bool, err error) {
	byID, err := document.LoadMany(ctx, p.Doors.Identifiers, companyID, id.Identifier, tried.identifiers.changed())
	if err != nil {
		return nil, false, fmt.Errorf("reading the identifiers: %w", err)
	}
	ruleIDs, isComplete, err := p.affectedRules(ctx, companyID, tried)
	if err != nil {
		return nil, false, err
	}
	var filters []IdentifierFilter
	for _, ruleID := range ruleIDs {
		filters = append(filters, IdentifierFilter{AccessRuleID: &ruleID})
	}
	for _, profileID := range tried.timeProfiles.changed() {
		filters = append(filters, IdentifierFilter{TimeProfileID: &profileID})
	}
	for _, filter := range filters {
		isWhole, err := collect(ctx, p.IdentifierLists, companyID, filter, byID)
		if err != nil {
			return nil, false, fmt.Errorf("reading the identifiers: %w", err)
		}
		isComplete = isComplete && isWhole
	}
	identifiers = slices.Collect(maps.Values(byID))
	slices.SortFunc(identifiers, func(a, b *Identifier) int { return cmp.Compare(a.ID, b.ID) })
	return identifiers, isComplete, nil
}

// affectedRules returns the IDs of the rules that the changes change, or that have a time profile that they change.
func (p Previewer) affectedRules(ctx context.Context, companyID string, tried *trial) (ruleIDs []string, isComplete bool, err error) {
	rules := map[string]*AccessRule{}
	isComplete = true
	for _, profileID := range tried.timeProfiles.changed() {
		isWhole, err := collect(ctx, p.Doors.RuleLister, companyID, AccessRuleFilter{TimeProfileID: &profileID}, rules)
		if err != nil {
			return nil, false, fmt.Errorf("reading the access rules: %w", err)
		}
		isComplete = isComplete && isWhole
	}
	ruleIDs = append(slices.Collect(maps.Keys(rules)), tried.rules.changed()...)
	slices.Sort(ruleIDs)
	return slices.Compact(ruleIDs), isComplete, nil
}

// collect adds the documents of a list to those in into, until there are maxCandidates. It reports whether that was the whole list.
func collect[T, F any, P interface {
	*T
	document.Document
}](ctx context.Context, lister document.Lister[T, F], companyID string, filter F, into map[string]*T) (isWhole bool, err error) {
	request := document.PageRequest{First: document.MaxPageSize}
	for len(into) < maxCandidates {
		page, err := lister.List(ctx, companyID, filter, request)
		if err != nil {
			return false, err
		}
		for _, item := range page.Items {
			request.After = P(item).Meta().ID
			into[request.After] = item
		}
		if !page.More {
			return true, nil
		}
	}
	return false, nil
}

// compare adds the readers whose relays differ. before and after are in the order of the readers' names.
func (p *Preview) compare(identifier *Identifier, before, after []*OpenedReader, reader *string) {
	byReader := map[string]*PassageChange{}
	changeOf := func(opened *OpenedReader) *PassageChange {
		change := byReader[opened.Reader]
		if change == nil {
			change = &PassageChange{Identifier: identifier, Reader: opened.Reader, Before: []int{}, After: []int{}, place: opened.place}
			byReader[opened.Reader] = change
		}
		return change
	}
	for _, opened := range before {
		changeOf(opened).Before = opened.Relays
	}
	for _, opened := range after {
		changeOf(opened).After = opened.Relays
	}
	changes := slices.SortedFunc(maps.Values(byReader), func(a, b *PassageChange) int { return cmp.Compare(a.place.NameKey, b.place.NameKey) })
	for _, change := range changes {
		switch {
		case slices.Equal(change.Before, change.After), reader != nil && change.Reader != *reader:
		case len(p.Changes) == maxPassageChanges:
			p.Complete = false
			return
		default:
			p.Changes = append(p.Changes, change)
		}
	}
}
