package mongo

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/access"
	"accessgraph/domain/accessrule"
	"accessgraph/domain/actor"
	"accessgraph/domain/audit"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/tenant"
	"accessgraph/domain/timeprofile"
	"accessgraph/domain/useraccess"
)

// The types of the store implement the interfaces of the domain.
var (
	_ commit.Committer                                                  = (*Store)(nil)
	_ commit.CounterReader                                              = Counters{}
	_ tenant.KeyUses                                                    = KeyUses{}
	_ tenant.Credentials                                                = Applications{}
	_ document.Reader[tenant.Application]                               = Applications{}
	_ document.Lister[tenant.Application, tenant.ApplicationFilter]     = Applications{}
	_ document.Reader[access.Access]                                    = (*Collection[access.Access, access.Filter])(nil)
	_ document.Lister[access.Access, access.Filter]                     = (*Collection[access.Access, access.Filter])(nil)
	_ document.Lister[useraccess.UserAccessRole, useraccess.RoleFilter] = UserAccessRoles{}
)

var firstTen = document.PageRequest{First: 10}

// family has one document of each type, all of one company, and a use of its application's key.
type family struct {
	companyID   string
	company     *tenant.Company
	application *tenant.Application
	access      *access.Access
	identity    *roleaccount.ExternalPersonalIdentity
	role        *roleaccount.ExternalRole
	account     *roleaccount.ExternalRoleAccount
	customer    *useraccess.Customer
	user        *useraccess.User
	userAccess  *useraccess.StoredUserAccess
	userRole    *useraccess.UserAccessRole
	rule        *accessrule.AccessRule
	identifier  *accessrule.Identifier
	profile     *timeprofile.TimeProfile
	calendar    *timeprofile.HolidayCalendar
	record      audit.Record
	usedAt      time.Time
}

