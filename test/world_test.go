package test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/access"
	"accessgraph/domain/accessrule"
	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
	"accessgraph/internal/app"
)

// unusedCode is that of an identifier without access rules. It is as long as a code can be: a shorter one can stand in a
// log by chance, within an ID or a time.
const unusedCode = "0815081508"

// world is a server with one company's objects, known by short names. Fixtures write ${name}.
type world struct {
	*server
	admin client
	names map[string]string
}

// mutate runs a mutation by its field's name and returns its payload.
func (c client) mutate(t testing.TB, field, selection string, input any) map[string]any {
	t.Helper()
	data := c.must(t, mutation(field, selection), map[string]any{"input": input})
	payload, ok := at(t, data, field).(map[string]any)
	require.True(t, ok)
	return payload
}

func mutation(field, selection string) string {
	return fmt.Sprintf("mutation($input: %s!) { %s(input: $input) { %s } }", inputType(field), field, selection)
}

func inputType(field string) string { return strings.ToUpper(field[:1]) + field[1:] + "Input" }

// newWorld returns a world with something of everything, which no other test changes, and a second company next to it.
func newWorld(t testing.TB) *world {
	t.Helper()
	return newWorldAs(t, func(*app.Options) {})
}

// newWorldAs returns a world on a server with other options.
func newWorldAs(t testing.TB, edit func(*app.Options)) *world {
	t.Helper()
	return worldSeed.copy(t, edit)
}

func (w *world) create(t testing.TB, name, field, noun string, input any) string {
	t.Helper()
	objectID := text(t, w.admin.mutate(t, field, noun+" { id }", input), noun, "id")
	w.names[name] = objectID
	return objectID
}

func person(more map[string]any) map[string]any {
	input := map[string]any{"firstName": "Ada", "lastName": "Byron", "emailAddress": "ada@example.com", "managed": true}
	for key, value := range more {
		input[key] = value
	}
	return input
}

func (w *world) peopleOfOtherOrganisations(t testing.TB) {
	w.create(t, "identity", "createExternalPersonalIdentity", "externalPersonalIdentity", person(nil))
	w.create(t, "deactivatedIdentity", "createExternalPersonalIdentity", "externalPersonalIdentity", person(nil))
	role := w.create(t, "role", "createExternalRole", "externalRole", map[string]any{"name": "Accountant", "enabled": true})
	leaving := w.create(t, "disabledRole", "createExternalRole", "externalRole", map[string]any{"name": "Intern", "enabled": true})
	w.create(t, "invitedIdentity", "createExternalPersonalIdentity", "externalPersonalIdentity", person(nil))
	for name, roleID := range map[string]string{
		"account": role, "deactivatedAccount": role, "accountOfDisabledRole": leaving, "invitedAccount": role, "accountOfInvited": role,
	} {
		payload := w.admin.mutate(t, "createExternalRoleAccount", "externalRoleAccount { id personalIdentityId }", person(map[string]any{"roleId": roleID}))
		w.names[name] = text(t, payload, "externalRoleAccount", "id")
		w.names[name+"Identity"] = text(t, payload, "externalRoleAccount", "personalIdentityId")
	}
	change(t, w, w.store.ExternalPersonalIdentities(), "deactivatedIdentity", func(identity *roleaccount.ExternalPersonalIdentity) {
		identity.State = roleaccount.IdentityDeactivated
	})
	for _, name := range []string{"invitedIdentity", "accountOfInvitedIdentity"} {
		change(t, w, w.store.ExternalPersonalIdentities(), name, func(identity *roleaccount.ExternalPersonalIdentity) { identity.State = roleaccount.IdentityInvited })
	}
	change(t, w, w.store.ExternalRoleAccounts(), "invitedAccount", func(account *roleaccount.ExternalRoleAccount) {
		account.State = roleaccount.AccountInvited
	})
	change(t, w, w.store.ExternalRoleAccounts(), "deactivatedAccount", func(account *roleaccount.ExternalRoleAccount) {
		account.State = roleaccount.AccountDeactivated
	})
	change(t, w, w.store.ExternalRoles(), "disabledRole", func(role *roleaccount.ExternalRole) { role.Enabled = false })
}

