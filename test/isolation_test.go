package test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/internal/app"
)

// operation is how a root field is called with objects of the first company.
type operation struct {
	// arguments, with ${name} for the world's IDs. own is the name of the one that decides whose object it is.
	arguments string
	own       string
	selection string
	// openToAll marks the fields that a caller may use whatever its scopes.
	openToAll bool
}

// operations has an entry for each root field of the schema: a new field without one fails the tests below.
func operations() map[string]operation {
	return map[string]operation{
		"node":         {arguments: `id: "${invitedAccess}"`, own: "invitedAccess", selection: "{ id }"},
		"nodes":        {arguments: `ids: ["${invitedAccess}"]`, own: "invitedAccess", selection: "{ id }"},
		"viewer":       {selection: "{ scopes }", openToAll: true},
		"errorCatalog": {selection: "{ reason }", openToAll: true}, "possibleErrors": {arguments: `coordinate: "Mutation.createAccess"`, selection: "{ reason }", openToAll: true},
		"serverInfo": {selection: "{ version }", openToAll: true},

		"access":                     {arguments: `accessId: "${invitedAccess}"`, own: "invitedAccess", selection: "{ id }"},
		"accesses":                   {selection: "{ nodes { id } }"},
		"externalPersonalIdentity":   {arguments: `externalPersonalIdentityId: "${identity}"`, own: "identity", selection: "{ id }"},
		"externalPersonalIdentities": {selection: "{ nodes { id } }"},
		"externalRole":               {arguments: `externalRoleId: "${role}"`, own: "role", selection: "{ id }"},
		"externalRoles":              {selection: "{ nodes { id } }"},
		"externalRoleAccount":        {arguments: `externalRoleAccountId: "${account}"`, own: "account", selection: "{ id }"},
		"externalRoleAccounts":       {selection: "{ nodes { id } }"},
		"customer":                   {arguments: `customerId: "${customer}"`, own: "customer", selection: "{ id }"},
		"customers":                  {selection: "{ nodes { id } }"},
		"user":                       {arguments: `userId: "${user}"`, own: "user", selection: "{ id }"},
		"users":                      {selection: "{ nodes { id } }"},
		"userAccess":                 {arguments: `userAccessId: "${uiAccess}"`, own: "uiAccess", selection: "{ id }"},
		"userAccesses":               {selection: "{ nodes { id } }"},
		"userAccessRole":             {arguments: `userAccessRoleId: "${roleREADER}"`, own: "roleREADER", selection: "{ id }"},
		"userAccessRoles":            {selection: "{ nodes { id } }"},
		"accessRule":                 {arguments: `accessRuleId: "${rule}"`, own: "rule", selection: "{ id }"},
		"accessRules":                {selection: "{ nodes { id } }"},
		"identifier":                 {arguments: `identifierId: "${identifier}"`, own: "identifier", selection: "{ id }"},
		"identifiers":                {selection: "{ nodes { id } }"},
		"passages":                   {selection: "{ nodes { id } }"},
		"readers":                    {selection: "{ nodes { id } }"},
		"timeProfile":                {arguments: `timeProfileId: "${timeProfile}"`, own: "timeProfile", selection: "{ id }"},
		"timeProfiles":               {selection: "{ nodes { id } }"},
		"holidayCalendar":            {arguments: `holidayCalendarId: "${holidayCalendar}"`, own: "holidayCalendar", selection: "{ id }"},
		"holidayCalendars":           {selection: "{ nodes { id } }"},
		"previewPassages":            {arguments: `changes: [{deleteAccessRule: "${rule}"}]`, own: "rule", selection: "{ losses }"},
		"passageSummary":             {arguments: `from: "2020-01-01T00:00:00Z", to: "2020-01-31T00:00:00Z"`, selection: "{ grantedCount }"},
		"identifierByNumber":         {arguments: `number: {type: CARD, number: "04:A3:1B:22"}`, selection: "{ id }"},
		"reader":                     {arguments: `reader: "front"`, selection: "{ id }"},
		"checkPassage":               {arguments: `reader: "front", identifier: {identifierId: "${visitorCard}"}`, own: "visitorCard", selection: "{ granted }"},
		"application":                {arguments: `applicationId: "${application}"`, own: "application", selection: "{ id }"},
		"applications":               {selection: "{ nodes { id } }"},
		"auditLog":                   {selection: "{ nodes { id } }"},
		"changes":                    {selection: "{ events { record { id } } caughtUp }"},

		"createExternalPersonalIdentity": {arguments: `input: {firstName: "A", lastName: "B", emailAddress: "a@example.com", managed: true}`, selection: "{ externalPersonalIdentity { id } }"},
		"createExternalRole":             {arguments: `input: {name: "Auditor", enabled: true}`, selection: "{ externalRole { id } }"},
		"createExternalRoleAccount": {arguments: `input: {roleId: "${role}", managed: true, firstName: "A", lastName: "B", emailAddress: "a@example.com"}`,
			own: "role", selection: "{ externalRoleAccount { id } }"},
		"accessUserAgreement":            {arguments: `accessId: "${corporateAccess}"`, own: "corporateAccess", selection: "{ version }"},
		"invitationUserAgreement":        {arguments: `invitationToken: "${spareToken}"`, selection: "{ version }", openToAll: true},
		"inviteAccess":                   {arguments: `input: {accessId: "${userManagedAccess}"}`, own: "userManagedAccess", selection: "{ access { id } }"},
		"revokeAccessInvitation":         {arguments: `input: {accessId: "${pendingAccess}"}`, own: "pendingAccess", selection: "{ access { id } }"},
		"acceptAccessInvitation":         {arguments: `input: {invitationToken: "${invitationToken}", agreementVersion: "1.0"}`, selection: "{ state }", openToAll: true},
		"updateExternalPersonalIdentity": {arguments: `input: {externalPersonalIdentityId: "${identity}", firstName: "Eve"}`, own: "identity", selection: "{ externalPersonalIdentity { id } }"},
		"updateExternalRole":             {arguments: `input: {externalRoleId: "${role}", name: "Clerk"}`, own: "role", selection: "{ externalRole { id } }"},
		"updateExternalRoleAccount": {arguments: `input: {externalRoleAccountId: "${account}", firstName: "Eve"}`,
			own: "account", selection: "{ externalRoleAccount { id } }"},
		"createAccess":         {arguments: `input: {type: PRIVATE, privateId: "${identity}", managed: true, firstName: "A", lastName: "B"}`, own: "identity", selection: "{ access { id } }"},
		"activateAccess":       {arguments: `input: {accessId: "${invitedAccess}"}`, own: "invitedAccess", selection: "{ access { id } }"},
		"updateAccess":         {arguments: `input: {accessId: "${activeAccess}", firstName: "Eve"}`, own: "activeAccess", selection: "{ access { id } }"},
		"createCustomer":       {arguments: `input: {name: "Sub", parentId: "${customer}"}`, own: "customer", selection: "{ customer { id } }"},
		"createUser":           {arguments: `input: {firstName: "A", lastName: "B", customerId: "${customer}"}`, own: "customer", selection: "{ user { id } }"},
		"createUserAccessRole": {arguments: `input: {code: "AUDITOR", description: ""}`, selection: "{ userAccessRole { id } }"},
		"createUserAccess":     {arguments: `input: {userId: "${user}", type: {profile: {name: "Desk"}}}`, own: "user", selection: "{ userAccess { id } }"},
		"updateCustomer":       {arguments: `input: {customerId: "${customer}", name: "Renamed"}`, own: "customer", selection: "{ customer { id } }"},
		"updateUser":           {arguments: `input: {userId: "${user}", firstName: "Eve"}`, own: "user", selection: "{ user { id } }"},
		"eraseUser":            {arguments: `input: {userId: "${thirdUser}", reason: "left"}`, own: "thirdUser", selection: "{ erasedUserId }"},
		"eraseExternalPersonalIdentity": {arguments: `input: {externalPersonalIdentityId: "${invitedIdentity}", reason: "left"}`, own: "invitedIdentity",
			selection: "{ erasedExternalPersonalIdentityId }"},
		"updateUserAccess": {arguments: `input: {userAccessId: "${profileAccess}", name: "Night", roles: ["WRITER"]}`, own: "profileAccess",
			selection: "{ userAccess { id } }"},
		"deleteUserAccess":      {arguments: `input: {userAccessId: "${spareAccess}"}`, own: "spareAccess", selection: "{ deletedUserAccessId }"},
		"recordUserAccessLogin": {arguments: `input: {userAccessId: "${apiAccess}"}`, own: "apiAccess", selection: "{ userAccess { id } }"},
		"updateUserAccessRole":  {arguments: `input: {userAccessRoleId: "${roleREADER}", description: "Reads."}`, own: "roleREADER", selection: "{ userAccessRole { id } }"},
		"deleteUserAccessRole":  {arguments: `input: {userAccessRoleId: "${roleSPARE}"}`, own: "roleSPARE", selection: "{ deletedUserAccessRoleId }"},
		"createIdentifier":      {arguments: `input: {name: "Card", affiliation: OWNER, type: CARD, number: "12345"}`, selection: "{ identifier { id } }"},
		"createAccessRule":      {arguments: `input: {name: "Doors", description: "", settings: [{reader: "r", relays: [1]}]}`, selection: "{ accessRule { id } }"},
		"attachAccessRule":      {arguments: `input: {identifierId: "${identifier}", accessRuleId: "${spareRule}"}`, own: "identifier", selection: "{ identifier { id } }"},
		"detachAccessRule":      {arguments: `input: {identifierId: "${identifier}", accessRuleId: "${rule}"}`, own: "identifier", selection: "{ identifier { id } }"},
		"updateAccessRule":      {arguments: `input: {accessRuleId: "${rule}", name: "Gates"}`, own: "rule", selection: "{ accessRule { id } }"},
		"deleteAccessRule":      {arguments: `input: {accessRuleId: "${unusedRule}"}`, own: "unusedRule", selection: "{ deletedAccessRuleId }"},
		"updateIdentifier":      {arguments: `input: {identifierId: "${identifier}", name: "Renamed"}`, own: "identifier", selection: "{ identifier { id } }"},
		"deleteIdentifier":      {arguments: `input: {identifierId: "${unusedIdentifier}"}`, own: "unusedIdentifier", selection: "{ deletedIdentifierId }"},
		"resetIdentifierPasses": {arguments: `input: {identifierId: "${usedCard}"}`, own: "usedCard", selection: "{ identifier { id } }"},
		"recordPassage":         {arguments: `input: {reader: "front", identifier: {identifierId: "${visitorCard}"}}`, selection: "{ decision { granted } }"},
		"createTimeProfile": {arguments: `input: {name: "Night", timeZone: "UTC", windows: [{days: MONDAY, from: "22:00", to: "06:00"}], holidayCalendarIds: "${holidayCalendar}"}`,
			own: "holidayCalendar", selection: "{ timeProfile { id } }"},
		"updateTimeProfile":     {arguments: `input: {timeProfileId: "${timeProfile}", name: "Day"}`, own: "timeProfile", selection: "{ timeProfile { id } }"},
		"deleteTimeProfile":     {arguments: `input: {timeProfileId: "${spareProfile}"}`, own: "spareProfile", selection: "{ deletedTimeProfileId }"},
		"createHolidayCalendar": {arguments: `input: {name: "Norway", holidays: [{date: "2026-05-17", name: "Constitution Day"}]}`, selection: "{ holidayCalendar { id } }"},
		"updateHolidayCalendar": {arguments: `input: {holidayCalendarId: "${holidayCalendar}", name: "Renamed"}`, own: "holidayCalendar", selection: "{ holidayCalendar { id } }"},
		"deleteHolidayCalendar": {arguments: `input: {holidayCalendarId: "${spareCalendar}"}`, own: "spareCalendar", selection: "{ deletedHolidayCalendarId }"},
		"createApplication":     {arguments: `input: {name: "New", scopes: [ACCESS_READ]}`, selection: "{ application { id } }"},
		"updateApplication":     {arguments: `input: {applicationId: "${twoKeyApplication}", name: "Renamed"}`, own: "twoKeyApplication", selection: "{ application { id } }"},
		"issueApiKey":           {arguments: `input: {applicationId: "${application}"}`, own: "application", selection: "{ application { id } }"},
		"revokeApiKey":          {arguments: `input: {applicationId: "${application}", apiKeyId: "${applicationKey}"}`, own: "application", selection: "{ application { id } }"},
	}
}

