package tenant

import (
	"context"
	"errors"
	"fmt"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
)

// Users tells whether a company has a user.
type Users interface {
	UserExists(ctx context.Context, companyID, userID string) (bool, error)
}

// Identified is who sent a key.
type Identified struct {
	Caller actor.Caller
	// KeyID is the key that was used.
	KeyID string
}

// Authenticate finds out who calls. It raises API_KEY_NOT_VALID for a key that is malformed, unknown or expired, or
// whose application is disabled, and ACTING_USER_NOT_ALLOWED for an acting user who cannot be used: then it returns the
// caller as well, without a user. Every other error means that it could not tell, and that the request must not be served.
func (s *Service) Authenticate(ctx context.Context, key string, actingUserID *string, requestID string) (Identified, error) {
	if ParseKey(key) != nil {
		return Identified{}, fault.New(fault.APIKeyNotValid).Err()
	}
	hash := HashKey(key)
	application, err := s.Credentials.ByKeyHash(ctx, hash)
	if errors.Is(err, document.ErrAbsent) {
		return Identified{}, fault.New(fault.APIKeyNotValid).Err()
	}
	if err != nil {
		return Identified{}, fmt.Errorf("finding the application of a key: %w", err)
	}
	used, found := application.keyOf(hash)
	if !found || !used.Live(s.Changes.Clock()) || !application.Enabled {
		return Identified{}, fault.New(fault.APIKeyNotValid).Err()
	}
	caller := actor.Caller{
		CompanyID: application.CompanyID, ApplicationID: application.ID, ApplicationName: application.Name,
		Scopes: application.Scopes, GrantableRoles: application.GrantableRoles, RequestID: requestID,
	}
	if actingUserID != nil {
		if err := s.checkActingUser(ctx, caller, *actingUserID); err != nil {
			return Identified{Caller: caller, KeyID: used.ID}, err
		}
		caller.UserID = actingUserID
	}
	return Identified{Caller: caller, KeyID: used.ID}, nil
}

func (s *Service) checkActingUser(ctx context.Context, caller actor.Caller, userID string) error {
	if !caller.Holds(actor.ActAsUser) {
		return actingUserNotAllowed("the application lacks the scope " + string(actor.ActAsUser))
	}
	const unknown = "the company has no such user"
	if id.Check(id.User, userID) != nil {
		return actingUserNotAllowed(unknown)
	}
	exists, err := s.Users.UserExists(ctx, caller.CompanyID, userID)
	if err != nil {
		return fmt.Errorf("finding the acting user: %w", err)
	}
	if !exists {
		return actingUserNotAllowed(unknown)
	}
	return nil
}

func actingUserNotAllowed(why string) error {
	return fault.New(fault.ActingUserNotAllowed, why).Err()
}