// change puts a document in a state that the API does not reach.
func change[T any, P interface {
	*T
	document.Document
}](t testing.TB, w *world, reader document.Reader[T], name string, edit func(*T)) {
	t.Helper()
	operator := actor.Caller{CompanyID: w.company, ApplicationName: "test", RequestID: "seed"}
	_, err := commit.Run(t.Context(), w.changes, operator, "seed", func(ctx context.Context, change *commit.Change) (bool, error) {
		before, err := reader.Get(ctx, w.company, w.names[name])
		if err != nil {
			return false, err
		}
		after := *before
		edit(&after)
		return true, change.Replace(P(before), P(&after))
	})
	require.NoError(t, err)
}

func (w *world) accesses(t testing.TB) {
	private := func(managed bool) map[string]any {
		return map[string]any{"type": "PRIVATE", "privateId": w.names["identity"], "managed": managed, "firstName": "Ada", "lastName": "Byron"}
	}
	w.create(t, "invitedAccess", "createAccess", "access", private(true))
	w.create(t, "userManagedAccess", "createAccess", "access", private(false))
	active := w.create(t, "activeAccess", "createAccess", "access", private(true))
	w.admin.mutate(t, "activateAccess", "access { id }", map[string]any{"accessId": active})
	w.create(t, "corporateAccess", "createAccess", "access", map[string]any{
		"type": "CORPORATE", "privateId": w.names["accountIdentity"], "roleAccountId": w.names["account"],
		"managed": true, "firstName": "Ada", "lastName": "Byron", "corporateName": "Engines Ltd", "corporateRoleName": "Accountant",
	})
	pending := w.create(t, "pendingAccess", "createAccess", "access", private(false))
	w.admin.mutate(t, "inviteAccess", "access { id }", map[string]any{"accessId": pending})
}

// stranded adds accesses and an account that refer to people, accounts and roles that have been turned off since, and accesses of
// users that cannot be used.
func (w *world) stranded(t testing.TB) {
	w.create(t, "leaversAccess", "createAccess", "access", map[string]any{
		"type": "PRIVATE", "privateId": w.names["identity"], "managed": true, "firstName": "Ada", "lastName": "Byron"})
	change(t, w, w.store.Accesses(), "leaversAccess", func(stored *access.Access) { stored.PrivateID = w.names["deactivatedIdentity"] })
	for name, account := range map[string]string{"accessOfDeactivatedAccount": "deactivatedAccount", "accessOfDisabledRole": "accountOfDisabledRole"} {
		w.create(t, name, "createAccess", "access", map[string]any{
			"type": "CORPORATE", "privateId": w.names["accountIdentity"], "roleAccountId": w.names["account"],
			"managed": true, "firstName": "Ada", "lastName": "Byron"})
		change(t, w, w.store.Accesses(), name, func(stored *access.Access) {
			stored.PrivateID, stored.RoleAccountID = w.names[account+"Identity"], new(w.names[account])
		})
	}
	change(t, w, w.store.Accesses(), "accessOfDisabledRole", func(stored *access.Access) { stored.State = access.Deactivated })
	w.create(t, "deactivatedAccountOfDisabledRole", "createExternalRoleAccount", "externalRoleAccount", person(map[string]any{"roleId": w.names["role"]}))
	change(t, w, w.store.ExternalRoleAccounts(), "deactivatedAccountOfDisabledRole", func(account *roleaccount.ExternalRoleAccount) {
		account.State, account.RoleID = roleaccount.AccountDeactivated, w.names["disabledRole"]
	})
	w.create(t, "offUser", "createUser", "user", map[string]any{"firstName": "Eve", "lastName": "Off", "customerId": w.names["customer"], "enabled": false})
	w.create(t, "offAccess", "createUserAccess", "userAccess", profileOf(w.names["thirdUser"], map[string]any{"enabled": false}))
	w.create(t, "accessOfOffUser", "createUserAccess", "userAccess", profileOf(w.names["offUser"], nil))
}

