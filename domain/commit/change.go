package commit

import (
	"slices"
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/audit"
	"accessgraph/domain/clock"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
)

// Change collects the writes of a mutation while its decision is made.
type Change struct {
	Caller actor.Caller
	// Action is the field of the mutation in the schema.
	Action string
	// Now is the instant of the change, in UTC with milliseconds.
	Now time.Time

	ids    *clock.IDs
	flight flight
	commit Commit
}

// NewID returns a new ID.
func (c *Change) NewID(kind id.Kind) (string, error) { return c.ids.New(kind) }

// NewBase returns the base of a new document of the caller's company.
func (c *Change) NewBase(kind id.Kind) (document.Base, error) {
	documentID, err := c.ids.New(kind)
	return c.newBase(documentID), err
}

// NewBaseAt returns the base of a new document whose ID has an earlier time: the document sorts among those of that time.
func (c *Change) NewBaseAt(kind id.Kind, at time.Time) (document.Base, error) {
	documentID, err := id.Make(kind, at.UnixMilli(), 0)
	return c.newBase(documentID), err
}

func (c *Change) newBase(documentID string) document.Base {
	return document.Base{
		ID: documentID, CompanyID: c.Caller.CompanyID, SchemaVersion: document.CurrentSchemaVersion, Version: 1, UpdatedAt: c.Now,
	}
}

// Insert adds a new document.
func (c *Change) Insert(doc document.Document) error {
	document.Index(doc)
	c.share(nil, doc)
	c.commit.Inserts = append(c.commit.Inserts, doc)
	return c.auditUpdate(doc, audit.Changes(nil, doc))
}

// Replace replaces before by after, at the next version. It does nothing if they do not differ.
func (c *Change) Replace(before, after document.Document) error {
	if !audit.Differ(before, after) {
		return nil
	}
	c.notBefore(before)
	version := before.Meta().Version
	after.Meta().Version = version + 1
	document.Index(after)
	c.share(before, after)
	c.commit.Replaces = append(c.commit.Replaces, Replacement{Document: after, Version: version})
	return c.auditUpdate(after, audit.Changes(before, after))
}

// Erase replaces before by after as Replace does, without names and addresses of the person in the audit record: neither those
// of after nor those of before.
func (c *Change) Erase(before, after document.Personal) error {
	if err := c.Replace(before, after); err != nil {
		return err
	}
	for i := range c.commit.AuditRecords {
		if record := &c.commit.AuditRecords[i]; record.SubjectID == after.Meta().ID {
			record.Changes = audit.Erase(record.Plain().Changes, after.PersonalFields())
		}
	}
	return nil
}

// Rewrite replaces a document that clients cannot change, without a new version and without an audit record.
func (c *Change) Rewrite(doc document.Document) {
	document.Index(doc)
	c.commit.Replaces = append(c.commit.Replaces, Replacement{Document: doc, Version: doc.Meta().Version})
}

// RewriteAudit replaces the changes in an audit record, for an erasure. Nothing else of a record ever changes.
func (c *Change) RewriteAudit(record audit.Record) {
	c.commit.AuditRewrites = append(c.commit.AuditRewrites, record)
}

// notBefore moves the instant of the change behind the last change of a document, which another machine may have made whose clock is
// ahead: the audit records of a document sort in the order of its versions.
func (c *Change) notBefore(doc document.Document) {
	if at := doc.Meta().UpdatedAt; at.After(c.Now) {
		c.Now = at.Add(time.Millisecond)
		c.ids.NotBefore(c.Now)
	}
}

// Delete deletes a document at the version that was read. The decision must release the claims and stop the counters of the
// document.
func (c *Change) Delete(doc document.Document) error {
	c.notBefore(doc)
	c.Dequeue(doc)
	c.share(doc, nil)
	return c.Audit(doc, audit.Deletion(doc))
}

// Queue adds a background job, which clients cannot see and which is not audited.
func (c *Change) Queue(job document.Document) { c.commit.Inserts = append(c.commit.Inserts, job) }

// Requeue replaces a background job by its next state. If the job has changed since it was read, the commit loses the race.
func (c *Change) Requeue(before, after document.Document) {
	version := before.Meta().Version
	after.Meta().Version = version + 1
	c.commit.Replaces = append(c.commit.Replaces, Replacement{Document: after, Version: version})
}

// Dequeue removes a background job that is done.
func (c *Change) Dequeue(job document.Document) {
	meta := job.Meta()
	c.commit.Deletes = append(c.commit.Deletes, Deletion{ID: meta.ID, Version: meta.Version})
}

