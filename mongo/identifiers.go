package mongo

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/document"
	"accessgraph/mongo/decoders"
)

const (
	accessRuleIDsField = "accessRuleIds"
	numberField        = "number"
	affiliationField   = "affiliation"
	holderIDField      = "holderId"
)

// Identifiers is the collection of identifiers. It also looks up identifiers by number and by access rule. The passes that
// an identifier has left are a counter.
type Identifiers struct {
	*Collection[accessrule.Identifier, accessrule.IdentifierFilter]
}

// Identifiers returns the collection of identifiers.
func (s *Store) Identifiers() Identifiers {
	return Identifiers{newCollection(s, identifiersDescriptor, decoders.Identifier, identifierSelection)}
}

// identifierSelection returns the selection of a filter in its normal form.
func identifierSelection(filter accessrule.IdentifierFilter) selection {
	number := ""
	if filter.Number != nil {
		number = filter.Number.Number
	}
	return selection{namePrefix: filter.NameStartsWith, conditions: []condition{
		equalsUnlessEmpty(numberField, number), equalsIfSet(holderIDField, filter.HolderID), equalsIfSet(accessRuleIDsField, filter.AccessRuleID),
		in(accessRuleIDsField, filter.AnyAccessRuleID),
		equalsIfSet(timeProfileIDsField, filter.TimeProfileID),
		equalsIfSet(typeField, filter.Type), equalsIfSet(affiliationField, filter.Affiliation),
		equalsIfSet(enabledField, filter.Enabled),
	}}
}

// ByNumber returns the identifier of a type and a number in its normal form, or document.ErrAbsent if the company has none.
func (i Identifiers) ByNumber(ctx context.Context, companyID string, kind accessrule.IdentifierType, number string) (*accessrule.Identifier, error) {
	filter := inCompany(companyID, bson.E{Key: typeField, Value: kind}, bson.E{Key: numberField, Value: number})
	raw, err := i.stored.first(ctx, filter)
	if errors.Is(err, driver.ErrNoDocuments) {
		return nil, document.ErrAbsent
	}
	if err != nil {
		return nil, i.failure(err)
	}
	return i.decode(raw)
}

// AttachedTo returns identifiers that an access rule is attached to, at most limit of them.
func (i Identifiers) AttachedTo(ctx context.Context, companyID, accessRuleID string, limit int) ([]*accessrule.Identifier, error) {
	filter := inCompany(companyID, bson.E{Key: accessRuleIDsField, Value: accessRuleID})
	identifiers := make([]*accessrule.Identifier, 0, limit)
	err := i.stored.each(ctx, filter, options.Find().SetLimit(int64(limit)), func(raw bson.Raw) error {
		identifier, err := i.decode(raw)
		identifiers = append(identifiers, identifier)
		return err
	})
	if err != nil {
		return nil, i.failure(err)
	}
	return identifiers, nil
}
