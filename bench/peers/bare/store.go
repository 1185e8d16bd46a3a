package bare

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// store has the collections that the operations use.
type store struct {
	client                                                                                *driver.Client
	accesses, identities, accounts, roles, rules, identifiers, applications, auditRecords *driver.Collection
}

func newStore(database *driver.Database) store {
	return store{
		client: database.Client(), accesses: database.Collection("accesses"), identities: database.Collection("externalPersonalIdentities"),
		accounts: database.Collection("externalRoleAccounts"), roles: database.Collection("externalRoles"),
		rules: database.Collection("accessRules"), identifiers: database.Collection("identifiers"),
		applications: database.Collection("applications"), auditRecords: database.Collection("auditRecords"),
	}
}

// one chooses a document of a company by its ID.
func one(companyID, id string) bson.D {
	return bson.D{{Key: "companyId", Value: companyID}, {Key: "_id", Value: id}}
}

func (s store) applicationByKeyHash(ctx context.Context, hash string) (*application, error) {
	var owner application
	if err := s.applications.FindOne(ctx, bson.D{{Key: "keys.hash", Value: hash}}).Decode(&owner); err != nil {
		return nil, err
	}
	return &owner, nil
}

// get reads a document, or returns errAbsent.
func get[T any](ctx context.Context, from *driver.Collection, filter bson.D) (*T, error) {
	var document T
	err := from.FindOne(ctx, filter).Decode(&document)
	if errors.Is(err, driver.ErrNoDocuments) {
		return nil, errAbsent
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", from.Name(), err)
	}
	return &document, nil
}

// byID reads documents by their IDs.
func byID[T any](ctx context.Context, from *driver.Collection, companyID string, ids []string, idOf func(*T) string) (map[string]*T, error) {
	filter := bson.D{{Key: "companyId", Value: companyID}, {Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}}
	matches, err := list[T](ctx, from, filter, options.Find())
	if err != nil {
		return nil, err
	}
	documents := make(map[string]*T, len(matches))
	for i := range matches {
		documents[idOf(&matches[i])] = &matches[i]
	}
	return documents, nil
}

// page reads the first documents of a company in the order of their creation, and reports whether there are more.
func page[T any](ctx context.Context, from *driver.Collection, companyID string, first int) (documents []T, more bool, err error) {
	how := options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}).SetLimit(int64(first) + 1).
		SetHint(bson.D{{Key: "companyId", Value: 1}, {Key: "_id", Value: 1}})
	entries, err := list[T](ctx, from, bson.D{{Key: "companyId", Value: companyID}}, how)
	if err != nil || len(entries) <= first {
		return entries, false, err
	}
	return entries[:first], true, nil
}

func list[T any](ctx context.Context, from *driver.Collection, filter bson.D, how *options.FindOptionsBuilder) ([]T, error) {
	cursor, err := from.Find(ctx, filter, how)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", from.Name(), err)
	}
	var entries []T
	if err := cursor.All(ctx, &entries); err != nil {
		return nil, fmt.Errorf("reading %s: %w", from.Name(), err)
	}
	return entries, nil
}