// rootFields calls visit for each root field of the schema, with the document that calls it.
func rootFields(t *testing.T, w *world, visit func(t *testing.T, field *ast.FieldDefinition, called operation, document string)) {
	t.Helper()
	listed := operations()
	for _, root := range []*ast.Definition{app.Schema().Query, app.Schema().Mutation} {
		for _, field := range root.Fields {
			if strings.HasPrefix(field.Name, "__") {
				continue
			}
			t.Run(field.Name, func(t *testing.T) {
				called, ok := listed[field.Name]
				require.True(t, ok, "no operation for %s.%s", root.Name, field.Name)
				visit(t, field, called, called.document(t, w, strings.ToLower(root.Name), field.Name))
			})
		}
	}
}

func (o operation) document(t *testing.T, w *world, kind, field string) string {
	t.Helper()
	arguments := ""
	if o.arguments != "" {
		arguments = "(" + string(w.fill(t, []byte(o.arguments))) + ")"
	}
	return fmt.Sprintf("%s { %s%s %s }", kind, field, arguments, o.selection)
}

func TestPublic_NothingElseAnswersWithoutAKey(t *testing.T) {
	w := newWorld(t)
	before := w.snapshot(t)
	rootFields(t, w, func(t *testing.T, field *ast.FieldDefinition, _ operation, document string) {
		got := client{url: w.admin.url}.send(t, document, nil)
		if field.Directives.ForName("public") != nil {
			require.Empty(t, got.Errors, got.raw)
			before = w.snapshot(t) // an invitation is accepted without a key
			return
		}
		require.Equal(t, 401, got.status)
		require.NotEmpty(t, got.header.Get("WWW-Authenticate"))
		require.Equal(t, "Invalid authentication", got.Errors[0].Message)
		require.Equal(t, "INVALID_AUTHENTICATION", got.Errors[0].Extensions.Code)
		require.False(t, got.hasData, got.raw)
	})
	require.Equal(t, before, w.snapshot(t))
}

