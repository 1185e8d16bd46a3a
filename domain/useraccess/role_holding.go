package useraccess

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
)

// UserAccesses reads and lists the user accesses of a company.
type UserAccesses interface {
	document.Reader[StoredUserAccess]
	document.Lister[StoredUserAccess, UserAccessFilter]
}

// rolesNotHeld returns those of the codes that the acting user does not hold, in their order; none without an acting user. A user who
// is enabled holds the roles of their enabled accesses.
//
// The commit relies on the user and on the accesses by which the user holds the roles, so that of two users who turn each other off
// only one succeeds. It does not rely on the access that it changes itself, changedID: its version is checked anyway.
func (s *Service) rolesNotHeld(ctx context.Context, change *commit.Change, codes []string, changedID string) ([]string, error) {
	caller := change.Caller
	if caller.UserID == nil || len(codes) == 0 {
		return []string{}, nil
	}
	var user *User
	if err := s.loadUser(ctx, caller, *caller.UserID, &user); err != nil {
		return nil, err
	}
	if user == nil || !user.Enabled {
		return codes, nil
	}
	change.RelyOn(user)
	notHeld := codes
	for access, err := range s.enabledAccesses(ctx, caller) {
		if err != nil {
			return nil, err
		}
		rest := without(notHeld, access.Roles)
		if len(rest) < len(notHeld) && access.ID != changedID {
			change.RelyOn(access)
		}
		if notHeld = rest; len(notHeld) == 0 {
			break
		}
	}
	return notHeld, nil
}

// enabledAccesses pages through the enabled accesses of the acting user.
func (s *Service) enabledAccesses(ctx context.Context, caller actor.Caller) iter.Seq2[*StoredUserAccess, error] {
	return func(yield func(*StoredUserAccess, error) bool) {
		filter := UserAccessFilter{UserID: caller.UserID, Enabled: new(true)}
		request := document.PageRequest{First: document.MaxPageSize}
		for {
			page, err := s.UserAccesses.List(ctx, caller.CompanyID, filter, request)
			if err != nil {
				yield(nil, fmt.Errorf("listing the accesses of the acting user: %w", err))
				return
			}
			for _, access := range page.Items {
				if !yield(access, nil) {
					return
				}
			}
			if !page.More {
				return
			}
			request.After = page.Items[len(page.Items)-1].ID
		}
	}
}

// RoleFilter returns the filter of the store for a filter of a caller. It raises DATA_NOT_VALID.
func (s *Service) RoleFilter(ctx context.Context, caller actor.Caller, filter UserAccessRoleFilter) (RoleFilter, error) {
	stored, err := filter.roles(caller)
	if err != nil || !filter.isGrantable() || caller.UserID == nil {
		return stored, err
	}
	held := map[string]bool{}
	codes := []string{}
	for access, err := range s.enabledAccesses(ctx, caller) {
		if err != nil {
			return RoleFilter{}, err
		}
		for _, code := range access.Roles {
			if !held[code] {
				held[code] = true
				codes = append(codes, code)
			}
		}
	}
	if stored.Codes != nil {
		codes = slices.DeleteFunc(stored.Codes, func(code string) bool { return !held[code] })
	}
	stored.Codes = codes
	return stored, nil
}
