package mongo

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/mongo/decoders"
)

const (
	accessRuleIDsField = "accessRuleIds"
	numberField        = "number"
	affiliationField   = "affiliation"
)

func identifiersTable() descriptor {
	return descriptor{name: "identifiers", kind: id.Identifier, indexes: []bson.D{
		idIndex(), idIndexAnd(accessRuleIDsField), idIndexAnd(typeField), idIndexAnd(typeField, numberField),
		idIndexAnd(affiliationField),
		nameIndex(), nameIndex(accessRuleIDsField), nameIndex(typeField), nameIndex(typeField, numberField), nameIndex(affiliationField),
	}}
}

// Identifiers reads identifiers. Their passes left are a counter.
type Identifiers struct {
	*Collection[accessrule.Identifier, accessrule.IdentifierFilter]
}

// Identifiers reads identifiers. Their passes left are a counter.
func (s *Store) Identifiers() Identifiers {
	return Identifiers{newCollection(s, identifiersTable(), decoders.Identifier, identifierSelection)}
}

// identifierSelection takes a filter in its normal form.
func identifierSelection(filter accessrule.IdentifierFilter) selection {
	number := ""
	if filter.Number != nil {
		number = filter.Number.Number
	}
	return selection{namePrefix: filter.NameStartsWith, conditions: []condition{
		equalsUnlessEmpty(numberField, number), equalsIfSet(accessRuleIDsField, filter.AccessRuleID),
		equalsIfSet(typeField, filter.Type), equalsIfSet(affiliationField, filter.Affiliation),
	}}
}

// ByNumber returns document.ErrAbsent when the company has no identifier of this type and number, in its normal form.
func (i Identifiers) ByNumber(ctx context.Context, companyID string, kind accessrule.IdentifierType, number string) (*accessrule.Identifier, error) {
	shown := inCompany(companyID, bson.E{Key: typeField, Value: kind}, bson.E{Key: numberField, Value: number})
	raw, err := i.stored.first(ctx, shown)
	if errors.Is(err, driver.ErrNoDocuments) {
		return nil, document.ErrAbsent
	}
	if err != nil {
		return nil, i.failure(err)
	}
	return i.decode(raw)
}

// AttachedTo returns identifiers that hold a rule's ID, as many as the limit allows.
func (i Identifiers) AttachedTo(ctx context.Context, companyID, accessRuleID string, limit int) ([]*accessrule.Identifier, error) {
	holding := inCompany(companyID, bson.E{Key: accessRuleIDsField, Value: accessRuleID})
	found := make([]*accessrule.Identifier, 0, limit)
	err := i.stored.each(ctx, holding, options.Find().SetLimit(int64(limit)), func(raw bson.Raw) error {
		decoded, err := i.decode(raw)
		found = append(found, decoded)
		return err
	})
	if err != nil {
		return nil, i.failure(err)
	}
	return found, nil
}
