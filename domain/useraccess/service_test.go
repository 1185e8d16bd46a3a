package useraccess_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/actor"
	"accessgraph/domain/audit"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/useraccess"
)

type (
	customers = domaintest.Collection[useraccess.Customer, *useraccess.Customer]
	users     = domaintest.Collection[useraccess.User, *useraccess.User]
	violation = domaintest.Violation
)

// records reads and lists user accesses like a store.
type records struct {
	domaintest.Collection[useraccess.StoredUserAccess, *useraccess.StoredUserAccess]
}

func (r records) List(
	_ context.Context, companyID string, filter useraccess.UserAccessFilter, page document.PageRequest,
) (document.Page[useraccess.StoredUserAccess], error) {
	matching := slices.DeleteFunc(r.Of(companyID), func(access *useraccess.StoredUserAccess) bool {
		return filter.UserID != nil && access.UserID != *filter.UserID || filter.Enabled != nil && access.Enabled != *filter.Enabled
	})
	return domaintest.Page(matching, page), r.Store.Failure
}

// recordsOf returns the user accesses of a store.
func recordsOf(store *domaintest.Store) records {
	return records{domaintest.Collection[useraccess.StoredUserAccess, *useraccess.StoredUserAccess]{Store: store}}
}

type rolesByCode struct {
	domaintest.Collection[useraccess.UserAccessRole, *useraccess.UserAccessRole]
}

func (r rolesByCode) ByCode(_ context.Context, companyID string, codes []string) (map[string]*useraccess.UserAccessRole, error) {
	if r.Store.Failure != nil {
		return nil, r.Store.Failure
	}
	roles := map[string]*useraccess.UserAccessRole{}
	for _, role := range r.Of(companyID) {
		if slices.Contains(codes, role.Code) {
			roles[role.Code] = role
		}
	}
	return roles, nil
}

type grants struct{ store *domaintest.Store }

func (g grants) Values(_ context.Context, _ string, counter commit.Counter, ids []string) (map[string]int, error) {
	if g.store.Failure != nil {
		return nil, g.store.Failure
	}
	values := map[string]int{}
	for _, roleID := range ids {
		if at, ok := g.store.Counter(counter, roleID); ok {
			values[roleID] = at
		}
	}
	return values, nil
}

func now() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) }

// caller returns a caller that may grant the roles of the example in the contract.
func caller() actor.Caller {
	return actor.Caller{
		CompanyID: "com_1", ApplicationID: "app_1", ApplicationName: "Portal", Scopes: []actor.Scope{actor.UserAccessWrite},
		GrantableRoles: []string{"CLIENTNMS_WEBSERVICE_EVENT_R", "CLIENTNMS_WEBSERVICE_DNS_RW"}, RequestID: "req_1",
	}
}

func administrator() actor.Caller {
	admin := caller()
	admin.Scopes = []actor.Scope{actor.Admin}
	return admin
}

// world is a company with a customer, a user and the roles of the example in the contract, and another company.
type world struct {
	*useraccess.Service
	store    *domaintest.Store
	customer *useraccess.Customer
	user     *useraccess.User
	// foreign is a customer of the other company, foreignUser a user of it.
	foreign     *useraccess.Customer
	foreignUser *useraccess.User
}

func newWorld(t *testing.T) *world {
	t.Helper()
	store := domaintest.NewStore()
	w := &world{store: store, Service: &useraccess.Service{
		Customers: customers{Store: store}, Users: users{Store: store}, UserAccesses: recordsOf(store),
		Roles:    rolesByCode{domaintest.Collection[useraccess.UserAccessRole, *useraccess.UserAccessRole]{Store: store}},
		Counters: grants{store}, Changes: store.Runner(now()),
	}}
	other := administrator()
	other.CompanyID = "com_2"
	w.customer, w.user = w.people(t, administrator())
	w.foreign, w.foreignUser = w.people(t, other)
	for _, code := range append(caller().GrantableRoles, "OPERATOR") {
		w.role(t, administrator(), code)
	}
	w.role(t, other, "THEIRS")
	return w
}

func (w *world) people(t *testing.T, as actor.Caller) (*useraccess.Customer, *useraccess.User) {
	t.Helper()
	customer, err := w.CreateCustomer(t.Context(), as, useraccess.CreateCustomerInput{Name: "Harbour"})
	require.NoError(t, err)
	user, err := w.CreateUser(t.Context(), as, useraccess.CreateUserInput{
		FirstName: "Ada", LastName: "Lind", Language: "sv", CustomerID: customer.ID,
	})
	require.NoError(t, err)
	return customer, user
}