// profileOf returns the input of a profile of a user.
func profileOf(userID string, more map[string]any) map[string]any {
	input := map[string]any{"userId": userID, "type": map[string]any{"profile": map[string]any{"name": "Desk"}}}
	maps.Copy(input, more)
	return input
}

func (w *world) usersAndTheirAccesses(t testing.TB) {
	customer := w.create(t, "customer", "createCustomer", "customer", map[string]any{"name": "Engines Ltd"})
	deep := customer
	for level := 2; level <= 8; level++ {
		deep = w.create(t, "deepCustomer", "createCustomer", "customer", map[string]any{"name": fmt.Sprint("Level ", level), "parentId": deep})
	}
	for _, name := range []string{"user", "secondUser", "thirdUser", "fourthUser"} {
		w.create(t, name, "createUser", "user", map[string]any{"firstName": "Ada", "lastName": "Byron", "customerId": customer})
	}
	for _, code := range []string{"READER", "WRITER", "SPARE"} {
		w.create(t, "role"+code, "createUserAccessRole", "userAccessRole", map[string]any{"code": code, "description": "May do it."})
	}
	w.create(t, "uiAccess", "createUserAccess", "userAccess", map[string]any{
		"userId": w.names["user"], "roles": []string{"READER"}, "type": map[string]any{"ui": map[string]any{"twoFaEnabled": true}},
	})
	w.create(t, "ssoAccess", "createUserAccess", "userAccess", map[string]any{
		"userId": w.names["secondUser"], "type": map[string]any{"sso": map[string]any{"ssoId": "sso-1"}},
	})
	w.create(t, "apiAccess", "createUserAccess", "userAccess", map[string]any{
		"userId": w.names["user"], "type": map[string]any{"api": map[string]any{"name": "Import"}},
	})
	w.create(t, "profileAccess", "createUserAccess", "userAccess", map[string]any{
		"userId": w.names["user"], "type": map[string]any{"profile": map[string]any{"name": "Desk"}},
	})
	w.create(t, "spareAccess", "createUserAccess", "userAccess", map[string]any{
		"userId": w.names["fourthUser"], "roles": []string{"READER"}, "type": map[string]any{"sso": map[string]any{"ssoId": "sso-3"}},
	})
}

// timeProfiles adds time profiles that are open all year.
func (w *world) timeProfiles(t testing.TB) {
	calendar := w.create(t, "holidayCalendar", "createHolidayCalendar", "holidayCalendar", map[string]any{
		"name": "Sweden", "holidays": []any{map[string]any{"date": "1999-12-31", "name": "Inventory"}},
	})
	w.create(t, "spareCalendar", "createHolidayCalendar", "holidayCalendar", map[string]any{"name": "None", "holidays": []any{}})
	for name, calendarIDs := range map[string][]string{"timeProfile": {calendar}, "spareProfile": {}} {
		w.create(t, name, "createTimeProfile", "timeProfile", map[string]any{
			"name": "Office", "timeZone": "Europe/Stockholm", "holidayCalendarIds": calendarIDs,
			"windows": []any{map[string]any{"days": everyDay(), "from": "00:00", "to": "24:00"}},
		})
	}
}

func everyDay() []string {
	return []string{"MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"}
}

