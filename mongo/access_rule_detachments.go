package mongo

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/document"
	"accessgraph/mongo/decoders"
)

// AccessRuleDetachments finds the deleted access rules whose IDs are still to be removed from identifiers. It implements
// accessrule.Detachments. It reads all companies, because the background job that sweeps them belongs to none.
type AccessRuleDetachments struct{ stored companyCollection }

// AccessRuleDetachments returns the detachments of all companies.
func (s *Store) AccessRuleDetachments() AccessRuleDetachments {
	return AccessRuleDetachments{s.collection(accessRuleDetachmentsDescriptor)}
}

// Next returns any detachment, or document.ErrAbsent if none is left.
func (d AccessRuleDetachments) Next(ctx context.Context) (*accessrule.Detachment, error) {
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

// isBeingSwept reports whether an access rule was deleted and its ID is still to be removed from identifiers.
func (s *Store) isBeingSwept(ctx context.Context, companyID, accessRuleID string) (bool, error) {
	detachments := s.collection(accessRuleDetachmentsDescriptor)
	_, err := detachments.first(ctx, inCompany(companyID, bson.E{Key: "accessRuleId", Value: accessRuleID}))
	if errors.Is(err, driver.ErrNoDocuments) {
		return false, nil
	}
	if err != nil {
		return false, detachments.readFailure(err)
	}
	return true, nil
}