func (w *world) role(t *testing.T, as actor.Caller, code string) {
	t.Helper()
	_, err := w.CreateUserAccessRole(t.Context(), as, useraccess.CreateUserAccessRoleInput{Code: code})
	require.NoError(t, err)
}

func (w *world) subsidiary(t *testing.T, parent *useraccess.Customer) *useraccess.Customer {
	t.Helper()
	customer, err := w.CreateCustomer(t.Context(), caller(), useraccess.CreateCustomerInput{Name: "Quay", ParentID: &parent.ID})
	require.NoError(t, err)
	return customer
}

func newViolation(reason fault.Reason, message string, data map[string]any) violation {
	return violation{Reason: reason, Message: message, Data: data}
}

func invalid(data map[string]any) violation {
	return newViolation(fault.DataNotValid, "Data validation error", data)
}

func TestService_CreateCustomer(t *testing.T) {
	w := newWorld(t)
	customer, err := w.CreateCustomer(t.Context(), caller(), useraccess.CreateCustomerInput{Name: " Zoe\u0308 "})
	require.NoError(t, err)
	require.NoError(t, id.Check(id.Customer, customer.ID))
	require.Equal(t, &useraccess.Customer{
		Base: document.Base{ID: customer.ID, CompanyID: "com_1", SchemaVersion: 1, Version: 1, UpdatedAt: now()},
		Name: "Zo\u00eb", AncestorIDs: []string{}, Named: customer.Named, CreatedBy: caller().Actor(),
	}, customer)
	stored, err := w.Customers.Get(t.Context(), "com_1", customer.ID)
	require.NoError(t, err)
	require.Equal(t, customer, stored)

	auditRecords := w.store.Records()
	last := auditRecords[len(auditRecords)-1]
	require.Equal(t, "createCustomer", last.Action)
	require.Equal(t, customer.ID, last.SubjectID)
	require.Equal(t, caller().Actor(), last.Actor)
	require.Contains(t, last.Changes, audit.FieldChange{Field: "name", After: "Zo\u00eb"})
}

func TestService_CreateCustomer_AtMostEightDeep(t *testing.T) {
	w := newWorld(t)
	lowest, ancestors := w.customer, []string{}
	for range useraccess.MaxCustomerDepth - 1 {
		ancestors = append(ancestors, lowest.ID)
		lowest = w.subsidiary(t, lowest)
		require.Equal(t, ancestors, lowest.AncestorIDs)
		require.Equal(t, ancestors[len(ancestors)-1], *lowest.ParentID)
	}
	commits := w.store.Commits()
	_, err := w.CreateCustomer(t.Context(), caller(), useraccess.CreateCustomerInput{ParentID: &lowest.ID})
	domaintest.RequireViolations(t, err,
		invalid(map[string]any{"input.name": "must be specified"}),
		newViolation(fault.CustomerDepthExceeded, "A customer can be at most 8 levels deep.", map[string]any{
			"input.parentId": "must have at most 6 ancestors",
		}))
	require.Equal(t, commits, w.store.Commits())
}

func TestService_CreateCustomer_ReportsAllViolations(t *testing.T) {
	w := newWorld(t)
	for _, parentID := range []string{"", "nonsense", w.user.ID, w.foreign.ID} {
		_, err := w.CreateCustomer(t.Context(), caller(), useraccess.CreateCustomerInput{Name: strings.Repeat("ы", 101), ParentID: &parentID})
		domaintest.RequireViolations(t, err, invalid(map[string]any{
			"input.name": "must have at most 100 characters", "input.parentId": "must be the ID of a customer of the company",
		}))
	}
}

func TestService_CreateUser(t *testing.T) {
	w := newWorld(t)
	user, err := w.CreateUser(t.Context(), caller(), useraccess.CreateUserInput{
		FirstName: " Ada ", LastName: strings.Repeat("ы", 100), Language: "PT-br", CustomerID: w.customer.ID,
	})
	require.NoError(t, err)
	require.NoError(t, id.Check(id.User, user.ID))
	require.Equal(t, "Ada", user.FirstName)
	require.Equal(t, "pt-BR", user.Language)
	require.Equal(t, w.customer.ID, user.CustomerID)

	_, err = w.CreateUser(t.Context(), caller(), useraccess.CreateUserInput{
		FirstName: " ", LastName: "Li\nnd", Language: "english", CustomerID: w.foreign.ID,
	})
	domaintest.RequireViolations(t, err, invalid(map[string]any{
		"input.firstName":  "must be specified",
		"input.lastName":   "must not contain control or bidirectional-override characters",
		"input.language":   "must be a BCP 47 language tag, such as en or pt-BR",
		"input.customerId": "must be the ID of a customer of the company",
	}))
}

