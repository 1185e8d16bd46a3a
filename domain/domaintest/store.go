// Package domaintest holds a store in memory, for tests of the services in the domain.
package domaintest

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"accessgraph/domain/audit"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/idempotency"
)

// Store stores documents in memory, and guards its commits like every store. The zero value is not usable: see NewStore.
type Store struct {
	// Rival is called once, before the next commit is checked: it is the winner of a race.
	Rival func()
	// Failure, if set, is returned by every read and commit.
	Failure error

	mutex        sync.Mutex
	documents    map[string]document.Document
	claims       map[string]string
	counters     map[string]int
	outcomes     map[string]idempotency.Record
	auditRecords []audit.Record
	bootstrapped bool
	commits      int
}

// NewStore returns an empty store.
func NewStore() *Store {
	return &Store{documents: map[string]document.Document{}, claims: map[string]string{}, counters: map[string]int{}, outcomes: map[string]idempotency.Record{}}
}

// Runner returns a runner that commits to the store at an instant.
func (s *Store) Runner(now time.Time) *commit.Runner {
	clock := func() time.Time { return now }
	return &commit.Runner{Committer: s, Clock: clock, IDs: IDs(clock), Outcomes: outcomes{s}, Objects: s}
}

// Put stores documents without a commit.
func (s *Store) Put(docs ...document.Document) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, doc := range docs {
		document.Index(doc)
		s.documents[doc.Meta().ID] = doc
	}
}

// Records returns the audit records, oldest first.
func (s *Store) Records() []audit.Record {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return slices.Clone(s.auditRecords)
}

// Commits returns the number of commits.
func (s *Store) Commits() int {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.commits
}

// Counter returns the value of a counter, or false if it does not exist.
func (s *Store) Counter(counter commit.Counter, documentID string) (int, bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	value, ok := s.counters[counterKey(counter, documentID)]
	return value, ok
}

