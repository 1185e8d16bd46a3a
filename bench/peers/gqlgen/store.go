package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/vikstrous/dataloadgen"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"peers/gqlgen/model"
)

const (
	// keyLife is how long the application of a key is used before it is read again.
	keyLife = 10 * time.Second
	// loaderWait is how long a loader gathers keys: what gqlgen's guide has.
	loaderWait = time.Millisecond
)

var (
	errUnauthorized = errors.New("the API key is not valid")
	errNotValid     = errors.New("the input is not valid")
	errAbsent       = errors.New("no such object")
)

type store struct {
	client                                                                                *mongo.Client
	accesses, identities, accounts, roles, rules, identifiers, applications, auditRecords *mongo.Collection

	mutex sync.RWMutex
	keys  map[string]knownKey
}

type knownKey struct {
	application *model.Application
	readAt      time.Time
}

func newStore(client *mongo.Client) *store {
	database := client.Database("accessgraph")
	return &store{
		client: client, accesses: database.Collection("accesses"), identities: database.Collection("externalPersonalIdentities"),
		accounts: database.Collection("externalRoleAccounts"), roles: database.Collection("externalRoles"),
		rules: database.Collection("accessRules"), identifiers: database.Collection("identifiers"),
		applications: database.Collection("applications"), auditRecords: database.Collection("auditRecords"), keys: map[string]knownKey{},
	}
}

func (s *store) authenticate(ctx context.Context, key string) (*model.Application, error) {
	sum := sha256.Sum256([]byte(key))
	hash := hex.EncodeToString(sum[:])
	now := time.Now()
	s.mutex.RLock()
	cached, ok := s.keys[hash]
	s.mutex.RUnlock()
	if !ok || now.Sub(cached.readAt) > keyLife {
		application, err := get[model.Application](ctx, s.applications, bson.D{{Key: "keys.hash", Value: hash}})
		if err != nil {
			return nil, errors.Join(errUnauthorized, err)
		}
		cached = knownKey{application, now}
		s.mutex.Lock()
		s.keys[hash] = cached
		s.mutex.Unlock()
	}
	live := slices.ContainsFunc(cached.application.Keys, func(key model.Key) bool {
		return key.Hash == hash && (key.ExpiresAt == nil || now.Before(*key.ExpiresAt))
	})
	if !live || !cached.application.Enabled {
		return nil, errUnauthorized
	}
	return cached.application, nil
}

func one(companyID, id string) bson.D {
	return bson.D{{Key: "companyId", Value: companyID}, {Key: "_id", Value: id}}
}

func get[T any](ctx context.Context, from *mongo.Collection, filter bson.D) (*T, error) {
	var document T
	err := from.FindOne(ctx, filter).Decode(&document)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return nil, errAbsent
	}
	return &document, err
}

// loader batches loads by ID within one request.
func loader[T any](from *mongo.Collection, companyID string, idOf func(*T) string) *dataloadgen.Loader[string, *T] {
	return dataloadgen.NewMappedLoader(func(ctx context.Context, ids []string) (map[string]*T, error) {
		filter := bson.D{{Key: "companyId", Value: companyID}, {Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}}
		entries, err := list[T](ctx, from, filter, options.Find())
		if err != nil {
			return nil, err
		}
		byID := make(map[string]*T, len(entries))
		for i := range entries {
			byID[idOf(&entries[i])] = &entries[i]
		}
		return byID, nil
	}, dataloadgen.WithWait(loaderWait))
}

func page[T any](ctx context.Context, from *mongo.Collection, companyID string, first *int) ([]T, model.PageInfo, error) {
	if first == nil {
		return nil, model.PageInfo{}, errNotValid
	}
	how := options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}).SetLimit(int64(*first) + 1).
		SetHint(bson.D{{Key: "companyId", Value: 1}, {Key: "_id", Value: 1}})
	entries, err := list[T](ctx, from, bson.D{{Key: "companyId", Value: companyID}}, how)
	return entries[:min(len(entries), *first)], model.PageInfo{HasNextPage: len(entries) > *first}, err
}

func list[T any](ctx context.Context, from *mongo.Collection, filter bson.D, how *options.FindOptionsBuilder) ([]T, error) {
	cursor, err := from.Find(ctx, filter, how)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", from.Name(), err)
	}
	var entries []T
	return entries, cursor.All(ctx, &entries)
}

// create writes an access and its audit record in one transaction, which fails if the identity has changed since it was read.
func (s *store) create(ctx context.Context, relied *model.ExternalPersonalIdentity, created *model.Access) error {
	record, err := recordOf(created)
	if err != nil {
		return err
	}
	session, err := s.client.StartSession()
	if err != nil {
		return err
	}
	defer session.EndSession(ctx)
	_, err = session.WithTransaction(ctx, func(ctx context.Context) (any, error) {
		guard := append(one(relied.CompanyID, relied.ID), bson.E{Key: "version", Value: relied.Version})
		touched, err := s.identities.UpdateOne(ctx, guard, bson.D{{Key: "$inc", Value: bson.D{{Key: "touched", Value: 1}}}})
		if err != nil {
			return nil, err
		}
		if touched.MatchedCount != 1 {
			return nil, errors.New("the identity was changed meanwhile")
		}
		if _, err := s.accesses.InsertOne(ctx, created); err != nil {
			return nil, err
		}
		return s.auditRecords.InsertOne(ctx, record)
	})
	return err
}

// recordOf returns the audit record of a created access.
func recordOf(created *model.Access) (bson.D, error) {
	recordID, err := newID("aud")
	if err != nil {
		return nil, err
	}
	by := bson.D{{Key: "applicationId", Value: created.CreatedBy.Application}, {Key: "applicationName", Value: created.CreatedBy.ApplicationName}}
	changes := bson.A{}
	for _, changed := range []bson.E{
		{Key: "type", Value: created.Type}, {Key: "state", Value: created.State}, {Key: "managed", Value: created.Managed},
		{Key: "firstName", Value: created.FirstName}, {Key: "lastName", Value: created.LastName}, {Key: "privateId", Value: created.PrivateID},
		{Key: "createdBy", Value: append(slices.Clone(by), bson.E{Key: "userId", Value: nil})},
	} {
		changes = append(changes, bson.D{{Key: "field", Value: changed.Key}, {Key: "before", Value: nil}, {Key: "after", Value: changed.Value}})
	}
	return bson.D{
		{Key: "_id", Value: recordID}, {Key: "companyId", Value: created.CompanyID}, {Key: "schemaVersion", Value: 1},
		{Key: "at", Value: created.UpdatedAt}, {Key: "actor", Value: by}, {Key: "action", Value: "createAccess"},
		{Key: "subjectId", Value: created.ID}, {Key: "subjectVersion", Value: 1}, {Key: "requestId", Value: uuid.NewString()},
		{Key: "changes", Value: changes},
	}, nil
}

func newID(kind string) (string, error) {
	value, err := uuid.NewV7()
	if err != nil {
		return "", fmt.Errorf("making an ID: %w", err)
	}
	return kind + "_" + strings.ReplaceAll(value.String(), "-", ""), nil
}
