package mongo

import (
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/accessrule"
)

// foldPlate adds that an identifier is enabled, and folds the number of a plate. It leaves a plate that has no letter or digit as it is:
// verification lists it.
func foldPlate(raw bson.Raw) (bson.Raw, []string, error) {
	var changed bson.D
	if raw.Lookup(enabledField).Type == 0 {
		changed = append(changed, bson.E{Key: enabledField, Value: true})
	}
	number, _ := raw.Lookup(numberField).StringValueOK()
	if kind, _ := raw.Lookup(typeField).StringValueOK(); accessrule.IdentifierType(kind) == accessrule.LicensePlate {
		normal, problem := accessrule.NormalNumber(accessrule.LicensePlate, nil, number)
		if problem == "" && normal != number {
			changed = append(changed, bson.E{Key: numberField, Value: normal})
		}
	}
	if len(changed) == 0 {
		return raw, nil, nil
	}
	encoded, err := withFields(raw, changed)
	return encoded, nil, err
}

// withFields returns a document with fields, in the place of those that it has of the same names.
func withFields(raw bson.Raw, changed bson.D) (bson.Raw, error) {
	var doc bson.D
	if err := bson.Unmarshal(raw, &doc); err != nil {
		return nil, err
	}
	for _, field := range changed {
		if at := slices.IndexFunc(doc, func(old bson.E) bool { return old.Key == field.Key }); at >= 0 {
			doc[at].Value = field.Value
		} else {
			doc = append(doc, field)
		}
	}
	return encode(doc)
}
