package erasure

import (
	"context"
	"fmt"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/domain/inputs"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/useraccess"
)

// The mutations.
const (
	eraseUser     = "eraseUser"
	eraseIdentity = "eraseExternalPersonalIdentity"
)

// MaxReasonLength is the limit of the reason of an erasure, in Unicode characters.
const MaxReasonLength = 500

// EraseUserInput is the input of eraseUser.
type EraseUserInput struct {
	UserID          string
	Reason          string
	ExpectedVersion *int
}

// EraseExternalPersonalIdentityInput is the input of eraseExternalPersonalIdentity.
type EraseExternalPersonalIdentityInput struct {
	ExternalPersonalIdentityID string
	Reason                     string
	ExpectedVersion            *int
}

// Service carries out the mutations that erase people. No rule protects the last administrator of a company here: administrators are
// applications, and neither users nor identities can be one.
type Service struct {
	Objects Objects
	Changes *commit.Runner
	// Queued is called when an erasure leaves work for the background job. It must not block.
	Queued func()
}

// EraseUser erases a user. It raises DATA_NOT_VALID, USER_NOT_FOUND, VERSION_CONFLICT and USER_ERASED.
func (s *Service) EraseUser(ctx context.Context, caller actor.Caller, input EraseUserInput) (*useraccess.User, error) {
	defer s.Queued()
	return commit.Run(ctx, s.Changes, caller, eraseUser, func(ctx context.Context, change *commit.Change) (*useraccess.User, error) {
		erasure, err := newErasure(change, input.Reason)
		if err != nil {
			return nil, err
		}
		var before *useraccess.User
		if err := document.Load(ctx, s.Objects.Users, caller.CompanyID, id.User, input.UserID, &before); err != nil {
			return nil, fmt.Errorf("reading the user: %w", err)
		}
		if before == nil {
			return nil, useraccess.UserNotFoundAt("input.userId", input.UserID)
		}
		if err := commit.Expect(input.ExpectedVersion, before.Version); err != nil {
			return nil, err
		}
		after, err := before.Erase(erasure)
		if err != nil {
			return nil, err
		}
		return after, s.erase(ctx, change, before, after)
	})
}

// EraseExternalPersonalIdentity erases a person of another organisation. It raises DATA_NOT_VALID,
// EXTERNAL_PERSONAL_IDENTITY_NOT_FOUND, VERSION_CONFLICT and EXTERNAL_PERSONAL_IDENTITY_ERASED.
func (s *Service) EraseExternalPersonalIdentity(
	ctx context.Context, caller actor.Caller, input EraseExternalPersonalIdentityInput,
) (*roleaccount.ExternalPersonalIdentity, error) {
	defer s.Queued()
	return commit.Run(ctx, s.Changes, caller, eraseIdentity,
		func(ctx context.Context, change *commit.Change) (*roleaccount.ExternalPersonalIdentity, error) {
			erasure, err := newErasure(change, input.Reason)
			if err != nil {
				return nil, err
			}
			var before *roleaccount.ExternalPersonalIdentity
			err = document.Load(ctx, s.Objects.ExternalPersonalIdentities, caller.CompanyID, id.ExternalPersonalIdentity,
				input.ExternalPersonalIdentityID, &before)
			if err != nil {
				return nil, fmt.Errorf("reading the identity: %w", err)
			}
			if before == nil {
				return nil, roleaccount.IdentityNotFoundAt("input.externalPersonalIdentityId", input.ExternalPersonalIdentityID)
			}
			if err := commit.Expect(input.ExpectedVersion, before.Version); err != nil {
				return nil, err
			}
			after, err := before.Erase(erasure)
			if err != nil {
				return nil, err
			}
			return after, s.erase(ctx, change, before, after)
		})
}

// newErasure returns the erasure of a change. It raises DATA_NOT_VALID for a reason that is blank or too long.
func newErasure(change *commit.Change, reason string) (document.Erasure, error) {
	var fields inputs.Fields
	reason = fields.Text("input.reason", reason, 1, MaxReasonLength)
	return document.Erasure{At: change.Now, By: change.Caller.Actor(), Reason: reason}, fields.Err()
}

// erase adds the erasure of a person to a change, with the first objects of each kind: all of those of most people. The job visits
// them again, because a commit that has relied on the person just before may have added more.
func (s *Service) erase(ctx context.Context, change *commit.Change, before, after document.Personal) error {
	if err := change.Erase(before, after); err != nil {
		return err
	}
	job, err := newJob(change, before.Meta().ID)
	if err != nil {
		return err
	}
	change.Queue(job)
	first := *job
	for _, first.Phase = range objectPhases() {
		page := first
		if err := s.Objects.erasePage(ctx, change, &page); err != nil {
			return fmt.Errorf("erasing %s: %w", first.Phase, err)
		}
	}
	return nil
}
