package test

import (
	"fmt"
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
	"accessgraph/domain/domaintest"
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/tenant"
	"accessgraph/domain/timeprofile"
	"accessgraph/domain/useraccess"
)

// entries are the last of every list. Each names everything that one of its type can name.
type entries struct {
	t         testing.TB
	companyID string
	written   commit.Commit
	// later adds the entries that are the last of the root's lists.
	later []func()
}

func (e *entries) base(kind id.Kind) document.Base {
	newID, err := domaintest.NewID(kind)
	require.NoError(e.t, err)
	return document.Base{ID: newID, CompanyID: e.companyID, SchemaVersion: document.CurrentSchemaVersion, Version: 1, UpdatedAt: time.Now().UTC().Truncate(time.Millisecond)}
}

func (e *entries) add(added document.Document) {
	document.Index(added)
	e.written.Inserts = append(e.written.Inserts, added)
	if _, isCustomer := added.(*useraccess.Customer); isCustomer {
		e.written.Counters = append(e.written.Counters, commit.Count{Counter: commit.SubsidiariesOfCustomer, ID: added.Meta().ID})
	}
}

// hundredOfEach adds a hundred entries to every list of the company, and to every list of the objects in the world's names,
// no two of which name the same where they need not. They are written as a migration would, not by mutations.
func (w *world) hundredOfEach(t testing.TB) {
	t.Helper()
	added := &entries{t: t, companyID: w.company, written: commit.Commit{CompanyID: w.company}}
	var rules, identifiers []string
	var actors []actor.Actor
	for number := range 100 {
		by := added.people(w)
		actors = append(actors, by)
		profiles := added.timeProfiles(by, w)
		rules = append(rules, added.rule(by, profiles, "front", fmt.Sprintf("reader %d", number)))
		added.identifier(by, new(w.names["user"]), profiles, rules[number])
		added.identifier(by, new(w.names["accountIdentity"]), profiles, rules[number])
	}
	for _, by := range actors {
		identifiers = append(identifiers, added.identifier(by, by.UserID, added.timeProfiles(by, w), w.names["rule"]))
	}
	for _, add := range added.later {
		add()
	}
	laden := added.identifier(actors[0], actors[0].UserID, added.timeProfiles(actors[0], w), rules...)
	w.names["identifier"] = laden
	for _, parent := range parents() {
		for _, by := range actors {
			added.record(by, w.names[parent])
		}
	}
	for _, by := range actors {
		added.record(by, *by.UserID)
	}
	for _, by := range actors {
		added.add(&accessrule.Passage{Base: added.base(id.Passage), IdentifierID: &laden, HolderID: by.UserID, CreatedBy: by})
	}
	for i, by := range actors {
		added.add(&accessrule.Passage{Base: added.base(id.Passage), IdentifierID: &identifiers[i], HolderID: by.UserID, CreatedBy: by})
	}
	for batch := range slices.Chunk(added.written.Inserts, 200) {
		require.NoError(t, w.store.Commit(t.Context(), commit.Commit{CompanyID: w.company, Inserts: batch}))
	}
	added.written.Inserts = nil
	require.NoError(t, w.store.Commit(t.Context(), added.written))
}

// people adds one of each type of people, applications and accesses, and one more to each list of the world's objects. It
// returns somebody who can create things.
func (e *entries) people(w *world) actor.Actor {
	application := &tenant.Application{Base: e.base(id.Application), Enabled: true, Scopes: []actor.Scope{actor.Passage}}
	application.Keys = []tenant.ApiKey{{ID: e.base(id.APIKey).ID}}
	parent := &useraccess.Customer{Base: e.base(id.Customer), Name: "Parent"}
	subsidiary := &useraccess.Customer{Base: e.base(id.Customer), Name: "Sub", ParentID: new(w.names["customer"]), AncestorIDs: []string{w.names["customer"]}}
	customer := &useraccess.Customer{Base: e.base(id.Customer), Name: "Other", ParentID: &parent.ID, AncestorIDs: []string{parent.ID}}
	user := &useraccess.User{Base: e.base(id.User), LastName: "Byron", CustomerID: customer.ID, Enabled: true}
	by := actor.Actor{ApplicationID: application.ID, ApplicationName: "Import", UserID: &user.ID}
	ofCustomer := &useraccess.User{Base: e.base(id.User), LastName: "Byron", CustomerID: w.names["customer"], CreatedBy: by, Enabled: true}
	application.CreatedBy, parent.CreatedBy, subsidiary.CreatedBy, customer.CreatedBy, user.CreatedBy = by, by, by, by, by
	identity := &roleaccount.ExternalPersonalIdentity{Base: e.base(id.ExternalPersonalIdentity), LastName: "Byron", State: roleaccount.IdentityActive, CreatedBy: by}
	role := &roleaccount.ExternalRole{Base: e.base(id.ExternalRole), Enabled: true, CreatedBy: by}
	for _, added := range []document.Document{application, ofCustomer, subsidiary, parent, customer, user, identity, role} {
		e.add(added)
	}
	e.add(&useraccess.UserAccessRole{Base: e.base(id.UserAccessRole), Code: role.ID, CreatedBy: by})
	e.userAccess(by, w.names["user"], customer.ID, role.ID)
	e.userAccess(by, user.ID, w.names["customer"], role.ID)
	e.userAccess(by, user.ID, customer.ID, "READER")
	e.later = append(e.later, func() {
		e.userAccess(by, user.ID, customer.ID, role.ID)
		e.add(&useraccess.User{Base: e.base(id.User), LastName: "Byron", CustomerID: customer.ID, CreatedBy: by, Enabled: true})
		e.add(&useraccess.Customer{Base: e.base(id.Customer), Name: "Last", ParentID: &parent.ID, AncestorIDs: []string{parent.ID}, CreatedBy: by})
	})
	account := &roleaccount.ExternalRoleAccount{
		Base: e.base(id.ExternalRoleAccount), RoleID: role.ID, PersonalIdentityID: identity.ID, State: roleaccount.AccountActive, CreatedBy: by}
	another, ofIdentity := *account, *account
	another.Base, another.RoleID = e.base(id.ExternalRoleAccount), w.names["role"]
	ofIdentity.Base, ofIdentity.PersonalIdentityID = e.base(id.ExternalRoleAccount), w.names["accountIdentity"]
	e.add(&another)
	e.add(&ofIdentity)
	e.access(by, w.names["accountIdentity"], another.ID)
	e.access(by, identity.ID, w.names["account"])
	e.later = append(e.later, func() {
		account.Base = e.base(id.ExternalRoleAccount)
		e.add(account)
		e.access(by, identity.ID, account.ID)
	})
	return by
}

