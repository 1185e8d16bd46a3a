// Package commit collects the writes of one mutation, and commits them atomically.
package commit

import (
	"context"
	"errors"
	"slices"
	"time"

	"accessgraph/domain/audit"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
)

// Commit has the writes of one mutation. They are carried out atomically, and belong to one company.
type Commit struct {
	CompanyID string
	// Counts are written first, so that a conflict on a counter that many commits move is detected before other writes.
	Counts []Count
	// Stops are counters to delete.
	Stops []Stop
	// Counters are counters to create; By is the initial value.
	Counters []Count
	// Shares move the numbers of sharers of shared documents.
	Shares   []Share
	Reliance []Reliance
	// Advances move times that are not guarded by a version.
	Advances []Advance
	// Releases are claims to release, with their holders.
	Releases     []Claim
	Claims       []Claim
	Inserts      []document.Document
	Replaces     []Replacement
	Deletes      []Deletion
	AuditRecords []audit.Record
	// AuditRewrites are stored audit records whose changes are replaced, for an erasure.
	AuditRewrites []audit.Record
	// Bootstrap claims that this is the first company of the store. If there is one already, the commit fails with ErrBootstrapped.
	Bootstrap bool
	// Outcome is the idempotency record; nil if the request has no idempotency key.
	Outcome *Outcome
}

// Empty reports whether there is nothing to write.
func (c *Commit) Empty() bool {
	return c.Outcome == nil && len(c.Counts) == 0 && len(c.Stops) == 0 && len(c.Claims) == 0 &&
		len(c.Inserts) == 0 && len(c.Replaces) == 0 && len(c.Deletes) == 0 && len(c.Advances) == 0 && len(c.AuditRewrites) == 0
}

// Replacement replaces a document at the version that was read.
type Replacement struct {
	Document document.Document
	// Version is the version that was read. If the stored version is another, the commit has lost a race.
	Version int
}

// Deletion deletes a document at the version that was read. If the stored version is another, the commit has lost a race.
type Deletion struct {
	ID      string
	Version int
}

// Advance moves a time of a document without a new version, so that it is no conflict for an editor. The document is a
// document.Unversioned that names the field.
type Advance struct {
	ID string
	// Field is the stored name of the field.
	Field string
	// From is the time that was read; nil for null. If the stored time is another, the commit has lost a race.
	From *time.Time
	// To is later than From.
	To time.Time
}

// Reliance is a document that a decision relied on. If its version is no longer the one that was read, the commit has lost a race.
// The store touches the document, because with snapshot isolation alone two commits could each change what the other relied on.
type Reliance struct {
	ID      string
	Version int
}

// Count adds to a counter, which many commits can move concurrently and no version guards.
type Count struct {
	Counter Counter
	// ID is the ID of the document that the counter belongs to.
	ID string
	// By may be negative. If the counter would fall below zero, the commit has lost a race.
	By int
	// From, if set, is the value that was read. If the counter has another value, the commit has lost a race.
	From *int
}

// Stop deletes a counter. If the counter does not exist, the commit has lost a race.
type Stop struct {
	Counter Counter
	ID      string
	// At, if set, is the value that was read. If the counter has another value, the commit has lost a race.
	At *int
}

// Share moves the number of sharers of a document. The first sharer creates the document, the last one deletes it.
type Share struct {
	Document Shared
	// By may be negative. It has no effect on a document that does not exist.
	By int
}

// Counter names a kind of counter.
type Counter string

// The counters.
const (
	// IdentifiersOfAccessRule is the number of identifiers to which an access rule is attached.
	IdentifiersOfAccessRule Counter = "identifiersOfAccessRule"
	// PassesLeftOfIdentifier is the number of passes left of an identifier whose passes are limited.
	PassesLeftOfIdentifier Counter = "passesLeftOfIdentifier"
	// SubsidiariesOfCustomer is the number of subsidiaries of a customer, one level down.
	SubsidiariesOfCustomer Counter = "subsidiariesOfCustomer"
	// UserAccessesOfRole is the number of user accesses that have a role.
	UserAccessesOfRole Counter = "userAccessesOfRole"
	// AccessRulesOfTimeProfile is the number of access rules that a time profile is attached to.
	AccessRulesOfTimeProfile Counter = "accessRulesOfTimeProfile"
	// IdentifiersOfTimeProfile is the number of identifiers that a time profile is attached to.
	IdentifiersOfTimeProfile Counter = "identifiersOfTimeProfile"
	// TimeProfilesOfHolidayCalendar is the number of time profiles that have a holiday calendar.
	TimeProfilesOfHolidayCalendar Counter = "timeProfilesOfHolidayCalendar"
)

var counters = []Counter{
	IdentifiersOfAccessRule, PassesLeftOfIdentifier, SubsidiariesOfCustomer, UserAccessesOfRole,
	AccessRulesOfTimeProfile, IdentifiersOfTimeProfile, TimeProfilesOfHolidayCalendar,
}

// Counters returns every counter.
func Counters() []Counter { return slices.Clone(counters) }

// CounterReader reads counters.
type CounterReader interface {
	// Values returns the values of a counter by the IDs of the documents. It omits documents without the counter. It takes at most
	// 100 IDs.
	Values(ctx context.Context, companyID string, counter Counter, ids []string) (map[string]int, error)
}

// Claim claims a value that is unique within a company.
type Claim struct {
	Kind ClaimKind
	// Value is in its normal form. The store has only a hash of it.
	Value string
	// Holder is the ID of the document that has the value.
	Holder string
	// Taken is the fault that is raised if another document has claimed the value.
	Taken fault.Fault
}

// ClaimKind names a kind of unique values.
type ClaimKind string

// The kinds of values that are unique within a company.
const (
	ExternalRoleName   ClaimKind = "externalRoleName"
	UserAccessRoleCode ClaimKind = "userAccessRoleCode"
	UserAccessSsoID    ClaimKind = "userAccessSsoId"
	UserAccessUIOrSSO  ClaimKind = "userAccessUiOrSso"
	IdentifierNumber   ClaimKind = "identifierNumber"
)

// ErrLostRace is returned if something that the commit relies on has changed since it was read. Nothing was written.
var ErrLostRace = errors.New("commit lost a race")

// ErrBootstrapped is returned if the store has its first company already. Nothing was written.
var ErrBootstrapped = errors.New("store has been set up already")

// Committer writes commits.
type Committer interface {
	// Commit carries out all writes, or none. It returns ErrLostRace, ErrBootstrapped, the fault of a claim if its value is taken, or
	// COMMIT_OUTCOME_UNKNOWN if it cannot tell whether the commit was written.
	Commit(ctx context.Context, commit Commit) error
}