// Commit carries out all writes, or none.
func (s *Store) Commit(_ context.Context, c commit.Commit) error {
	if rival := s.Rival; rival != nil {
		s.Rival = nil
		rival()
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.Failure != nil {
		return s.Failure
	}
	if err := s.refusal(c); err != nil {
		return err
	}
	s.write(c)
	return nil
}

// refusal returns the error of a commit that must not be written.
func (s *Store) refusal(c commit.Commit) error {
	if c.Bootstrap && s.bootstrapped {
		return commit.ErrBootstrapped
	}
	if outcome := c.Outcome; outcome != nil {
		stored, ok := s.outcomes[outcome.Record.ID]
		if ok != (outcome.InPlaceOf != nil) || ok && !stored.ExpiresAt.Equal(*outcome.InPlaceOf) {
			return commit.ErrLostRace
		}
	}
	if s.versionsDiffer(c) || s.countersDiffer(c) || s.timesDiffer(c) {
		return commit.ErrLostRace
	}
	for _, claim := range c.Claims {
		if releases(c, claim) {
			continue
		}
		if holder, taken := s.claims[claimKey(c.CompanyID, claim)]; taken && holder != claim.Holder {
			return claim.Taken.Err()
		}
	}
	return nil
}

// versionsDiffer reports whether a document is not at the version that the commit has read.
func (s *Store) versionsDiffer(c commit.Commit) bool {
	for _, relied := range c.Reliance {
		if !s.hasVersion(relied.ID, relied.Version) {
			return true
		}
	}
	for _, replacement := range c.Replaces {
		if !s.hasVersion(replacement.Document.Meta().ID, replacement.Version) {
			return true
		}
	}
	for _, deletion := range c.Deletes {
		if !s.hasVersion(deletion.ID, deletion.Version) {
			return true
		}
	}
	return false
}

// countersDiffer reports whether a counter does not exist, or does not have the value that the commit requires.
func (s *Store) countersDiffer(c commit.Commit) bool {
	for _, count := range c.Counts {
		at, ok := s.counters[counterKey(count.Counter, count.ID)]
		if !ok || at+count.By < 0 || count.From != nil && *count.From != at {
			return true
		}
	}
	for _, stop := range c.Stops {
		at, ok := s.counters[counterKey(stop.Counter, stop.ID)]
		if !ok || stop.At != nil && *stop.At != at {
			return true
		}
	}
	return false
}

// releases reports whether a commit releases the value that it claims.
func releases(c commit.Commit, claim commit.Claim) bool {
	return slices.ContainsFunc(c.Releases, func(released commit.Claim) bool {
		return released.Kind == claim.Kind && released.Value == claim.Value
	})
}

func (s *Store) hasVersion(documentID string, version int) bool {
	stored, ok := s.documents[documentID]
	return ok && stored.Meta().Version == version
}

func (s *Store) write(c commit.Commit) {
	s.commits++
	s.bootstrapped = s.bootstrapped || c.Bootstrap
	for _, released := range c.Releases {
		if key := claimKey(c.CompanyID, released); s.claims[key] == released.Holder {
			delete(s.claims, key)
		}
	}
	for _, claim := range c.Claims {
		s.claims[claimKey(c.CompanyID, claim)] = claim.Holder
	}
	for _, stop := range c.Stops {
		delete(s.counters, counterKey(stop.Counter, stop.ID))
	}
	for _, started := range c.Counters {
		s.counters[counterKey(started.Counter, started.ID)] = started.By
	}
	for _, count := range c.Counts {
		s.counters[counterKey(count.Counter, count.ID)] += count.By
	}
	for _, share := range c.Shares {
		s.share(share)
	}
	for _, inserted := range c.Inserts {
		s.documents[inserted.Meta().ID] = inserted
	}
	for _, replacement := range c.Replaces {
		s.documents[replacement.Document.Meta().ID] = replacement.Document
	}
	for _, advance := range c.Advances {
		s.advance(advance)
	}
	for _, deletion := range c.Deletes {
		delete(s.documents, deletion.ID)
	}
	s.auditRecords = append(s.auditRecords, c.AuditRecords...)
	if c.Outcome != nil {
		s.outcomes[c.Outcome.Record.ID] = c.Outcome.Record
	}
}

// Object returns document.ErrAbsent if the company does not have the document.
func (s *Store) Object(_ context.Context, companyID, documentID string) (document.Document, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	doc, ok := s.documents[documentID]
	if !ok || doc.Meta().CompanyID != companyID {
		return nil, document.ErrAbsent
	}
	return doc, nil
}

// outcomes reads the idempotency records of a store.
type outcomes struct{ store *Store }

func (o outcomes) Get(_ context.Context, companyID, recordID string) (*idempotency.Record, error) {
	if o.store.Failure != nil {
		return nil, o.store.Failure
	}
	o.store.mutex.Lock()
	defer o.store.mutex.Unlock()
	record, ok := o.store.outcomes[recordID]
	if !ok || record.CompanyID != companyID {
		return nil, document.ErrAbsent
	}
	return &record, nil
}

func claimKey(companyID string, claim commit.Claim) string {
	return companyID + "|" + string(claim.Kind) + "|" + claim.Value
}

func counterKey(counter commit.Counter, documentID string) string {
	return string(counter) + "|" + documentID
}

// Counters reads the counters of a store.
type Counters struct{ Store *Store }

// Values omits documents without the counter.
func (c Counters) Values(_ context.Context, _ string, counter commit.Counter, ids []string) (map[string]int, error) {
	if c.Store.Failure != nil {
		return nil, c.Store.Failure
	}
	values := map[string]int{}
	for _, documentID := range ids {
		if value, ok := c.Store.Counter(counter, documentID); ok {
			values[documentID] = value
		}
	}
	return values, nil
}

// Pointer is a pointer to a document's type.
type Pointer[T any] interface {
	*T
	document.Document
}

// Collection reads the documents of one type. Each read returns copies.
type Collection[T any, P Pointer[T]] struct{ Store *Store }

// Get returns document.ErrAbsent if the company does not have the document.
func (c Collection[T, P]) Get(_ context.Context, companyID, id string) (*T, error) {
	if c.Store.Failure != nil {
		return nil, c.Store.Failure
	}
	for _, doc := range c.Of(companyID) {
		if P(doc).Meta().ID == id {
			return doc, nil
		}
	}
	return nil, document.ErrAbsent
}

// GetMany omits IDs that the company does not have.
func (c Collection[T, P]) GetMany(_ context.Context, companyID string, ids []string) (map[string]*T, error) {
	if c.Store.Failure != nil {
		return nil, c.Store.Failure
	}
	many := map[string]*T{}
	for _, doc := range c.Of(companyID) {
		if slices.Contains(ids, P(doc).Meta().ID) {
			many[P(doc).Meta().ID] = doc
		}
	}
	return many, nil
}

// Of returns the documents of a company, in the order of their creation.
func (c Collection[T, P]) Of(companyID string) []*T {
	return slices.DeleteFunc(c.All(), func(doc *T) bool { return P(doc).Meta().CompanyID != companyID })
}

// All returns the documents of every company, in the order of their creation.
func (c Collection[T, P]) All() []*T {
	c.Store.mutex.Lock()
	defer c.Store.mutex.Unlock()
	var all []*T
	for _, stored := range c.Store.documents {
		if doc, ok := stored.(P); ok {
			copied := *doc
			all = append(all, &copied)
		}
	}
	slices.SortFunc(all, func(a, b *T) int { return cmp.Compare(P(a).Meta().ID, P(b).Meta().ID) })
	return all
}

// Page returns a page of documents.
func Page[T any, P Pointer[T]](all []*T, page document.PageRequest) document.Page[T] {
	position := func(doc *T) string {
		at, err := page.Order.PositionOf(P(doc))
		if err != nil {
			panic(err) // a test sorts documents without a name by name
		}
		return at
	}
	slices.SortFunc(all, func(a, b *T) int { return cmp.Compare(position(a), position(b)) })
	return document.Cut(all, position, page)
}
