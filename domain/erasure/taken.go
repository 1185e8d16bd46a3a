package erasure

import (
	"context"
	"fmt"
	"slices"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/audit"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
)

// eraseTaken adds the erasure of the names of identifiers that were taken from the person to a change: the names that they still
// have. It reports whether the job must read the log from its end again, now that it knows these identifiers.
func (o Objects) eraseTaken(ctx context.Context, change *commit.Change, page *auditPage) (goesBack bool, err error) {
	for _, record := range page.taken {
		object := Object{ID: record.SubjectID, TakenBy: record.ID}
		if object.RenamedBy, err = o.renamedBy(ctx, page.job.CompanyID, record); err != nil {
			return false, fmt.Errorf("reading the audit log of an identifier: %w", err)
		}
		for i := range page.job.Objects {
			if page.job.Objects[i].ID == object.ID {
				page.job.Objects[i] = object
			}
		}
		if object.RenamedBy != "" {
			continue
		}
		if err := o.eraseName(ctx, change, page.job.CompanyID, object.ID); err != nil {
			return false, err
		}
	}
	return len(page.taken) > 0, nil
}

// eraseName adds the erasure of the name of an identifier to a change, unless the identifier was deleted.
func (o Objects) eraseName(ctx context.Context, change *commit.Change, companyID, identifierID string) error {
	stored, err := o.Identifiers.GetMany(ctx, companyID, []string{identifierID})
	if err != nil {
		return fmt.Errorf("reading an identifier: %w", err)
	}
	if identifier := stored[identifierID]; identifier != nil {
		return accessrule.EraseIdentifier(change, identifier)
	}
	return nil
}

// renamedBy returns the ID of the first record that renamed an identifier when, or after, a record took it from the person. It is
// empty if there is none. The deletion of an identifier is no renaming.
func (o Objects) renamedBy(ctx context.Context, companyID string, taken *audit.Record) (string, error) {
	filter := audit.Filter{SubjectID: &taken.SubjectID, From: &taken.At}
	request := document.PageRequest{First: document.MaxPageSize}
	for {
		page, err := o.AuditRecords.List(ctx, companyID, filter, request)
		if err != nil {
			return "", err
		}
		for _, record := range page.Items {
			request.After = record.ID
			isRenaming := slices.ContainsFunc(record.Changes, func(change audit.FieldChange) bool {
				return change.Field == "name" && change.Before != nil && change.After != nil
			})
			if record.ID >= taken.ID && isRenaming {
				return record.ID, nil
			}
		}
		if !page.More {
			return "", nil
		}
	}
}
