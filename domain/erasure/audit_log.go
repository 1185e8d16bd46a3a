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

// pagesAStep is the limit of the pages of audit records that one step reads before it commits its progress. It commits at once after
// a page with something to erase.
const pagesAStep = 20

// eraseAudit adds the erasure of the next audit records of a job's person to a change, with the passages that they are about, and
// moves the job behind them. It reports whether the log has ended.
//
// The log is read from its end, so that the deletion of an object comes before the records of its life. If a record has taken an
// identifier from the person, which is still there, the job goes back to the end: newer records can have the name that it had.
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
		if isDone = !listed.More; isDone || page.hasErased || len(page.taken) > 0 {
			break
		}
	}
	if err := o.erasePassages(ctx, change, page); err != nil {
		return false, err
	}
	goesBack, err := o.eraseTaken(ctx, change, page)
	if goesBack {
		job.After = ""
	}
	return isDone && !goesBack, err
}

// erasePassages adds the erasure of the passages of a page to a change.
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
	return nil
}

// auditPage erases audit records of a person, and gathers what else they lead to.
type auditPage struct {
	job     *Job
	objects map[string]Object
	// passageIDs are those of passages whose explanations are erased, taken the records that took identifiers from the person.
	passageIDs []string
	taken      []*audit.Record
	hasErased  bool
}

func newAuditPage(job *Job) *auditPage {
	page := &auditPage{job: job, objects: make(map[string]Object, len(job.Objects))}
	for _, object := range job.Objects {
		page.objects[object.ID] = object
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
	if p.objects[record.SubjectID].RenamedBy == record.ID {
		for i := range erased { // what the identifier is called afterwards is another person's name
			erased[i].After = record.Changes[i].After
		}
	}
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

// isOfPerson reports whether a record has names of the person: it is about the person or an object of the person.
func (p *auditPage) isOfPerson(record *audit.Record, kind id.Kind) bool {
	if record.SubjectID == p.job.PersonID {
		return true
	}
	if kind == id.Passage {
		return p.isPassageOfPerson(record)
	}
	if object, isOwned := p.objects[record.SubjectID]; isOwned {
		return object.RenamedBy == "" || record.ID <= object.RenamedBy
	}
	if !refersTo(record, p.job.PersonID) {
		return false
	}
	p.add(Object{ID: record.SubjectID})
	if kind == id.Identifier {
		p.taken = append(p.taken, record)
	}
	return kind != id.Identifier
}

func (p *auditPage) add(object Object) {
	p.objects[object.ID] = object
	p.job.Objects = append(p.job.Objects, object)
}

// isPassageOfPerson reports whether the record of a passage has names of the person: of an identifier while the person or nobody held
// it, or while the next holder used it under its old name.
func (p *auditPage) isPassageOfPerson(record *audit.Record) bool {
	holder, hasHolder := valueOf(record, "holderId")
	identifierID, _ := valueOf(record, "identifierId")
	object, isOwned := p.objects[identifierID]
	switch {
	case holder == p.job.PersonID:
		return true
	case !isOwned || object.RenamedBy != "" && record.ID > object.RenamedBy:
		return false
	default:
		return !hasHolder || object.TakenBy != "" && record.ID > object.TakenBy
	}
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
