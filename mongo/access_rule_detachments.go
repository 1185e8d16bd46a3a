package mongo

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/mongo/decoders"
)

func accessRuleDetachmentsTable() descriptor {
	return descriptor{name: "accessRuleDetachments", kind: id.AccessRuleDetachment, indexes: []bson.D{idIndex()}}
}

// Detachments finds what is left to sweep, of every company: the one who sweeps is no caller, and belongs to none.
type Detachments struct{ stored companyCollection }

// Detachments finds what is left to sweep, of every company.
func (s *Store) Detachments() Detachments {
	return Detachments{s.collection(accessRuleDetachmentsTable())}
}

// Next returns any detachment, or document.ErrAbsent when none is left.
func (d Detachments) Next(ctx context.Context) (*accessrule.Detachment, error) {
	raw, err := d.stored.documents.FindOne(ctx, bson.D{}).Raw()
	if errors.Is(err, driver.ErrNoDocuments) {
		return nil, document.ErrAbsent
	}
	if err != nil {
		return nil, d.stored.readFailure(err)
	}
	if err := d.stored.checkReadable(raw); err != nil {
		return nil, err
	}
	detachment, err := decoders.Detachment(raw)
	if err != nil {
		return nil, d.stored.readFailure(err)
	}
	return detachment, nil
}

// beingSwept reports whether a rule was deleted whose ID is still to be taken off the identifiers.
func (s *Store) isBeingSwept(ctx context.Context, companyID, accessRuleID string) (bool, error) {
	detachments := s.collection(accessRuleDetachmentsTable())
	_, err := detachments.first(ctx, inCompany(companyID, bson.E{Key: "accessRuleId", Value: accessRuleID}))
	if errors.Is(err, driver.ErrNoDocuments) {
		return false, nil
	}
	if err != nil {
		return false, detachments.readFailure(err)
	}
	return true, nil
}
