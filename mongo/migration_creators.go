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

// creations names the actions that create documents of a kind, for the kinds whose documents did not always say who created
// them.
func creatingActions() map[id.Kind][]string {
	return map[id.Kind][]string{
		id.Application:              {"bootstrap", "application create", "createApplication"},
		id.Customer:                 {"createCustomer"},
		id.ExternalPersonalIdentity: {"createExternalPersonalIdentity", "createExternalRoleAccount"},
		id.ExternalRole:             {"createExternalRole"},
		id.User:                     {"createUser"},
		id.UserAccessRole:           {"createUserAccessRole"},
	}
}

// reshapeCreators adds the reshaping of the documents that creations is about to that of others.
func withCreators(reshape map[string]func(bson.Raw) (bson.Raw, []string, error)) map[string]func(bson.Raw) (bson.Raw, []string, error) {
	for _, described := range descriptors() {
		if creatingActions()[described.kind] != nil {
			reshape[described.name] = addUnknownCreator
		}
	}
	return reshape
}

// unknownCreator adds an unknown creator to a document that names none. The audit record of its creation, if there is one, tells
// recordCreators who it was.
func addUnknownCreator(raw bson.Raw) (bson.Raw, []string, error) {
	if raw.Lookup(createdByField).Type != 0 {
		return raw, nil, nil
	}
	var created bson.D
	if err := bson.Unmarshal(raw, &created); err != nil {
		return nil, nil, err
	}
	encoded, err := encode(append(created, bson.E{Key: createdByField, Value: actor.Unknown()}))
	return encoded, nil, err
}

// recordCreators copies the actors of audit records of creations to the documents that were created, where those have an
// unknown creator.
func (b *batch) inspectCreators(ctx context.Context) error {
	for _, raw := range b.raws {
		var record audit.Record
		if err := bson.Unmarshal(raw, &record); err != nil {
			continue // the pass over the documents reports it
		}
		kind, err := id.Parse(record.SubjectID)
		if err != nil || !slices.Contains(creatingActions()[kind], record.Action) {
			continue
		}
		at := slices.IndexFunc(descriptors(), func(described descriptor) bool { return described.kind == kind })
		unknown := withID(record.CompanyID, record.SubjectID, bson.E{Key: createdByField + ".applicationName", Value: actor.Unknown().ApplicationName})
		change := bson.D{{Key: "$set", Value: bson.D{{Key: createdByField, Value: record.Actor}}}}
		if _, err := b.store.collection(descriptors()[at]).update(ctx, unknown, change); err != nil {
			return err
		}
	}
	return nil
}