func TestScopes_EachRootFieldRequiresItsOwn(t *testing.T) {
	w := newWorld(t)
	all := allScopes()
	rootFields(t, w, func(t *testing.T, field *ast.FieldDefinition, called operation, document string) {
		needed := field.Directives.ForName("requiresScope")
		if needed == nil {
			require.True(t, called.openToAll || slices.Contains([]string{"node", "nodes", "application"}, field.Name))
			return
		}
		scope := needed.Arguments.ForName("scope").Value.Raw
		rest := slices.DeleteFunc(slices.Clone(all), func(held string) bool {
			return held == scope || held == strings.Replace(scope, "_READ", "_WRITE", 1)
		})
		narrow := w.application(t, rest, nil)
		before := w.snapshot(t)
		got := narrow.send(t, document, nil)
		requireDenied(t, got, field.Name, scope)
		require.Equal(t, before, w.snapshot(t), "a refused operation wrote something")
	})
}

func requireDenied(t *testing.T, got answer, field, scope string) {
	t.Helper()
	require.Equal(t, 200, got.status)
	require.Len(t, got.Errors, 1, got.raw)
	require.Equal(t, "PERMISSION_DENIED", got.Errors[0].Extensions.Code, got.raw)
	require.Equal(t, "SCOPE_REQUIRED", got.Errors[0].Extensions.Reason)
	require.Contains(t, got.Errors[0].Message, scope)
	require.Contains(t, got.Errors[0].Message, field)
	require.Equal(t, map[string]any{field: nil}, got.Data)
}