func newFamily(ctx context.Context, t *testing.T, store *Store, keyHash string) family {
	t.Helper()
	companyID := newID(t, id.Company)
	f := family{companyID: companyID, usedAt: time.UnixMilli(1700000000000).UTC()}
	by := actor.Actor{ApplicationID: "app", ApplicationName: "Tests"}
	f.company = &tenant.Company{Base: newBase(t, id.Company, companyID), Name: "Company"}
	f.company.ID = companyID
	f.application = &tenant.Application{
		Base: newBase(t, id.Application, companyID), Enabled: true, Scopes: []actor.Scope{actor.Admin, actor.Passage}, GrantableRoles: []string{},
		Keys: []tenant.ApiKey{{ID: newID(t, id.APIKey), Hash: keyHash, CreatedAt: f.usedAt}},
	}
	f.identity = &roleaccount.ExternalPersonalIdentity{Base: newBase(t, id.ExternalPersonalIdentity, companyID), FirstName: "Ada"}
	f.role = newRole(t, companyID)
	f.account = &roleaccount.ExternalRoleAccount{Base: newBase(t, id.ExternalRoleAccount, companyID), RoleID: f.role.ID, CreatedBy: by}
	f.access = &access.Access{Base: newBase(t, id.Access, companyID), PrivateID: f.identity.ID, RoleAccountID: &f.account.ID, CreatedBy: by}
	parentID := "cus_parent"
	f.customer = &useraccess.Customer{Base: newBase(t, id.Customer, companyID), ParentID: &parentID, AncestorIDs: []string{parentID}}
	f.user = &useraccess.User{Base: newBase(t, id.User, companyID), CustomerID: f.customer.ID, Enabled: true}
	f.userRole = &useraccess.UserAccessRole{Base: newBase(t, id.UserAccessRole, companyID), Code: "OPERATOR"}
	f.userAccess = &useraccess.StoredUserAccess{
		Base: newBase(t, id.UserAccess, companyID), UserID: f.user.ID, Roles: []string{"OPERATOR"}, Enabled: true, CreatedBy: by,
		CustomerID: f.customer.ID, CustomerPathIDs: []string{f.customer.ID},
	}
	f.calendar = &timeprofile.HolidayCalendar{Base: newBase(t, id.HolidayCalendar, companyID), CreatedBy: by, Holidays: []timeprofile.Holiday{
		{Date: "2026-12-24", EveryYear: true, Name: "Eve", Windows: []timeprofile.HolidayWindow{{From: "08:00", To: "12:00"}}},
	}}
	f.profile = &timeprofile.TimeProfile{
		Base: newBase(t, id.TimeProfile, companyID), TimeZone: "UTC", HolidayCalendarIDs: []string{f.calendar.ID}, CreatedBy: by,
		Windows: []timeprofile.TimeWindow{{Days: []timeprofile.DayOfWeek{timeprofile.Monday}, From: "22:00", To: "06:00", FirstDay: new(timeprofile.LocalDate("2026-01-01"))}},
	}
	f.rule = &accessrule.AccessRule{
		Base: newBase(t, id.AccessRule, companyID), CreatedBy: by, TimeProfileIDs: []string{f.profile.ID}, Settings: []accessrule.AccessRuleSetting{{Reader: "door", Relays: []int{1, 2}}},
	}
	f.identifier = newIdentifier(t, companyID)
	f.identifier.AccessRuleIDs, f.identifier.TimeProfileIDs = []string{"rul_other", f.rule.ID}, []string{f.profile.ID}
	f.identifier.Validity.MaxPasses = ptr(10)
	f.record = newRecord(t, companyID, f.role.ID)
	bootstrapped, err := store.Operator().Bootstrapped(ctx)
	require.NoError(t, err)
	inserts := []document.Document{
		f.company, f.application, f.access, f.identity, f.role, f.account, f.customer, f.user,
		f.userAccess, f.userRole, f.calendar, f.profile, f.rule, f.identifier,
	}
	for _, each := range inserts {
		document.Index(each)
	}
	require.NoError(t, store.Commit(ctx, commit.Commit{
		CompanyID: companyID, AuditRecords: []audit.Record{f.record}, Bootstrap: !bootstrapped, Shares: sharing(f.rule),
		Claims: slices.Concat(f.role.Claims(), f.userRole.Claims(), f.identifier.Claims()),
		Counters: []commit.Count{
			{Counter: commit.PassesLeftOfIdentifier, ID: f.identifier.ID, By: 4},
			{Counter: commit.IdentifiersOfAccessRule, ID: f.rule.ID, By: 1},
			{Counter: commit.UserAccessesOfRole, ID: f.userRole.ID, By: 1},
			{Counter: commit.AccessRulesOfTimeProfile, ID: f.profile.ID, By: 1},
			{Counter: commit.IdentifiersOfTimeProfile, ID: f.profile.ID, By: 1},
			{Counter: commit.TimeProfilesOfHolidayCalendar, ID: f.calendar.ID, By: 1},
			{Counter: commit.SubsidiariesOfCustomer, ID: f.customer.ID},
		},
		Inserts: inserts,
	}))
	require.NoError(t, store.KeyUses().Record(ctx, companyID, f.application.Keys[0].ID, f.usedAt))
	return f
}

// sharing returns the shares of a new document.
func sharing(sharer commit.Sharer) []commit.Share {
	var shares []commit.Share
	for _, shared := range sharer.Shares() {
		shares = append(shares, commit.Share{Document: shared, By: 1})
	}
	return shares
}

func TestGet_StaysWithinTheCompany(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		own, other := newFamily(ctx, t, store, "own"), newFamily(ctx, t, store, "other")
		for _, pair := range [][2]family{{own, other}, {other, own}} {
			checkEveryReader(ctx, t, store, pair[0], pair[1].companyID)
			checkRecords(ctx, t, store, pair[0], pair[1].companyID)
			checkOthers(ctx, t, store, pair[0], pair[1])
		}
	})
}

