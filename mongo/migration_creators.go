package mongo

import (
	"context"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/actor"
	"accessgraph/domain/audit"
	"accessgraph/domain/id"
)

const createdByField = "createdBy"

// creatingActions lists the actions that create documents of a kind, for the kinds whose documents did not always name their
// creator.
var creatingActions = map[id.Kind][]string{
	id.Application:              {"bootstrap", "application create", "createApplication"},
	id.Customer:                 {"createCustomer"},
	id.ExternalPersonalIdentity: {"createExternalPersonalIdentity", "createExternalRoleAccount"},
	id.ExternalRole:             {"createExternalRole"},
	id.User:                     {"createUser"},
	id.UserAccessRole:           {"createUserAccessRole"},
}

// withCreators adds addUnknownCreator for the kinds of creatingActions to other functions by collection.
func withCreators(reshape map[string]reshapeFunc) map[string]reshapeFunc {
	for _, d := range descriptors {
		if creatingActions[d.kind] != nil {
			reshape[d.name] = addUnknownCreator
		}
	}
	return reshape
}

// addUnknownCreator adds an unknown creator to a document that names none. copyCreators replaces it if there is an audit record
// of the document's creation.
func addUnknownCreator(raw bson.Raw) (bson.Raw, []string, error) {
	if raw.Lookup(createdByField).Type != 0 {
		return raw, nil, nil
	}
	var doc bson.D
	if err := bson.Unmarshal(raw, &doc); err != nil {
		return nil, nil, err
	}
	encoded, err := encode(append(doc, bson.E{Key: createdByField, Value: actor.Unknown()}))
	return encoded, nil, err
}

// copyCreators copies the actors of audit records of creations to the created documents whose creator is unknown.
func (b *batch) copyCreators(ctx context.Context) error {
	for _, raw := range b.raws {
		var record audit.Record
		if err := bson.Unmarshal(raw, &record); err != nil {
			continue // the pass over the documents reports it
		}
		kind, err := id.Parse(record.SubjectID)
		if err != nil || !slices.Contains(creatingActions[kind], record.Action) {
			continue
		}
		filter := withID(record.CompanyID, record.SubjectID, bson.E{Key: createdByField + ".applicationName", Value: actor.Unknown().ApplicationName})
		update := bson.D{{Key: "$set", Value: bson.D{{Key: createdByField, Value: record.Actor}}}}
		if _, err := b.store.collectionOfKind(kind).update(ctx, filter, update); err != nil {
			return err
		}
	}
	return nil
}