// TestCompanies_AnotherCompanysObjectIsUnknown compares, for each operation that names an object, what a caller of the other
// company is told of it with what the same caller is told of an object that nobody has.
func TestCompanies_AnotherCompanysObjectIsUnknown(t *testing.T) {
	w := newWorld(t)
	before := w.snapshot(t)
	rootFields(t, w, func(t *testing.T, _ *ast.FieldDefinition, called operation, document string) {
		if called.own == "" {
			return
		}
		existing := w.names[called.own]
		prefix, _, _ := strings.Cut(existing, "_")
		unknown := prefix + "_0190f0000000700080000000000000aa"
		told := w.foreign.send(t, document, nil)
		wouldBeTold := w.foreign.send(t, strings.ReplaceAll(document, existing, unknown), nil)
		require.Equal(t, anonymous(wouldBeTold, unknown), anonymous(told, existing))
		require.NotContains(t, fmt.Sprint(told.Data), existing)
	})
	require.Equal(t, before, w.snapshot(t))
}

// anonymous is what an answer says once the ID and the request are taken out of it.
func anonymous(got answer, id string) string {
	said := strings.ReplaceAll(got.raw, id, "ID")
	for _, failed := range got.Errors {
		said = strings.ReplaceAll(said, failed.Extensions.RequestID, "request")
	}
	return said
}

