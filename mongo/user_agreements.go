package mongo

import (
	"context"

	driver "go.mongodb.org/mongo-driver/v2/mongo"

	"accessgraph/domain/access"
	"accessgraph/domain/document"
	"accessgraph/mongo/decoders"
)

// UserAgreements is the collection of the versions of the user agreement, which belong to no company.
type UserAgreements struct {
	collection *Collection[access.StoredAgreement, document.Everything]
}

// UserAgreements returns the collection of the versions of the user agreement.
func (s *Store) UserAgreements() UserAgreements {
	return UserAgreements{newCollection(s, userAgreementsDescriptor, decoders.StoredAgreement, unfiltered)}
}

// GetMany returns agreements by their versions. It omits versions that are not stored. It takes at most 100 versions.
func (u UserAgreements) GetMany(ctx context.Context, versions []string) (map[string]*access.StoredAgreement, error) {
	return u.collection.GetMany(ctx, noCompany, versions)
}

// Insert stores an agreement unless its version is stored already. Then it reports false and changes nothing.
func (u UserAgreements) Insert(ctx context.Context, agreement access.StoredAgreement) (bool, error) {
	raw, err := encode(&agreement)
	if err != nil {
		return false, err
	}
	err = u.collection.stored.insert(ctx, raw)
	if driver.IsDuplicateKeyError(err) {
		return false, nil
	}
	if err != nil {
		return false, failure("storing a user agreement", err)
	}
	return true, nil
}
