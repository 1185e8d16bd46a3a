package erasure

import (
	"context"
	"fmt"

	"accessgraph/domain/access"
	"accessgraph/domain/accessrule"
	"accessgraph/domain/audit"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/useraccess"
)

// objectsAStep is the limit of the objects that one step changes in one commit.
const objectsAStep = 50

// Objects reads the people and what has their names.
type Objects struct {
	Users                      document.Reader[useraccess.User]
	ExternalPersonalIdentities document.Reader[roleaccount.ExternalPersonalIdentity]
	ExternalRoleAccounts       document.Lister[roleaccount.ExternalRoleAccount, roleaccount.ExternalRoleAccountFilter]
	Accesses                   document.Lister[access.Access, access.Filter]
	UserAccesses               document.Lister[useraccess.StoredUserAccess, useraccess.UserAccessFilter]
	Identifiers                Identifiers
	Passages                   document.Reader[accessrule.Passage]
	AuditRecords               document.Lister[audit.Record, audit.Filter]
}

// Identifiers reads and lists identifiers.
type Identifiers interface {
	document.Reader[accessrule.Identifier]
	document.Lister[accessrule.Identifier, accessrule.IdentifierFilter]
}

// erasePage adds the erasure of the next page of objects of a job's phase to a change, and moves the job behind them.
func (o Objects) erasePage(ctx context.Context, change *commit.Change, job *Job) error {
	person := &job.PersonID
	switch job.Phase {
	case roleAccounts:
		filter := roleaccount.ExternalRoleAccountFilter{PersonalIdentityID: person}
		return eraseListed(ctx, change, job, o.ExternalRoleAccounts, filter, roleaccount.EraseAccount)
	case accesses:
		return eraseListed(ctx, change, job, o.Accesses, access.Filter{PrivateID: person}, access.EraseAccess)
	case userAccesses:
		return eraseListed(ctx, change, job, o.UserAccesses, useraccess.UserAccessFilter{UserID: person}, useraccess.EraseAccess)
	case identifiers:
		return eraseListed(ctx, change, job, o.Identifiers, accessrule.IdentifierFilter{HolderID: person}, accessrule.EraseIdentifier)
	default:
		return fmt.Errorf("there is no phase %q of an erasure", job.Phase)
	}
}

// eraseListed is erasePage for the objects of one type that a filter selects.
func eraseListed[T, F any, P interface {
	*T
	document.Document
}](
	ctx context.Context, change *commit.Change, job *Job, lister document.Lister[T, F], filter F, erase func(*commit.Change, P) error,
) error {
	page, err := lister.List(ctx, job.CompanyID, filter, document.PageRequest{First: objectsAStep, After: job.After})
	if err != nil {
		return err
	}
	for _, item := range page.Items {
		job.After = P(item).Meta().ID
		job.Objects = append(job.Objects, Object{ID: job.After})
		if err := erase(change, item); err != nil {
			return err
		}
	}
	if !page.More {
		job.enterNextPhase()
	}
	return nil
}

// personalFields returns the personal fields of the documents of a kind.
func personalFields(kind id.Kind) map[string]any {
	switch kind {
	case id.User:
		return (&useraccess.User{}).PersonalFields()
	case id.UserAccess:
		return (&useraccess.StoredUserAccess{}).PersonalFields()
	case id.ExternalPersonalIdentity:
		return (&roleaccount.ExternalPersonalIdentity{}).PersonalFields()
	case id.ExternalRoleAccount:
		return (&roleaccount.ExternalRoleAccount{}).PersonalFields()
	case id.Access:
		return (&access.Access{}).PersonalFields()
	case id.Identifier:
		return (&accessrule.Identifier{}).PersonalFields()
	case id.Passage:
		return (&accessrule.Passage{}).PersonalFields()
	default:
		return nil
	}
}
