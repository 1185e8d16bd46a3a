package useraccess

import (
	"context"
	"fmt"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
)

// Service changes customers, users, their accesses and the roles of those.
//
// Nothing that its decisions read ever changes or goes away: a user keeps the customer, a customer its ancestors and a
// role its code. So the commits rely on no other document.
type Service struct {
	Customers document.Reader[Customer]
	Users     document.Reader[User]
	Roles     RolesByCode
	Changes   *commit.Runner
}

// RolesByCode finds roles of a company by their codes.
type RolesByCode interface {
	// ByCode leaves out the codes that no role of the company has. At most MaxRoles codes.
	ByCode(ctx context.Context, companyID string, codes []string) (map[string]*UserAccessRole, error)
}

// CreateCustomer makes a customer. It raises DATA_VALIDATION_ERROR and CUSTOMER_TOO_DEEP.
func (s *Service) CreateCustomer(ctx context.Context, caller actor.Caller, input CreateCustomerInput) (*Customer, error) {
	return commit.Run(ctx, s.Changes, caller, "createCustomer", func(ctx context.Context, change *commit.Change) (*Customer, error) {
		var parentIDs []string
		if input.ParentID != nil {
			parentIDs = append(parentIDs, *input.ParentID)
		}
		parents, err := lookUp(ctx, s.Customers, caller, parentIDs)
		if err != nil {
			return nil, fmt.Errorf("reading the parent: %w", err)
		}
		customer, err := newCustomer(input, parents)
		if err != nil {
			return nil, err
		}
		if customer.Base, err = change.NewBase(id.Customer); err != nil {
			return nil, err
		}
		return customer, change.Insert(customer)
	})
}

// CreateUser makes a user of a customer. It raises DATA_VALIDATION_ERROR.
func (s *Service) CreateUser(ctx context.Context, caller actor.Caller, input CreateUserInput) (*User, error) {
	return commit.Run(ctx, s.Changes, caller, "createUser", func(ctx context.Context, change *commit.Change) (*User, error) {
		customers, err := lookUp(ctx, s.Customers, caller, []string{input.CustomerID})
		if err != nil {
			return nil, fmt.Errorf("reading the customer: %w", err)
		}
		user, err := newUser(input, customers)
		if err != nil {
			return nil, err
		}
		if user.Base, err = change.NewBase(id.User); err != nil {
			return nil, err
		}
		return user, change.Insert(user)
	})
}

// CreateUserAccessRole makes a role. It raises DATA_VALIDATION_ERROR and USER_ACCESS_ROLE_CODE_TAKEN.
func (s *Service) CreateUserAccessRole(ctx context.Context, caller actor.Caller, input CreateUserAccessRoleInput) (*UserAccessRole, error) {
	return commit.Run(ctx, s.Changes, caller, "createUserAccessRole", func(_ context.Context, change *commit.Change) (*UserAccessRole, error) {
		role, err := newUserAccessRole(input)
		if err != nil {
			return nil, err
		}
		if role.Base, err = change.NewBase(id.UserAccessRole); err != nil {
			return nil, err
		}
		change.Claim(commit.UserAccessRoleCode, role.Code, role.ID,
			fault.New(fault.UserAccessRoleTaken).With("input.code", notUnique))
		return role, change.Insert(role)
	})
}

// CreateUserAccess gives a user an access. It raises DATA_VALIDATION_ERROR, USER_ACCESS_ROLES_UNKNOWN,
// ROLES_NOT_GRANTABLE, USER_ACCESS_UI_OR_SSO_EXISTS and SSO_ID_TAKEN.
func (s *Service) CreateUserAccess(ctx context.Context, caller actor.Caller, input CreateUserAccessInput) (UserAccess, error) {
	return commit.Run(ctx, s.Changes, caller, "createUserAccess", func(ctx context.Context, change *commit.Change) (UserAccess, error) {
		record, err := s.decideAccess(ctx, caller, input)
		if err != nil {
			return nil, err
		}
		if record.Base, err = change.NewBase(id.UserAccess); err != nil {
			return nil, err
		}
		claimAccess(change, record)
		return record.View(), change.Insert(record)
	})
}

func (s *Service) decideAccess(ctx context.Context, caller actor.Caller, input CreateUserAccessInput) (*Record, error) {
	request := readUserAccess(input)
	users, err := lookUp(ctx, s.Users, caller, []string{input.UserID})
	if err != nil {
		return nil, fmt.Errorf("reading the user: %w", err)
	}
	request.settleUser(users)
	customers, err := lookUp(ctx, s.Customers, caller, request.customerIDs())
	if err != nil {
		return nil, fmt.Errorf("reading the customer: %w", err)
	}
	if err := request.settleCustomer(customers); err != nil {
		return nil, err
	}
	if len(request.roles.codes) == 0 {
		return request.decide(caller, nil)
	}
	roles, err := s.Roles.ByCode(ctx, caller.CompanyID, request.roles.codes)
	if err != nil {
		return nil, fmt.Errorf("reading the roles: %w", err)
	}
	return request.decide(caller, roles)
}

// claimAccess claims what only one access may have.
func claimAccess(change *commit.Change, record *Record) {
	if record.Type == UIConnection || record.Type == SSOConnection {
		change.Claim(commit.UserAccessUIOrSSO, record.UserID, record.ID,
			fault.New(fault.UserAccessUIOrSSOTaken).With("input.userId", "must be a user without a UI or SSO access"))
	}
	if record.SsoID != nil {
		change.Claim(commit.UserAccessSsoID, *record.SsoID, record.ID,
			fault.New(fault.SsoIDTaken).With("input.kind.sso.ssoId", notUnique))
	}
}

// lookUp finds documents of the caller's company, and asks the store only when there is something to find.
func lookUp[T any](ctx context.Context, reader document.Reader[T], caller actor.Caller, ids []string) (map[string]*T, error) {
	if len(ids) == 0 {
		return map[string]*T{}, nil
	}
	return reader.GetMany(ctx, caller.CompanyID, ids)
}
