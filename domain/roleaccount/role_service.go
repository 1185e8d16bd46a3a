package roleaccount

import (
	"context"
	"errors"
	"fmt"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/domain/inputs"
)

// CreateExternalRole creates a role. Its name is unique within the company, whatever its case and accents.
func (s *Service) CreateExternalRole(ctx context.Context, caller actor.Caller, input CreateExternalRoleInput) (*ExternalRole, error) {
	if err := input.validate(); err != nil {
		return nil, err
	}
	return commit.Run(ctx, s.Changes, caller, "createExternalRole", func(_ context.Context, change *commit.Change) (*ExternalRole, error) {
		base, err := change.NewBase(id.ExternalRole)
		if err != nil {
			return nil, fmt.Errorf("creating external role: %w", err)
		}
		role := &ExternalRole{Base: base, Name: inputs.Text(input.Name), Enabled: *input.Enabled, CreatedBy: caller.Actor()}
		change.Claim(commit.ExternalRoleName, role.uniqueName(), role.ID, roleNameTaken())
		return role, change.Insert(role)
	})
}

// UpdateExternalRole changes the fields that the input sets. A new name must be unique within the company; the old name is
// released.
func (s *Service) UpdateExternalRole(ctx context.Context, caller actor.Caller, input UpdateExternalRoleInput) (*ExternalRole, error) {
	const path = inputPrefix + roleArgument
	if err := checkRoleID(path, input.ExternalRoleID); err != nil {
		return nil, err
	}
	return commit.Run(ctx, s.Changes, caller, "updateExternalRole", func(ctx context.Context, change *commit.Change) (*ExternalRole, error) {
		before, err := s.ExternalRoles.Get(ctx, caller.CompanyID, input.ExternalRoleID)
		if errors.Is(err, document.ErrAbsent) {
			return nil, roleNotFound(path)
		}
		if err != nil {
			return nil, fmt.Errorf("updating external role: %w", err)
		}
		if err := commit.Expect(input.ExpectedVersion, before.Version); err != nil {
			return nil, err
		}
		after, err := before.update(input)
		if err != nil {
			return nil, err
		}
		if after.Name != before.Name {
			change.Release(commit.ExternalRoleName, before.uniqueName(), before.ID)
			change.Claim(commit.ExternalRoleName, after.uniqueName(), after.ID, roleNameTaken())
		}
		return after, change.Replace(before, after)
	})
}
