package erasure

import (
	"context"
	"fmt"
	"reflect"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/audit"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// pagesAStep is the limit of the pages of audit records that one step reads before it commits its progress. It commits at once after a page with
// something to erase.
const pagesAStep = 20

// eraseAudit adds the erasure of the next audit records of a job's person to a change, with the passages that they are about, and
// moves the job behind them. It reports whether the log has ended.
//
// The log is read from its end, so that the deletion of an object, and the record that took an identifier from the person, come before
// the records from the time in which the object was the person's: those after it are another person's.
func (o Objects) eraseAudit(ctx context.Context, change *commit.Change, job *Job) (isDone bool, err error) {
	page := newAuditPage(job)
	for range pagesAStep {
		listed, err := o.AuditRecords.List(ctx, job.CompanyID, audit.Filter{}, document.PageRequest{
			Order: document.Order{Descending: true}, First: document.MaxPageSize, After: job.After,
		})
		if err != nil {
			return false, fmt.Errorf("reading the audit log: %w", err)
		}
		for _, record := range listed.Items {
			page.erase(change, record)
			job.After = record.ID
		}
		if isDone = !listed.More; isDone || page.hasErased {
			break
		}
	}
	return isDone, o.erasePassages(ctx, change, page)
}

// erasePassages adds the erasure of the passages and former identifiers of a page to a change.
func (o Objects) erasePassages(ctx context.Context, change *commit.Change, page *auditPage) error {
	passages, err := o.Passages.GetMany(ctx, page.job.CompanyID, page.passageIDs)
	if err != nil {
		return fmt.Errorf("reading passages: %w", err)
	}
	for _, passageID := range page.passageIDs {
		if passage := passages[passageID]; passage != nil {
			accessrule.ErasePassage(change, passage)
		}
	}
	former, err := o.Identifiers.GetMany(ctx, page.job.CompanyID, page.formerIDs)
	if err != nil {
		return fmt.Errorf("reading identifiers: %w", err)
	}
	for _, identifierID := range page.formerIDs {
		identifier := former[identifierID]
		if identifier == nil || identifier.HolderID != nil {
			continue
		}
		if err := accessrule.EraseIdentifier(change, identifier); err != nil {
			return err
		}
	}
	return nil
}

// auditPage erases audit records of a person, and gathers what else they lead to.
type auditPage struct {
	job *Job
	// owned has the IDs of the job's objects.
	owned map[string]bool
	// passageIDs are those of passages with erased explanations, formerIDs those of identifiers that the person held once.
	passageIDs, formerIDs []string
	hasErased             bool
}

func newAuditPage(job *Job) *auditPage {
	page := &auditPage{job: job, owned: make(map[string]bool, len(job.ObjectIDs))}
	for _, objectID := range job.ObjectIDs {
		page.owned[objectID] = true
	}
	return page
}

// erase adds the erasure of a record to a change, if it is about the person or an object of the person and has a name.
func (p *auditPage) erase(change *commit.Change, record *audit.Record) {
	kind, err := id.Parse(record.SubjectID)
	if err != nil {
		return
	}
	fields := personalFields(kind)
	if len(fields) == 0 || !p.isOfPerson(record, kind) {
		return
	}
	erased := audit.Erase(record.Changes, fields)
	if reflect.DeepEqual(erased, record.Changes) {
		return
	}
	record.Changes = erased
	change.RewriteAudit(*record)
	p.hasErased = true
	if kind == id.Passage {
		p.passageIDs = append(p.passageIDs, record.SubjectID)
	}
}

// isOfPerson reports whether a record is about the person or an object of the person.
func (p *auditPage) isOfPerson(record *audit.Record, kind id.Kind) bool {
	if record.SubjectID == p.job.PersonID {
		return true
	}
	if kind == id.Passage {
		holder, hasHolder := valueOf(record, "holderId")
		identifierID, _ := valueOf(record, "identifierId")
		return holder == p.job.PersonID || !hasHolder && p.owned[identifierID]
	}
	if !p.owned[record.SubjectID] && refersTo(record, p.job.PersonID) {
		p.owned[record.SubjectID] = true
		p.job.ObjectIDs = append(p.job.ObjectIDs, record.SubjectID)
		if kind == id.Identifier {
			p.formerIDs = append(p.formerIDs, record.SubjectID)
			p.hasErased = true
		}
	}
	return p.owned[record.SubjectID]
}

// refersTo reports whether a record has a person's ID in a field that refers to a person, before or after the change.
func refersTo(record *audit.Record, personID string) bool {
	for _, change := range record.Changes {
		switch change.Field {
		case "userId", "privateId", "personalIdentityId", "holderId":
			if change.Before == personID || change.After == personID {
				return true
			}
		}
	}
	return false
}

// valueOf returns the text that a field of a new document has.
func valueOf(record *audit.Record, field string) (value string, ok bool) {
	for _, change := range record.Changes {
		if change.Field == field {
			value, ok = change.After.(string)
			return value, ok
		}
	}
	return "", false
}