func (w *world) rulesAndIdentifiers(t testing.TB) {
	w.timeProfiles(t)
	rule := w.create(t, "rule", "createAccessRule", "accessRule", ruleInput())
	profiled := ruleInput()
	profiled["timeProfileIds"] = []string{w.names["timeProfile"]}
	w.create(t, "spareRule", "createAccessRule", "accessRule", profiled)
	identifier := w.create(t, "identifier", "createIdentifier", "identifier", map[string]any{
		"name": "Card", "affiliation": "OWNER", "type": "CARD", "number": "04:A3:FF", "validity": map[string]any{"maxPasses": 10},
		"holderId": w.names["user"],
	})
	w.admin.mutate(t, "attachAccessRule", "identifier { id }", map[string]any{"identifierId": identifier, "accessRuleId": rule})
	visitor := w.create(t, "visitorCard", "createIdentifier", "identifier", map[string]any{
		"name": "Visitor", "affiliation": "GUEST", "type": "CARD", "number": "4711", "validity": map[string]any{"maxPasses": 10},
	})
	w.admin.mutate(t, "attachAccessRule", "identifier { id }", map[string]any{"identifierId": visitor, "accessRuleId": rule})
	w.create(t, "unusedRule", "createAccessRule", "accessRule", ruleInput())
	w.create(t, "unusedIdentifier", "createIdentifier", "identifier", map[string]any{
		"name": "Unused", "affiliation": "GUEST", "type": "INPUT_CODE", "number": unusedCode, "timeProfileIds": []string{w.names["timeProfile"]},
	})
	used := w.create(t, "usedCard", "createIdentifier", "identifier", map[string]any{
		"name": "Used", "affiliation": "GUEST", "type": "CARD", "number": "4712", "validity": map[string]any{"maxPasses": 5},
		"holderId": w.names["accountIdentity"],
	})
	w.admin.mutate(t, "attachAccessRule", "identifier { id }", map[string]any{"identifierId": used, "accessRuleId": rule})
	w.record(t, "front", "usedCard")
	w.record(t, "elsewhere", "identifier")
	recorded, err := w.store.Passages().List(t.Context(), w.company, accessrule.PassageFilter{IdentifierID: &identifier}, document.PageRequest{First: 1})
	require.NoError(t, err)
	w.names["passage"] = recorded.Items[0].ID
	w.names["reader"] = text(t, w.admin.must(t, "{ readers { nodes { id } } }", nil), "readers", "nodes", 0, "id")
}

func ruleInput() map[string]any {
	return map[string]any{"name": "Doors", "description": "Front", "settings": []any{map[string]any{"reader": "front", "relays": []int{2, 1}}}}
}

func (w *world) applications(t testing.TB) {
	viewer := w.admin.must(t, "{ viewer { application { id keys { id } } company { id } } }", nil)
	w.names["application"] = text(t, viewer, "viewer", "application", "id")
	w.names["applicationKey"] = text(t, viewer, "viewer", "application", "keys", 0, "id")
	w.names["company"] = text(t, viewer, "viewer", "company", "id")
	twoKeys := w.create(t, "twoKeyApplication", "createApplication", "application", map[string]any{"name": "Two keys", "scopes": []string{"ACCESS_READ"}})
	w.admin.mutate(t, "issueApiKey", "application { id }", map[string]any{"applicationId": twoKeys})
}

// anotherCompany gives a second tenant one object of each kind that the first must not see.
func (w *world) anotherCompany(t testing.TB) {
	foreign := w.foreign
	viewer := foreign.must(t, "{ viewer { application { id } company { id } } }", nil)
	w.names["foreignApplication"] = text(t, viewer, "viewer", "application", "id")
	w.names["foreignCompany"] = text(t, viewer, "viewer", "company", "id")
	elsewhere := *w.server
	elsewhere.company = w.names["foreignCompany"]
	at := &world{server: &elsewhere, admin: foreign, names: map[string]string{}}
	identity := at.create(t, "Identity", "createExternalPersonalIdentity", "externalPersonalIdentity", person(nil))
	role := at.create(t, "Role", "createExternalRole", "externalRole", map[string]any{"name": "Accountant", "enabled": true})
	at.create(t, "Account", "createExternalRoleAccount", "externalRoleAccount", person(map[string]any{"roleId": role}))
	at.create(t, "Access", "createAccess", "access", map[string]any{
		"type": "PRIVATE", "privateId": identity, "managed": true, "firstName": "Eve", "lastName": "Byron"})
	at.invitations(t, identity)
	customer := at.create(t, "Customer", "createCustomer", "customer", map[string]any{"name": "Elsewhere"})
	user := at.create(t, "User", "createUser", "user", map[string]any{"firstName": "Eve", "lastName": "Byron", "customerId": customer})
	at.create(t, "UserAccessRole", "createUserAccessRole", "userAccessRole", map[string]any{"code": "READER", "description": ""})
	at.create(t, "UserAccess", "createUserAccess", "userAccess", map[string]any{"userId": user, "type": map[string]any{"ui": map[string]any{}}})
	at.create(t, "HolidayCalendar", "createHolidayCalendar", "holidayCalendar", map[string]any{"name": "Sweden", "holidays": []any{}})
	at.create(t, "TimeProfile", "createTimeProfile", "timeProfile", map[string]any{
		"name": "Office", "timeZone": "UTC", "windows": []any{map[string]any{"days": []string{"MONDAY"}, "from": "08:00", "to": "17:00"}}})
	at.create(t, "Rule", "createAccessRule", "accessRule", ruleInput())
	at.create(t, "Identifier", "createIdentifier", "identifier", map[string]any{"name": "Card", "affiliation": "OWNER", "type": "CARD", "number": "04:A3:FF"})
	for name, value := range at.names {
		if strings.HasSuffix(name, "Token") {
			w.names[name] = value
			continue
		}
		w.names["foreign"+name] = value
	}
}

