package accessrule

import (
	"context"
	"fmt"

	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/useraccess"
)

// IdentifierHolder is the person who holds an identifier: a user or an external personal identity. Neither can be deleted.
type IdentifierHolder interface {
	document.Document
	// MayPass reports whether the identifiers of the person open anything.
	MayPass() bool
	// Erased returns the refusal of a person who was erased, and whether the person was.
	Erased() (refusal fault.Fault, isErased bool)
}

// holderIDField is the name under which HolderID is stored.
const holderIDField = "holderId"

const (
	holderIDPath = "input.holderId"
	notAHolder   = "must be the ID of a user or an external personal identity of the company"
)

// loadHolder stores the person with an ID in into. It leaves into unchanged for a nil ID, and if the company does not have the person.
func (s *Service) loadHolder(ctx context.Context, companyID string, holderID *string, into *IdentifierHolder) error {
	if holderID == nil {
		return nil
	}
	var (
		user     *useraccess.User
		identity *roleaccount.ExternalPersonalIdentity
	)
	if err := document.Load(ctx, s.Users, companyID, id.User, *holderID, &user); err != nil {
		return fmt.Errorf("reading the holder: %w", err)
	}
	if err := document.Load(ctx, s.ExternalPersonalIdentities, companyID, id.ExternalPersonalIdentity, *holderID, &identity); err != nil {
		return fmt.Errorf("reading the holder: %w", err)
	}
	switch {
	case user != nil:
		*into = user
	case identity != nil:
		*into = identity
	}
	return nil
}

// holderReferences returns the reference to the holder, or none if there is none, or if the ID is of another kind.
func holderReferences(holderID *string) []commit.Reference {
	kind, ok := holderKind(holderID)
	if !ok {
		return nil
	}
	return commit.OneReference(holderIDField, kind, holderID)
}

// holderKind returns the kind of the ID of a holder. It returns false for nil, and for an ID that no holder has.
func holderKind(holderID *string) (kind id.Kind, ok bool) {
	if holderID == nil {
		return "", false
	}
	kind, err := id.Parse(*holderID)
	return kind, err == nil && (kind == id.User || kind == id.ExternalPersonalIdentity)
}

// nameHolder returns what explanations call a holder. They are stored, and readable without the scope of the holder's family: they
// have the ID, and never the name.
func nameHolder(holderID string) string {
	if kind, _ := holderKind(&holderID); kind == id.User {
		return "the user " + holderID
	}
	return "the external personal identity " + holderID
}