func TestService_CreateUserAccessRole(t *testing.T) {
	w := newWorld(t)
	role, err := w.CreateUserAccessRole(t.Context(), administrator(), useraccess.CreateUserAccessRoleInput{
		Code: " DNS_RW ", Description: strings.Repeat("ы", 255),
	})
	require.NoError(t, err)
	require.NoError(t, id.Check(id.UserAccessRole, role.ID))
	require.Equal(t, "DNS_RW", role.Code)

	_, err = w.CreateUserAccessRole(t.Context(), administrator(), useraccess.CreateUserAccessRoleInput{Code: "DNS_RW"})
	domaintest.RequireViolations(t, err, newViolation(
		fault.UserAccessRoleCodeTaken, "The role code must be unique within the company.",
		map[string]any{"input.code": "must be unique within the company"},
	))
	_, err = w.CreateUserAccessRole(t.Context(), administrator(), useraccess.CreateUserAccessRoleInput{
		Code: strings.Repeat("A", 101), Description: strings.Repeat("ы", 256),
	})
	domaintest.RequireViolations(t, err, invalid(map[string]any{
		"input.code": "must have at most 100 characters", "input.description": "must have at most 255 characters",
	}))
	other := administrator()
	other.CompanyID = "com_2"
	w.role(t, other, "DNS_RW")
}

func TestService_AFailedStoreIsNotAnAbsentDocument(t *testing.T) {
	w := newWorld(t)
	w.store.Failure = errors.New("store is away")
	_, err := w.CreateCustomer(t.Context(), caller(), useraccess.CreateCustomerInput{Name: "Quay", ParentID: &w.customer.ID})
	require.ErrorIs(t, err, w.store.Failure)
	_, err = w.CreateUser(t.Context(), caller(), useraccess.CreateUserInput{CustomerID: w.customer.ID})
	require.ErrorIs(t, err, w.store.Failure)
	_, err = w.CreateUserAccess(t.Context(), caller(), useraccess.CreateUserAccessInput{UserID: w.user.ID})
	require.ErrorIs(t, err, w.store.Failure)
}

func TestService_CreateUserAccess_OneOfManyUIOrSSOAccesses(t *testing.T) {
	w := newWorld(t)
	errs := make([]error, 16)
	var group sync.WaitGroup
	for i := range errs {
		group.Go(func() {
			kind := useraccess.UserAccessTypeInput{Ui: &useraccess.UiAccessInput{}}
			if i%2 == 0 {
				kind = useraccess.UserAccessTypeInput{Sso: &useraccess.SsoAccessInput{SsoID: strings.Repeat("s", i+1)}}
			}
			_, errs[i] = w.CreateUserAccess(t.Context(), caller(), useraccess.CreateUserAccessInput{UserID: w.user.ID, Type: kind})
		})
	}
	group.Wait()
	failed := slices.DeleteFunc(errs, func(err error) bool { return err == nil })
	require.Len(t, failed, 15)
	for _, err := range failed {
		domaintest.RequireViolations(t, err, uiOrSSOExists())
	}
	require.Len(t, recordsOf(w.store).All(), 1)
}

func TestLookup_NotFound(t *testing.T) {
	domaintest.RequireViolations(t, useraccess.CustomerNotFound("cus_1"), newViolation(
		fault.CustomerNotFound, "The customer with ID cus_1 was not found",
		map[string]any{"customerId": "must be the ID of a customer of the company"},
	))
	domaintest.RequireViolations(t, useraccess.UserNotFound("usr_1"), newViolation(
		fault.UserNotFound, "The user with ID usr_1 was not found",
		map[string]any{"userId": "must be the ID of a user of the company"},
	))
	domaintest.RequireViolations(t, useraccess.UserAccessNotFound("uac_1"), newViolation(
		fault.UserAccessNotFound, "The user access with ID uac_1 was not found",
		map[string]any{"userAccessId": "must be the ID of a user access of the company"},
	))
}