func checkEveryReader(ctx context.Context, t *testing.T, store *Store, own family, other string) {
	t.Helper()
	check(ctx, t, store.Companies(), own.company, document.Everything{}, other)
	check(ctx, t, store.Applications().Collection, own.application, tenant.ApplicationFilter{}, other)
	check(ctx, t, store.Applications().Collection, own.application, tenant.ApplicationFilter{Scope: actor.Admin}, other)
	check(ctx, t, store.Accesses().Collection, own.access, access.Filter{}, other)
	check(ctx, t, store.Accesses().Collection, own.access, access.Filter{PrivateID: &own.identity.ID}, other)
	check(ctx, t, store.ExternalPersonalIdentities(), own.identity, roleaccount.ExternalPersonalIdentityFilter{}, other)
	check(ctx, t, store.ExternalRoles(), own.role, roleaccount.ExternalRoleFilter{}, other)
	check(ctx, t, store.ExternalRoleAccounts(), own.account, roleaccount.ExternalRoleAccountFilter{}, other)
	check(ctx, t, store.ExternalRoleAccounts(), own.account, roleaccount.ExternalRoleAccountFilter{RoleID: &own.role.ID}, other)
	check(ctx, t, store.Customers(), own.customer, useraccess.CustomerFilter{}, other)
	check(ctx, t, store.Customers(), own.customer, useraccess.CustomerFilter{ParentID: own.customer.ParentID}, other)
	check(ctx, t, store.Users(), own.user, useraccess.UserFilter{}, other)
	check(ctx, t, store.UserAccesses(), own.userAccess, useraccess.UserAccessFilter{}, other)
	check(ctx, t, store.UserAccesses(), own.userAccess, useraccess.UserAccessFilter{UserID: &own.user.ID}, other)
	check(ctx, t, store.UserAccessRoles().userAccessRoles, own.userRole, useraccess.RoleFilter{}, other)
	check(ctx, t, store.AccessRules(), own.rule, accessrule.AccessRuleFilter{}, other)
	check(ctx, t, store.Identifiers().Collection, own.identifier, accessrule.IdentifierFilter{}, other)
	check(ctx, t, store.Identifiers().Collection, own.identifier, ruleFilter(own.rule.ID), other)
	check(ctx, t, store.AccessRules(), own.rule, accessrule.AccessRuleFilter{TimeProfileID: &own.profile.ID}, other)
	check(ctx, t, store.Identifiers().Collection, own.identifier, accessrule.IdentifierFilter{TimeProfileID: &own.profile.ID}, other)
	check(ctx, t, store.TimeProfiles(), own.profile, timeprofile.TimeProfileFilter{}, other)
	check(ctx, t, store.TimeProfiles(), own.profile, timeprofile.TimeProfileFilter{HolidayCalendarID: &own.calendar.ID}, other)
	check(ctx, t, store.HolidayCalendars(), own.calendar, timeprofile.HolidayCalendarFilter{}, other)
	live, err := store.LiveAccessRules().Live(ctx, own.companyID, []string{own.rule.ID, "rul_other"})
	require.NoError(t, err)
	require.Equal(t, map[string]bool{own.rule.ID: true}, live)
	live, err = store.LiveAccessRules().Live(ctx, other, []string{own.rule.ID})
	require.NoError(t, err)
	require.Empty(t, live)
	door := own.rule.Shares()[0].Meta().ID
	reader, err := store.Readers().Get(ctx, own.companyID, door)
	require.NoError(t, err)
	require.Equal(t, 1, reader.AccessRulesCount)
	_, err = store.Readers().Get(ctx, other, door)
	require.Equal(t, document.ErrAbsent, err)
}

func ruleFilter(ruleID string) accessrule.IdentifierFilter {
	return accessrule.IdentifierFilter{AccessRuleID: &ruleID}
}

// check reads a document in every way, as its own company and as another.
func check[T, F any](ctx context.Context, t *testing.T, reader *Collection[T, F], want *T, filter F, otherCompanyID string) {
	t.Helper()
	base := any(want).(document.Document).Meta()
	got, err := reader.Get(ctx, base.CompanyID, base.ID)
	require.NoError(t, err)
	require.Equal(t, want, got)
	many, err := reader.GetMany(ctx, base.CompanyID, []string{base.ID, "unknown"})
	require.NoError(t, err)
	require.Equal(t, map[string]*T{base.ID: want}, many)
	page, err := reader.List(ctx, base.CompanyID, filter, firstTen)
	require.NoError(t, err)
	require.Equal(t, []*T{want}, page.Items)
	require.False(t, page.More)

	_, err = reader.Get(ctx, otherCompanyID, base.ID)
	require.Equal(t, document.ErrAbsent, err)
	many, err = reader.GetMany(ctx, otherCompanyID, []string{base.ID})
	require.NoError(t, err)
	require.Empty(t, many)
	page, err = reader.List(ctx, otherCompanyID, filter, firstTen)
	require.NoError(t, err)
	require.NotContains(t, page.Items, want)
	_, err = reader.Get(ctx, "", base.ID)
	require.Equal(t, document.ErrAbsent, err, "no company is not every company")
}