func TestCompanies_ListsShowNothingOfAnother(t *testing.T) {
	w := newWorld(t)
	rootFields(t, w, func(t *testing.T, _ *ast.FieldDefinition, called operation, document string) {
		if !strings.Contains(called.selection, "nodes") {
			return
		}
		mine, theirs := w.admin.send(t, document, nil), w.foreign.send(t, document, nil)
		require.Empty(t, mine.Errors, mine.raw)
		require.NotContains(t, theirs.raw, w.names["company"])
		for name, id := range w.names {
			if strings.HasPrefix(name, "foreign") {
				require.NotContains(t, mine.raw, id, name)
			} else if len(id) > 30 && strings.Contains(id, "_") {
				require.NotContains(t, theirs.raw, id, name)
			}
		}
	})
}

// TestScopes_AreThoseOfTheObjectReached walks from objects that a caller may read to those of another family.
func TestScopes_AreThoseOfTheObjectReached(t *testing.T) {
	w := newWorld(t)
	cases := map[string]struct {
		scope, document, denied string
	}{
		"identity of an access": {"ACCESS_READ", `{ access(accessId: "${invitedAccess}") { id privateIdentity { id } } }`, "ROLE_ACCOUNT_READ"},
		"account of an access":  {"ACCESS_READ", `{ accesses { nodes { id roleAccount { id } } } }`, "ROLE_ACCOUNT_READ"},
		"accesses of identity":  {"ROLE_ACCOUNT_READ", `{ externalPersonalIdentity(externalPersonalIdentityId: "${identity}") { id accesses { nodes { id } } } }`, "ACCESS_READ"},
		"creating application":  {"ACCESS_READ", `{ access(accessId: "${invitedAccess}") { createdBy { application { id } } } }`, "ADMIN"},
		"node":                  {"ACCESS_READ", `{ node(id: "${identity}") { id } }`, "ROLE_ACCOUNT_READ"},
		"node of users":         {"ACCESS_RULE_READ", `{ node(id: "${uiAccess}") { id } }`, "USER_ACCESS_READ"},
		"nodes":                 {"ACCESS_READ", `{ nodes(ids: ["${invitedAccess}", "${rule}"]) { id } }`, "ACCESS_RULE_READ"},
		"another application":   {"ACCESS_READ", `{ application(applicationId: "${application}") { id } }`, "ADMIN"},
		"node, an application":  {"ACCESS_READ", `{ node(id: "${application}") { id } }`, "ADMIN"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			got := w.application(t, []string{tc.scope}, nil).send(t, string(w.fill(t, []byte(tc.document))), nil)
			require.NotEmpty(t, got.Errors, got.raw)
			for _, failed := range got.Errors {
				require.Equal(t, "SCOPE_REQUIRED", failed.Extensions.Reason)
				require.Contains(t, failed.Message, tc.denied)
			}
		})
	}
}

func TestScopes_AWriteScopeReads(t *testing.T) {
	w := newWorld(t)
	writer := w.application(t, []string{"ACCESS_WRITE"}, nil)
	writer.must(t, "{ accesses { nodes { id } } }", nil)
}

func TestScopes_NoneForTheCallersOwnApplication(t *testing.T) {
	w := newWorld(t)
	door := w.application(t, []string{"PASSAGE"}, nil)
	viewer := door.must(t, "{ viewer { application { id keys { id hint lastUsedAt } } company { id name } scopes } }", nil)
	own := text(t, viewer, "viewer", "application", "id")
	require.Equal(t, own, text(t, door.must(t, `query($id: ID!) { application(applicationId: $id) { id } }`, map[string]any{"id": own}), "application", "id"))
	require.Equal(t, own, text(t, door.must(t, `query($id: ID!) { node(id: $id) { id } }`, map[string]any{"id": own}), "node", "id"))
	company := text(t, viewer, "viewer", "company", "id")
	require.Equal(t, company, text(t, door.must(t, `query($id: ID!) { node(id: $id) { id } }`, map[string]any{"id": company}), "node", "id"))
}
