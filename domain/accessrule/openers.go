package accessrule

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"accessgraph/domain/document"
	"accessgraph/domain/timeprofile"
)

const (
	// maxCandidates is the limit of the identifiers that are looked at for one page.
	maxCandidates = 1_000
	// maxRuleScans is the limit of the rules of a reader up to which only the identifiers that have one of them are looked at. Each is an
	// index scan of its own. The identifiers of a reader with more rules are found among all.
	maxRuleScans = 16
)

// Openers lists the identifiers that open a reader at an instant, among those of another list. Passes are not looked at.
type Openers struct {
	*Service

	Candidates document.Lister[Identifier, IdentifierFilter]
}

// List returns a page of the identifiers that open the reader of the filter. It looks at 1,000 candidates at most: then the page is short,
// and more may follow.
func (o Openers) List(ctx context.Context, companyID string, filter IdentifierFilter, request document.PageRequest) (document.Page[Identifier], error) {
	search := &openerSearch{service: o.Service, companyID: companyID, reader: filter.Opens.Reader, at: o.instant(filter.Opens.At)}
	if err := search.loadRules(ctx); err != nil {
		return document.Page[Identifier]{}, err
	}
	if search.rules != nil && len(search.rules) == 0 {
		return document.Cut([]*Identifier{}, func(identifier *Identifier) string { return identifier.ID }, request), nil
	}
	walk := &openerWalk{request: request}
	if err := walk.run(ctx, o.Candidates, companyID, search.narrow(filter), search.opening); err != nil {
		return document.Page[Identifier]{}, err
	}
	return walk.page(), nil
}

// instant returns an instant of a request: now for nil.
func (s *Service) instant(at *time.Time) time.Time {
	if at == nil {
		return s.Changes.Clock()
	}
	return *at
}

// openerSearch decides which identifiers open a reader at an instant.
type openerSearch struct {
	service   *Service
	companyID string
	reader    string
	at        time.Time
	// rules are the rules that have the reader and are open, by their IDs. If more than maxRuleScans have it, rules is nil: then those of the
	// candidates are loaded.
	rules      map[string]*AccessRule
	timetables map[string]*timeprofile.Timetable
}

// loadRules loads the rules that have the reader, with their timetables, unless there are too many.
func (s *openerSearch) loadRules(ctx context.Context) error {
	page, err := s.service.RuleLister.List(ctx, s.companyID, AccessRuleFilter{Reader: &s.reader}, document.PageRequest{First: maxRuleScans})
	if err != nil {
		return fmt.Errorf("reading the access rules of a reader: %w", err)
	}
	if page.More {
		return nil
	}
	state := passageState{}
	if state.timetables, err = s.service.Timetables.Load(ctx, s.companyID, timeProfileIDs(page.Items)); err != nil {
		return err
	}
	s.rules, s.timetables = map[string]*AccessRule{}, state.timetables
	for _, rule := range page.Items {
		if state.isOpen(rule.TimeProfileIDs, s.at) {
			s.rules[rule.ID] = rule
		}
	}
	return nil
}

// narrow returns the filter of the candidates. Unless it names few identifiers already, they are those that have one of the rules.
func (s *openerSearch) narrow(filter IdentifierFilter) IdentifierFilter {
	filter.Opens = nil
	isNarrow := filter.Number != nil || filter.HolderID != nil || filter.AccessRuleID != nil
	if !isNarrow {
		filter.AnyAccessRuleID = slices.Collect(maps.Keys(s.rules))
	}
	return filter
}

// opening reports for each candidate whether it opens the reader.
func (s *openerSearch) opening(ctx context.Context, candidates []*Identifier) ([]bool, error) {
	loaded, err := s.service.loadBelongings(ctx, s.companyID, candidates)
	if err != nil {
		return nil, err
	}
	maps.Copy(loaded.timetables, s.timetables)
	rules := s.rules
	if rules == nil {
		if rules, err = s.service.loadRulesOf(ctx, s.companyID, candidates, &loaded); err != nil {
			return nil, err
		}
	}
	opens := make([]bool, len(candidates))
	for i, candidate := range candidates {
		state := loaded.stateOf(candidate, rules)
		opens[i] = state.verdict(s.reader, s.at).Granted
	}
	return opens, nil
}