func checkRecords(ctx context.Context, t *testing.T, store *Store, own family, otherCompanyID string) {
	t.Helper()
	for _, filter := range []audit.Filter{{}, {SubjectID: &own.role.ID}} {
		page, err := store.AuditRecords().List(ctx, own.companyID, filter, firstTen)
		require.NoError(t, err)
		require.Equal(t, []*audit.Record{&own.record}, page.Items)
	}
	page, err := store.AuditRecords().List(ctx, otherCompanyID, audit.Filter{SubjectID: &own.role.ID}, firstTen)
	require.NoError(t, err)
	require.Empty(t, page.Items)
}

// checkOthers makes the reads that are specific to a collection, and those across companies.
func checkOthers(ctx context.Context, t *testing.T, store *Store, own, other family) {
	t.Helper()
	codes := []string{own.userRole.Code, "UNKNOWN"}
	roles, err := store.UserAccessRoles().ByCode(ctx, own.companyID, codes)
	require.NoError(t, err)
	require.Equal(t, map[string]*useraccess.UserAccessRole{own.userRole.Code: own.userRole}, roles)
	identifiers := []string{own.identifier.ID, other.identifier.ID}
	passes, err := store.Counters().Values(ctx, own.companyID, commit.PassesLeftOfIdentifier, identifiers)
	require.NoError(t, err)
	require.Equal(t, map[string]int{own.identifier.ID: 4}, passes)
	keys := []string{own.application.Keys[0].ID, other.application.Keys[0].ID}
	uses, err := store.KeyUses().LastUsed(ctx, own.companyID, keys)
	require.NoError(t, err)
	require.Equal(t, map[string]time.Time{keys[0]: own.usedAt}, uses)

	application, err := store.Applications().ByKeyHash(ctx, own.application.Keys[0].Hash)
	require.NoError(t, err)
	require.Equal(t, own.application, application)
	_, err = store.Applications().ByKeyHash(ctx, "unknown")
	require.Equal(t, document.ErrAbsent, err)
	application, err = store.Operator().Application(ctx, own.application.ID)
	require.NoError(t, err)
	require.Equal(t, own.application, application)
	_, err = store.Operator().Application(ctx, own.role.ID)
	require.Equal(t, document.ErrAbsent, err)
}

func TestList_PagesFollowEachOther(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		companyID, ruleID := newID(t, id.Company), newID(t, id.AccessRule)
		var all, attached []string
		for number := range 25 {
			identifier := newIdentifier(t, companyID)
			if number%2 == 0 {
				identifier.AccessRuleIDs = []string{"rul_other", ruleID}
				attached = append(attached, identifier.ID)
			}
			all = append(all, identifier.ID)
			seed(ctx, t, store, identifier)
		}
		for size := 1; size <= 26; size += 5 {
			require.Equal(t, all, walk(ctx, t, store, companyID, accessrule.IdentifierFilter{}, size))
			require.Equal(t, attached, walk(ctx, t, store, companyID, ruleFilter(ruleID), size))
		}
	})
}

// walk reads a whole list, a page at a time, and returns the IDs.
func walk(ctx context.Context, t *testing.T, store *Store, companyID string, filter accessrule.IdentifierFilter, size int) []string {
	t.Helper()
	var ids []string
	request := document.PageRequest{First: size}
	for {
		page, err := store.Identifiers().List(ctx, companyID, filter, request)
		require.NoError(t, err)
		require.LessOrEqual(t, len(page.Items), size)
		for _, item := range page.Items {
			ids = append(ids, item.ID)
		}
		if !page.More {
			return ids
		}
		request.After = ids[len(ids)-1]
	}
}

func TestGetMany_RefusesTooManyIDs(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		ids := make([]string, maxLookup+1)
		_, err := store.ExternalRoles().GetMany(ctx, "company", ids)
		require.Error(t, err)
		none, err := store.ExternalRoles().GetMany(ctx, "company", nil)
		require.NoError(t, err)
		require.Empty(t, none)
	})
}

func TestKeyUses_NeverMoveBack(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		latest := time.UnixMilli(1700000000000).UTC()
		for _, err := range race(16, func(contender int) error {
			return store.KeyUses().Record(ctx, "company", "key", latest.Add(-time.Duration(contender)*time.Minute))
		}) {
			require.NoError(t, err)
		}
		uses, err := store.KeyUses().LastUsed(ctx, "company", []string{"key", "unused"})
		require.NoError(t, err)
		require.Equal(t, map[string]time.Time{"key": latest}, uses)
	})
}