// Advance moves a time of a document from from to to, without a new version. before and after differ in that field only.
func (c *Change) Advance(before, after document.Unversioned, field string, from *time.Time, to time.Time) error {
	c.commit.Advances = append(c.commit.Advances, Advance{ID: before.Meta().ID, Field: field, From: from, To: to})
	return c.Audit(before, audit.Changes(before, after))
}

// RelyOn makes the commit lose the race if a document changes after it was read.
func (c *Change) RelyOn(doc document.Document) {
	meta := doc.Meta()
	c.commit.Reliance = append(c.commit.Reliance, Reliance{ID: meta.ID, Version: meta.Version})
}

// Claim claims a value for a document. taken is the fault that is raised if another document has claimed it.
func (c *Change) Claim(kind ClaimKind, value, holder string, taken fault.Fault) {
	c.commit.Claims = append(c.commit.Claims, Claim{Kind: kind, Value: value, Holder: holder, Taken: taken})
}

// Release releases a value that a document has claimed.
func (c *Change) Release(kind ClaimKind, value, holder string) {
	c.commit.Releases = append(c.commit.Releases, Claim{Kind: kind, Value: value, Holder: holder})
}

// ClaimBootstrap makes the commit the one that sets up the store.
func (c *Change) ClaimBootstrap() { c.commit.Bootstrap = true }

// StartCounter creates a counter of a document with an initial value.
func (c *Change) StartCounter(counter Counter, documentID string, value int) {
	c.commit.Counters = append(c.commit.Counters, Count{Counter: counter, ID: documentID, By: value})
}

// Count adds to a counter.
func (c *Change) Count(counter Counter, documentID string, by int) {
	c.commit.Counts = append(c.commit.Counts, Count{Counter: counter, ID: documentID, By: by})
}

// CountReferences adds to the counters of the documents that a document refers to after a change and did not before, and takes from
// those that it no longer refers to. If one of them is deleted concurrently, its counter is gone, and the commit loses the race.
func (c *Change) CountReferences(counter Counter, before, after []string) {
	for _, documentID := range before {
		if !slices.Contains(after, documentID) {
			c.Count(counter, documentID, -1)
		}
	}
	for _, documentID := range after {
		if !slices.Contains(before, documentID) {
			c.Count(counter, documentID, +1)
		}
	}
}

// CountFrom moves a counter from the value that was read to another. If the value has changed since, the commit loses the race.
func (c *Change) CountFrom(counter Counter, documentID string, from, to int) {
	c.commit.Counts = append(c.commit.Counts, Count{Counter: counter, ID: documentID, By: to - from, From: &from})
}

// StopCounter deletes a counter, whatever its value.
func (c *Change) StopCounter(counter Counter, documentID string) {
	c.commit.Stops = append(c.commit.Stops, Stop{Counter: counter, ID: documentID})
}

// StopCounterAt deletes a counter at the value that was read. If the value has changed since, the commit loses the race.
func (c *Change) StopCounterAt(counter Counter, documentID string, value int) {
	c.commit.Stops = append(c.commit.Stops, Stop{Counter: counter, ID: documentID, At: &value})
}

// auditUpdate adds the audit record of a new state of a document, which was last changed at the time of the record.
func (c *Change) auditUpdate(doc document.Document, changes []audit.FieldChange) error {
	if err := c.Audit(doc, changes); err != nil {
		return err
	}
	doc.Meta().UpdatedAt = c.commit.AuditRecords[len(c.commit.AuditRecords)-1].At
	return nil
}

// Audit adds an audit record of a document at its version. Insert, Replace, Delete and Advance call it: a decision calls it only
// for changes that are not stored with the document.
func (c *Change) Audit(subject document.Document, changes []audit.FieldChange) error {
	recordID, err := c.ids.New(id.AuditRecord)
	if err != nil {
		return err
	}
	meta := subject.Meta()
	record := audit.Record{
		ID: recordID, CompanyID: c.Caller.CompanyID, SchemaVersion: document.CurrentSchemaVersion, At: id.Time(recordID),
		Actor: c.Caller.Actor(), Action: c.Action, SubjectID: meta.ID, SubjectVersion: new(meta.Version),
		RequestID: c.Caller.RequestID, Changes: changes,
	}
	if c.Caller.ClientRequestID != "" {
		record.ClientRequestID = &c.Caller.ClientRequestID
	}
	c.commit.AuditRecords = append(c.commit.AuditRecords, record)
	return nil
}