// logged takes the ID of a record that the rest left in the audit log.
func (w *world) logged(t testing.TB) {
	t.Helper()
	log := w.admin.must(t, "{ auditLog(first: 1) { nodes { id } } }", nil)
	w.names["auditRecord"] = text(t, log, "auditLog", "nodes", 0, "id")
}

// invitations are the other company's, so that its users stay out of the first one's lists. Their bearers name no company.
func (w *world) invitations(t testing.TB, identity string) {
	for _, name := range []string{"invitation", "spare", "used", "expired", "replaced", "revoked"} {
		accessID := w.create(t, name, "createAccess", "access", map[string]any{
			"type": "PRIVATE", "privateId": identity, "managed": false, "firstName": "Eve", "lastName": "Byron"})
		w.names[name+"Token"] = text(t, w.admin.mutate(t, "inviteAccess", "invitationToken", map[string]any{"accessId": accessID}), "invitationToken")
	}
	w.admin.mutate(t, "acceptAccessInvitation", "state", map[string]any{"invitationToken": w.names["usedToken"], "agreementVersion": "1.0"})
	w.admin.mutate(t, "inviteAccess", "access { id }", map[string]any{"accessId": w.names["replaced"]})
	w.admin.mutate(t, "revokeAccessInvitation", "access { id }", map[string]any{"accessId": w.names["revoked"]})
	change(t, w, w.store.Accesses(), "expired", func(stored *access.Access) {
		past := *stored.Invitation
		past.ExpiresAt = past.SentAt
		stored.Invitation = &past
	})
}

// strangers are IDs of the right form that nobody has.
func (w *world) strangers(t testing.TB) {
	for name, kind := range map[string]id.Kind{
		"Access": id.Access, "Identity": id.ExternalPersonalIdentity, "Role": id.ExternalRole, "Account": id.ExternalRoleAccount,
		"Customer": id.Customer, "User": id.User, "UserAccess": id.UserAccess, "UserAccessRole": id.UserAccessRole,
		"Rule": id.AccessRule, "Identifier": id.Identifier, "Application": id.Application, "Company": id.Company, "Key": id.APIKey,
		"TimeProfile": id.TimeProfile, "HolidayCalendar": id.HolidayCalendar,
	} {
		unknownID, err := domaintest.NewID(kind)
		require.NoError(t, err)
		w.names["unknown"+name] = unknownID
	}
	w.names["text256"] = strings.Repeat("x", 256)
}

// fill puts the world's IDs in the place of ${name}.
func (w *world) fill(t testing.TB, raw json.RawMessage) json.RawMessage {
	t.Helper()
	pairs := make([]string, 0, 2*len(w.names))
	for name, value := range w.names {
		pairs = append(pairs, "${"+name+"}", value)
	}
	filled := strings.NewReplacer(pairs...).Replace(string(raw))
	require.NotContains(t, filled, "${", "a name that the world does not know")
	return json.RawMessage(filled)
}
