package commit

import (
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/audit"
	"accessgraph/domain/clock"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
)

// Change is a mutation in the making: a decision adds to it what is to be written.
type Change struct {
	Caller actor.Caller
	// Action is the mutation's field in the schema.
	Action string
	// Now is the instant of the change, in UTC with milliseconds.
	Now time.Time

	ids    *clock.IDs
	commit Commit
}

// NewID returns an ID for something new.
func (c *Change) NewID(kind id.Kind) (string, error) { return c.ids.New(kind) }

// NewBase returns the base of a new document of the caller's company.
func (c *Change) NewBase(kind id.Kind) (document.Base, error) {
	made, err := c.ids.New(kind)
	if err != nil {
		return document.Base{}, err
	}
	return document.Base{
		ID: made, CompanyID: c.Caller.CompanyID, SchemaVersion: document.CurrentSchemaVersion, Version: 1, UpdatedAt: c.Now,
	}, nil
}

// Insert adds a new document.
func (c *Change) Insert(created document.Document) error {
	document.Index(created)
	c.share(nil, created)
	c.commit.Inserts = append(c.commit.Inserts, created)
	return c.Record(created, audit.Changes(nil, created))
}

// Replace puts after in the place of before, at the next version. Where nothing differs, nothing is written.
func (c *Change) Replace(before, after document.Document) error {
	if !audit.Differ(before, after) {
		return nil
	}
	c.notBefore(before)
	read := before.Meta().Version
	after.Meta().Version = read + 1
	after.Meta().UpdatedAt = c.Now
	document.Index(after)
	c.share(before, after)
	c.commit.Replaces = append(c.commit.Replaces, Replacement{Document: after, Version: read})
	return c.Record(after, audit.Changes(before, after))
}

// notBefore has the change be later than what a document tells of itself: it may have been changed on a machine whose clock
// is ahead.
func (c *Change) notBefore(read document.Document) {
	if at := read.Meta().UpdatedAt; at.After(c.Now) {
		c.Now = at
		c.ids.NotBefore(at)
	}
}

// Delete takes a document away, at the version that was read. What it claimed and what was counted for it is for the
// caller to give up.
func (c *Change) Delete(read document.Document) error {
	c.notBefore(read)
	c.Dequeue(read)
	c.share(read, nil)
	return c.Record(read, audit.Deletion(read))
}

// Queue adds work that remains to be done after the commit. It is nothing that a client can see, and no audit record
// speaks of it.
func (c *Change) Queue(work document.Document) { c.commit.Inserts = append(c.commit.Inserts, work) }

// Dequeue takes work away once it is done.
func (c *Change) Dequeue(work document.Document) {
	meta := work.Meta()
	c.commit.Deletes = append(c.commit.Deletes, Deletion{ID: meta.ID, Version: meta.Version})
}

// Advance moves a time of a document on, from before to after, and leaves its version alone. The two differ in that
// field only.
func (c *Change) Advance(before, after document.Unversioned, field string, from *time.Time, to time.Time) error {
	c.commit.Advances = append(c.commit.Advances, Advance{ID: before.Meta().ID, Field: field, From: from, To: to})
	return c.Record(before, audit.Changes(before, after))
}

// RelyOn has the commit fail when a document is no longer as it was read.
func (c *Change) RelyOn(read document.Document) {
	meta := read.Meta()
	c.commit.Reliance = append(c.commit.Reliance, Reliance{ID: meta.ID, Version: meta.Version})
}

// Claim takes a value for a document; taken is what the caller is told when another has it.
func (c *Change) Claim(kind ClaimKind, value, holder string, taken fault.Fault) {
	c.commit.Claims = append(c.commit.Claims, Claim{Kind: kind, Value: value, Holder: holder, Taken: taken})
}

// Release gives up a value that a document has claimed.
func (c *Change) Release(kind ClaimKind, value, holder string) {
	c.commit.Releases = append(c.commit.Releases, Claim{Kind: kind, Value: value, Holder: holder})
}

// ClaimBootstrap makes this the commit that sets the store up.
func (c *Change) ClaimBootstrap() { c.commit.Bootstrap = true }

// StartCounter sets up a counter for a new document.
func (c *Change) StartCounter(counter Counter, id string, at int) {
	c.commit.Counters = append(c.commit.Counters, Count{Counter: counter, ID: id, By: at})
}

// Count adds to a counter.
func (c *Change) Count(counter Counter, id string, by int) {
	c.commit.Counts = append(c.commit.Counts, Count{Counter: counter, ID: id, By: by})
}

// CountFrom moves a counter from where it was read. When it stands elsewhere by now, the commit has lost a race.
func (c *Change) CountFrom(counter Counter, id string, from, to int) {
	c.commit.Counts = append(c.commit.Counts, Count{Counter: counter, ID: id, By: to - from, From: &from})
}

// StopCounter takes a counter away, wherever it stands.
func (c *Change) StopCounter(counter Counter, id string) {
	c.commit.Stops = append(c.commit.Stops, Stop{Counter: counter, ID: id})
}

// StopCounterAt takes a counter away that stands where it was read. When it stands elsewhere by now, the commit has
// lost a race.
func (c *Change) StopCounterAt(counter Counter, id string, at int) {
	c.commit.Stops = append(c.commit.Stops, Stop{Counter: counter, ID: id, At: &at})
}

// Record adds an audit record of what changed about a document, where no field that is stored with it did. The record
// carries the version that the document is at.
func (c *Change) Record(subject document.Document, changes []audit.FieldChange) error {
	made, err := c.ids.New(id.AuditRecord)
	if err != nil {
		return err
	}
	meta := subject.Meta()
	record := audit.Record{
		ID: made, CompanyID: c.Caller.CompanyID, SchemaVersion: document.CurrentSchemaVersion, At: id.Time(made),
		Actor: c.Caller.Actor(), Action: c.Action, SubjectID: meta.ID, SubjectVersion: new(meta.Version),
		RequestID: c.Caller.RequestID, Changes: changes,
	}
	if c.Caller.ClientRequestID != "" {
		record.ClientRequestID = &c.Caller.ClientRequestID
	}
	c.commit.Records = append(c.commit.Records, record)
	return nil
}
