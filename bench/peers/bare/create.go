package bare

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
)

const (
	// schemaVersion is that of every document.
	schemaVersion = 1
	// foldVersion is that of the keys of names.
	foldVersion = 2
)

var errLostRace = errors.New("the identity was changed meanwhile")

type createInput struct {
	Type      string
	PrivateID string
	Managed   *bool
	FirstName string
	LastName  string
}

type createdNode struct {
	ID        string `json:"id"`
	Type      string `json:"type"`
	State     string `json:"state"`
	Managed   bool   `json:"managed"`
	FirstName string `json:"firstName"`
	LastName  string `json:"lastName"`
	PrivateID string `json:"privateId"`
	CreatedAt string `json:"createdAt"`
	Version   int    `json:"version"`
}

type createPayload struct {
	Access createdNode `json:"access"`
}

// createAccess creates an access of type PRIVATE, with its audit record, unless the identity changes meanwhile.
func (h *Handler) createAccess(ctx context.Context, caller *application, variables json.RawMessage) (any, error) {
	var sent struct{ Input createInput }
	if err := read(variables, &sent); err != nil {
		return nil, err
	}
	input := sent.Input
	if input.Type != "PRIVATE" || input.Managed == nil || strings.TrimSpace(input.FirstName) == "" || strings.TrimSpace(input.LastName) == "" {
		return nil, fmt.Errorf("%w: type PRIVATE, managed and both names are required", errInput)
	}
	identity, err := get[identity](ctx, h.store.identities, one(caller.CompanyID, input.PrivateID))
	if err != nil {
		return nil, err
	}
	if identity.State != "ACTIVE" {
		return nil, fmt.Errorf("%w: the identity is not ACTIVE", errInput)
	}
	created, record, err := input.documents(caller)
	if err != nil {
		return nil, err
	}
	if err := h.store.create(ctx, identity, created, record); err != nil {
		return nil, fmt.Errorf("creating the access: %w", err)
	}
	return struct {
		CreateAccess createPayload `json:"createAccess"`
	}{createPayload{createdNode{
		created.ID, created.Type, created.State, created.Managed, created.FirstName, created.LastName, created.PrivateID,
		createdAt(created.ID), created.Version,
	}}}, nil
}

// documents returns the access that an input asks for, and its audit record.
func (i createInput) documents(caller *application) (*access, *auditRecord, error) {
	accessID, err := newID("acc")
	if err != nil {
		return nil, nil, err
	}
	recordID, err := newID("aud")
	if err != nil {
		return nil, nil, err
	}
	requestID, err := uuid.NewRandom()
	if err != nil {
		return nil, nil, fmt.Errorf("making an ID: %w", err)
	}
	now := time.Now().UTC().Truncate(time.Millisecond)
	by := actor{ApplicationID: caller.ID, ApplicationName: caller.Name}
	created := &access{
		Base:  Base{ID: accessID, CompanyID: caller.CompanyID, SchemaVersion: schemaVersion, Version: 1, UpdatedAt: now},
		Named: Named{NameKey: strings.ToLower(i.LastName) + "\x01" + accessID, FoldVersion: foldVersion},
		Type:  i.Type, State: "INVITED", Managed: *i.Managed, FirstName: i.FirstName, LastName: i.LastName, PrivateID: i.PrivateID, CreatedBy: by,
	}
	record := &auditRecord{
		ID: recordID, CompanyID: caller.CompanyID, SchemaVersion: schemaVersion, At: now, Actor: by, Action: "createAccess",
		SubjectID: accessID, SubjectVersion: 1, RequestID: requestID.String(),
		Changes: []fieldChange{
			{"type", nil, created.Type}, {"state", nil, created.State}, {"managed", nil, created.Managed},
			{"firstName", nil, created.FirstName}, {"lastName", nil, created.LastName}, {"privateId", nil, created.PrivateID},
			{"createdBy", nil, map[string]any{"applicationId": by.ApplicationID, "applicationName": by.ApplicationName, "userId": nil}},
		},
	}
	return created, record, nil
}

// create writes an access and its audit record in one transaction, which fails if the identity has changed since it was read.
func (s store) create(ctx context.Context, relied *identity, created *access, record *auditRecord) error {
	session, err := s.client.StartSession()
	if err != nil {
		return err
	}
	defer session.EndSession(ctx)
	_, err = session.WithTransaction(ctx, func(ctx context.Context) (any, error) {
		return nil, s.write(ctx, relied, created, record)
	})
	return err
}

func (s store) write(ctx context.Context, relied *identity, created *access, record *auditRecord) error {
	guard := append(one(relied.CompanyID, relied.ID), bson.E{Key: "version", Value: relied.Version})
	touched, err := s.identities.UpdateOne(ctx, guard, bson.D{{Key: "$inc", Value: bson.D{{Key: "touched", Value: 1}}}})
	if err != nil {
		return err
	}
	if touched.MatchedCount != 1 {
		return errLostRace
	}
	for _, insert := range []struct {
		into     *driver.Collection
		document any
	}{{s.accesses, created}, {s.auditRecords, record}} {
		if _, err := insert.into.InsertOne(ctx, insert.document); err != nil {
			return err
		}
	}
	return nil
}

// newID returns an ID of a kind: the prefix and a UUIDv7.
func newID(kind string) (string, error) {
	value, err := uuid.NewV7()
	if err != nil {
		return "", fmt.Errorf("making an ID: %w", err)
	}
	return kind + "_" + hex.EncodeToString(value[:]), nil
}