// openerWalk walks through candidates for a page, in the direction in which the page is read.
type openerWalk struct {
	request document.PageRequest
	// matches are the candidates that open the reader: those of the page and, if more follow, one more.
	matches []*Identifier
	// last is the last candidate that was looked at.
	last *Identifier
	// isCut reports whether the walk ended before the page was full and before the candidates ended.
	isCut bool
	// around tells what lies behind the start of the walk.
	around document.PageInfo
}

// run walks until the page is full, or the candidates end, or there were too many.
func (w *openerWalk) run(
	ctx context.Context, candidates document.Lister[Identifier, IdentifierFilter], companyID string, filter IdentifierFilter,
	opening func(context.Context, []*Identifier) ([]bool, error),
) error {
	for looked := 0; looked < maxCandidates; {
		page, err := candidates.List(ctx, companyID, filter, w.nextRequest())
		if err != nil {
			return err
		}
		if w.around == nil {
			w.around = page.Info
		}
		if w.request.Backward() {
			slices.Reverse(page.Items)
		}
		opens, err := opening(ctx, page.Items)
		if err != nil {
			return err
		}
		for i, candidate := range page.Items {
			w.last = candidate
			if opens[i] {
				w.matches = append(w.matches, candidate)
			}
			if len(w.matches) > w.request.Size() {
				return nil
			}
		}
		if !page.More {
			return nil
		}
		looked += len(page.Items)
	}
	w.isCut = true
	return nil
}

// nextRequest requests the next candidates: first as many as the page has, then 100.
func (w *openerWalk) nextRequest() document.PageRequest {
	next, size := w.request, w.request.Size()+1
	if w.last != nil {
		size = document.MaxPageSize
		if position := positionOf(w.request.Order, w.last); w.request.Backward() {
			next.Before = position
		} else {
			next.After = position
		}
	}
	if w.request.Backward() {
		next.Last = size
	} else {
		next.First = size
	}
	return next
}

// positionOf returns the position of an identifier in an order, as document.Order does.
func positionOf(order document.Order, identifier *Identifier) string {
	if order.ByName {
		return identifier.NameKey
	}
	return identifier.ID
}

// page returns the page that was found.
func (w *openerWalk) page() document.Page[Identifier] {
	more := len(w.matches) > w.request.Size()
	items := w.matches[:min(len(w.matches), w.request.Size())]
	page := document.Page[Identifier]{More: more || w.isCut}
	if w.request.Backward() {
		slices.Reverse(items)
		page.Start = w.cutAt()
	} else {
		page.End = w.cutAt()
	}
	page.Items = items
	page.Info = openersInfo{w.around, w.request.Backward(), page.More}
	return page
}

// cutAt returns the candidate at which the walk was cut, or nil.
func (w *openerWalk) cutAt() *Identifier {
	if !w.isCut {
		return nil
	}
	return w.last
}

// openersInfo tells what lies around a page. Behind the start of the walk it tells of candidates.
type openersInfo struct {
	candidates         document.PageInfo
	isBackward, isMore bool
}

// HasNext reports whether items may follow the page.
func (i openersInfo) HasNext(ctx context.Context) (bool, error) {
	if i.isBackward {
		return i.candidates.HasNext(ctx)
	}
	return i.isMore, nil
}

// HasPrevious reports whether items may precede the page.
func (i openersInfo) HasPrevious(ctx context.Context) (bool, error) {
	if i.isBackward {
		return i.isMore, nil
	}
	return i.candidates.HasPrevious(ctx)
}

// Total returns nil: nobody counts them, because every candidate would have to be looked at.
func (openersInfo) Total(context.Context) (*int, error) {
	return document.Counted(document.MaxTotal + 1), nil
}
