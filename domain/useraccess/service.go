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
		var parent *Customer
		if input.ParentID != nil {
			if err := s.loadCustomer(ctx, caller, *input.ParentID, &parent); err != nil {
				return nil, err
			}
		}
		customer, err := newCustomer(input, parent)
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
		var customer *Customer
		if err := s.loadCustomer(ctx, caller, input.CustomerID, &customer); err != nil {
			return nil, err
		}
		user, err := newUser(input, customer)
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
	created, err := commit.Run(ctx, s.Changes, caller, "createUserAccess", func(ctx context.Context, change *commit.Change) (*Record, error) {
		record, err := s.decideAccess(ctx, caller, input)
		if err != nil {
			return nil, err
		}
		if record.Base, err = change.NewBase(id.UserAccess); err != nil {
			return nil, err
		}
		claimAccess(change, record)
		return record, change.Insert(record)
	})
	if err != nil {
		return nil, err
	}
	return created.View(), nil
}

func (s *Service) decideAccess(ctx context.Context, caller actor.Caller, input CreateUserAccessInput) (*Record, error) {
	request := readUserAccess(input)
	var user *User
	if err := document.Load(ctx, s.Users, caller.CompanyID, id.User, input.UserID, &user); err != nil {
		return nil, fmt.Errorf("reading the user: %w", err)
	}
	request.settleUser(user)
	var customer *Customer
	if err := s.loadCustomer(ctx, caller, request.record.CustomerID, &customer); err != nil {
		return nil, err
	}
	if err := request.settleCustomer(customer); err != nil {
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

// loadCustomer leaves into as it is when the company has no such customer.
func (s *Service) loadCustomer(ctx context.Context, caller actor.Caller, customerID string, into **Customer) error {
	if err := document.Load(ctx, s.Customers, caller.CompanyID, id.Customer, customerID, into); err != nil {
		return fmt.Errorf("reading the customer: %w", err)
	}
	return nil
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
