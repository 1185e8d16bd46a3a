// Package commit gathers everything that one mutation writes, and has it written in one atomic step.
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

// Commit is all or nothing. Everything in it belongs to one company.
type Commit struct {
	CompanyID string
	// Counts are the first writes: what many touch at once is found busy before anything else is done.
	Counts []Count
	// Stops are counters that go away.
	Stops []Stop
	// Counters are new numbers; By is where they start.
	Counters []Count
	// Shares move the numbers of those who share documents.
	Shares   []Share
	Reliance []Reliance
	// Advances move times that no version guards.
	Advances []Advance
	// Releases are claims that are given up, by their holders.
	Releases []Claim
	Claims   []Claim
	Inserts  []document.Document
	Replaces []Replacement
	Deletes  []Deletion
	Records  []audit.Record
	// Bootstrap claims that this is the first company of the store. Where there is one, the commit is ErrBootstrapped.
	Bootstrap bool
	// Outcome is kept for requests that repeat this one; nil for one without an idempotency key.
	Outcome *Outcome
}

// Empty says whether there is nothing to write.
func (c *Commit) Empty() bool {
	return c.Outcome == nil && len(c.Counts) == 0 && len(c.Stops) == 0 && len(c.Claims) == 0 &&
		len(c.Inserts) == 0 && len(c.Replaces) == 0 && len(c.Deletes) == 0 && len(c.Advances) == 0
}

// Replacement puts a document in the place of the version that was read.
type Replacement struct {
	Document document.Document
	// Version is the one that was read. When it is no longer the stored one, the commit has lost a race.
	Version int
}

// Deletion takes a document away. When the version that was read is no longer the stored one, the commit has lost a race.
type Deletion struct {
	ID      string
	Version int
}

// Advance moves a time of a document on, and leaves its version alone: editors do not see it as a change. The document
// is a document.Unversioned, and names the field.
type Advance struct {
	ID string
	// Field is the field's name, as it is stored.
	Field string
	// From is what was read, nil for null. When it is no longer what is stored, the commit has lost a race.
	From *time.Time
	// To is later than From.
	To time.Time
}

// Reliance is a document that a decision relied on: when it is no longer at the version that was read, the commit has
// lost a race. The store touches it, because snapshot isolation alone lets two commits each change what the other relied on.
type Reliance struct {
	ID      string
	Version int
}

// Count adds to a number that many commits change at once and that no version guards.
type Count struct {
	Counter Counter
	// ID is the document that is counted for.
	ID string
	// By may be negative. A count that would fall below zero has lost a race.
	By int
	// From, when set, is what the count must be until now: at any other, the commit has lost a race.
	From *int
}

// Stop takes a counter away. One that is not there has lost a race.
type Stop struct {
	Counter Counter
	ID      string
	// At, when set, is what the counter must stand at: at any other, the commit has lost a race.
	At *int
}

// Share adds to the number of those who share a document. The document is created with the first, and deleted with the last.
type Share struct {
	Document Shared
	// By may be negative. A document that is not there has no sharers to lose.
	By int
}

// Counter names what is counted.
type Counter string

// What is counted.
const (
	// IdentifiersOfAccessRule is the number of identifiers that an access rule is attached to.
	IdentifiersOfAccessRule Counter = "identifiersOfAccessRule"
	// PassesLeftOfIdentifier is the number of passes that a limited identifier has left.
	PassesLeftOfIdentifier Counter = "passesLeftOfIdentifier"
	// UserAccessesOfRole is the number of user accesses that hold a role.
	UserAccessesOfRole Counter = "userAccessesOfRole"
)

var counters = []Counter{IdentifiersOfAccessRule, PassesLeftOfIdentifier, UserAccessesOfRole}

// Counters returns every counter.
func Counters() []Counter { return slices.Clone(counters) }

// CounterReader reads counters.
type CounterReader interface {
	// Values leaves out the IDs that have no such counter. At most 100 IDs.
	Values(ctx context.Context, companyID string, counter Counter, ids []string) (map[string]int, error)
}

// Claim holds a value that only one document of a company may have.
type Claim struct {
	Kind ClaimKind
	// Value is in its normal form. The store keeps only a hash of it.
	Value string
	// Holder is the ID of the document that has the value.
	Holder string
	// Taken is what a caller is told when another document has it.
	Taken fault.Fault
}

// ClaimKind names what is unique.
type ClaimKind string

// What is unique within a company.
const (
	ExternalRoleName   ClaimKind = "externalRoleName"
	UserAccessRoleCode ClaimKind = "userAccessRoleCode"
	UserAccessSsoID    ClaimKind = "userAccessSsoId"
	UserAccessUIOrSSO  ClaimKind = "userAccessUiOrSso"
	IdentifierNumber   ClaimKind = "identifierNumber"
)

// ErrLostRace says that something the commit relied on has changed since it was read. Nothing was written.
var ErrLostRace = errors.New("commit lost a race")

// ErrBootstrapped says that the store has its first company already. Nothing was written.
var ErrBootstrapped = errors.New("store has been set up already")

// Committer writes commits.
type Committer interface {
	// Commit writes all of it or nothing. It returns ErrLostRace, a fault.Error with the claim's fault when a claim
	// is taken, or fault.CommitOutcomeUnknown when it cannot tell whether the commit was written.
	Commit(ctx context.Context, commit Commit) error
}