func (e *entries) userAccess(by actor.Actor, userID, customerID, role string) {
	e.add(&useraccess.StoredUserAccess{
		Base: e.base(id.UserAccess), Type: useraccess.API, UserID: userID, CustomerID: customerID, CustomerPathIDs: []string{customerID},
		Roles: []string{role}, Enabled: true, Name: new("A"), CreatedBy: by,
	})
}

func (e *entries) access(by actor.Actor, identityID, accountID string) {
	stored := e.base(id.Access)
	e.add(&access.Access{
		Base: stored, Type: access.Corporate, State: access.Active, LastName: "Byron", PrivateID: identityID, RoleAccountID: &accountID,
		Activation: &access.Activation{At: stored.UpdatedAt, AgreementVersion: "1", AcceptedBy: &by}, CreatedBy: by,
	})
}

func (e *entries) record(by actor.Actor, subjectID string) {
	stored := e.base(id.AuditRecord)
	e.written.AuditRecords = append(e.written.AuditRecords, audit.Record{
		ID: stored.ID, CompanyID: e.companyID, At: stored.UpdatedAt, Actor: by, Action: "updateUser", SubjectID: subjectID, RequestID: "seed",
	})
}

// timeProfiles adds a holiday calendar with a time profile, and returns the profile and the world's own.
func (e *entries) timeProfiles(by actor.Actor, w *world) []string {
	calendar := &timeprofile.HolidayCalendar{Base: e.base(id.HolidayCalendar), Name: "Holidays", CreatedBy: by}
	profile := &timeprofile.TimeProfile{
		Base: e.base(id.TimeProfile), Name: "Night", TimeZone: "UTC", HolidayCalendarIDs: []string{calendar.ID, w.names["holidayCalendar"]}, CreatedBy: by,
	}
	e.add(calendar)
	e.add(profile)
	e.written.Counters = append(e.written.Counters,
		commit.Count{Counter: commit.TimeProfilesOfHolidayCalendar, ID: calendar.ID, By: 1},
		commit.Count{Counter: commit.AccessRulesOfTimeProfile, ID: profile.ID, By: 1},
		commit.Count{Counter: commit.IdentifiersOfTimeProfile, ID: profile.ID, By: 1})
	return []string{profile.ID, w.names["timeProfile"]}
}

func (e *entries) rule(by actor.Actor, timeProfileIDs []string, readers ...string) string {
	rule := &accessrule.AccessRule{Base: e.base(id.AccessRule), Name: "Doors", TimeProfileIDs: timeProfileIDs, CreatedBy: by}
	for _, reader := range readers {
		rule.Settings = append(rule.Settings, accessrule.AccessRuleSetting{Reader: reader, Relays: []int{1}})
	}
	for _, reader := range rule.Shares() {
		e.share(reader)
	}
	e.add(rule)
	e.written.Counters = append(e.written.Counters, commit.Count{Counter: commit.IdentifiersOfAccessRule, ID: rule.ID, By: 1})
	return rule.ID
}

// share counts one more rule of a reader.
func (e *entries) share(reader commit.Shared) {
	for i := range e.written.Shares {
		if e.written.Shares[i].Document.Meta().ID == reader.Meta().ID {
			e.written.Shares[i].By++
			return
		}
	}
	e.written.Shares = append(e.written.Shares, commit.Share{Document: reader, By: 1})
}

func (e *entries) identifier(by actor.Actor, holderID *string, timeProfileIDs []string, ruleIDs ...string) string {
	identifier := &accessrule.Identifier{
		Base: e.base(id.Identifier), Affiliation: accessrule.Guest, Type: accessrule.Card, AccessRuleIDs: ruleIDs, HolderID: holderID, CreatedBy: by,
		TimeProfileIDs: timeProfileIDs,
		Validity:       accessrule.IdentifierValidity{MaxPasses: new(7)},
	}
	e.add(identifier)
	e.written.Counters = append(e.written.Counters, commit.Count{Counter: commit.PassesLeftOfIdentifier, ID: identifier.ID, By: 7})
	return identifier.ID
}
