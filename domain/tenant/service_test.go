package tenant_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/actor"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/inputs"
	"accessgraph/domain/tenant"
)

func enabled() inputs.Field[bool] { return inputs.Of(true) }

var tooManyKeys = newViolation(fault.APIKeyCountExceeded, "The application has 2 live keys already.",
	map[string]any{"input.applicationId": "must be the ID of an application with fewer live keys"})

func applicationNotFound(path, applicationID string) violation {
	return newViolation(fault.ApplicationNotFound, "The application with ID "+applicationID+" was not found",
		map[string]any{path: "must be the ID of an application of the company"})
}

func TestService_CreateApplication(t *testing.T) {
	w := newWorld(t)
	issued, err := w.service.CreateApplication(context.Background(), w.caller, tenant.CreateApplicationInput{
		Name:           " Portal ",
		Scopes:         []actor.Scope{actor.Passage, actor.AccessRead, actor.Passage},
		GrantableRoles: []string{"B", " A ", "B", "Zo\u00eb", "Zoe\u0308"},
	})
	require.NoError(t, err)
	created, key := issued.Application, issued.Secret
	require.NoError(t, tenant.ParseKey(key))
	require.Equal(t, created.Keys[0].ID, issued.ID)
	require.Equal(t, &tenant.Application{
		Base: created.Base, Name: "Portal", Enabled: true, Scopes: []actor.Scope{actor.AccessRead, actor.Passage},
		GrantableRoles: []string{"B", "A", "Zo\u00eb"},
		Keys: []tenant.ApiKey{{
			ID: created.Keys[0].ID, Hash: tenant.HashKey(key), Hint: tenant.HintOf(key), CreatedAt: now,
		}},
		Named: created.Named, CreatedBy: w.caller.Actor(),
	}, created)
	require.NoError(t, id.Check(id.APIKey, created.Keys[0].ID))
	require.Equal(t, created, w.stored(t, created.ID))
}

func TestService_CreateApplication_AuditsNeitherKeyNorHash(t *testing.T) {
	w := newWorld(t)
	_, second, err := w.issue(w.admin.ID, nil)
	require.NoError(t, err)
	_, err = w.revoke(w.admin.ID, w.admin.Keys[0].ID)
	require.NoError(t, err)
	auditRecords := w.store.Records()
	require.Len(t, auditRecords, 3)
	require.Equal(t, []string{"createApplication", "issueApiKey", "revokeApiKey"}, []string{
		auditRecords[0].Action, auditRecords[1].Action, auditRecords[2].Action,
	})
	encoded, err := json.Marshal(auditRecords)
	require.NoError(t, err)
	for _, key := range []string{w.adminKey, second} {
		require.NotContains(t, string(encoded), key)
		require.NotContains(t, string(encoded), tenant.HashKey(key))
	}
}

func TestService_CreateApplication_Refuses(t *testing.T) {
	w := newWorld(t)
	for name, test := range map[string]struct {
		input tenant.CreateApplicationInput
		data  map[string]any
	}{
		"blank name": {tenant.CreateApplicationInput{Name: " "}, map[string]any{"input.name": "must be specified"}},
		"everything": {
			tenant.CreateApplicationInput{
				Name: strings.Repeat("ö", 101), Scopes: []actor.Scope{actor.Admin, "ROOT"},
				GrantableRoles: []string{"A", " ", strings.Repeat("ö", 101), "a\u202eb"},
			},
			map[string]any{
				"input.name":              "must have at most 100 characters",
				"input.scopes[1]":         "must be a scope",
				"input.grantableRoles[1]": "must be specified",
				"input.grantableRoles[2]": "must have at most 100 characters",
				"input.grantableRoles[3]": "must not contain control or bidirectional-override characters",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			issued, err := w.service.CreateApplication(context.Background(), w.caller, test.input)
			domaintest.RequireViolations(t, err, notValid(test.data))
			require.Empty(t, issued)
			require.Len(t, w.applications.All(), 1)
		})
	}
}

func TestService_UpdateApplication_ChangesOnlyTheFieldsThatAreSet(t *testing.T) {
	w := newWorld(t)
	before, _ := w.create(t, "Portal", actor.AccessRead)
	commits := w.store.Commits()
	same, err := w.update(tenant.UpdateApplicationInput{
		ApplicationID: before.ID, Name: inputs.Of(" Portal"), Enabled: enabled(), Scopes: inputs.Of([]actor.Scope{actor.AccessRead}),
		GrantableRoles: inputs.Of([]string(nil)), ExpectedVersion: new(1),
	})
	require.NoError(t, err)
	require.Equal(t, before, same)
	require.Equal(t, commits, w.store.Commits(), "nothing differs")

	updated, err := w.update(tenant.UpdateApplicationInput{
		ApplicationID: before.ID, Enabled: inputs.Of(false), Scopes: inputs.Of([]actor.Scope{actor.Admin, actor.AccessWrite}),
		GrantableRoles: inputs.Of([]string{"A", "A"}),
	})
	require.NoError(t, err)
	expected := *before
	expected.Version, expected.Enabled = 2, false
	expected.Scopes, expected.GrantableRoles = []actor.Scope{actor.AccessWrite, actor.Admin}, []string{"A"}
	require.Equal(t, &expected, updated)
	require.Equal(t, &expected, w.stored(t, before.ID))
}

func TestService_UpdateApplication_Refuses(t *testing.T) {
	w := newWorld(t)
	_, err := w.update(tenant.UpdateApplicationInput{
		ApplicationID: w.admin.ID, Name: inputs.Field[string]{IsSet: true}, Enabled: inputs.Field[bool]{IsSet: true},
		Scopes: inputs.Field[[]actor.Scope]{IsSet: true}, GrantableRoles: inputs.Field[[]string]{IsSet: true},
	})
	domaintest.RequireViolations(t, err, notValid(map[string]any{
		"input.name": "must not be null", "input.enabled": "must not be null",
		"input.scopes": "must not be null", "input.grantableRoles": "must not be null",
	}))
	_, err = w.update(tenant.UpdateApplicationInput{
		ApplicationID: w.admin.ID, Name: inputs.Of("a\nb"), GrantableRoles: inputs.Of([]string{""}),
	})
	domaintest.RequireViolations(t, err, notValid(map[string]any{
		"input.name":              "must not contain control or bidirectional-override characters",
		"input.grantableRoles[0]": "must be specified",
	}))
	w.roles.unknown = []string{"A", "B"}
	_, err = w.update(tenant.UpdateApplicationInput{ApplicationID: w.admin.ID, GrantableRoles: inputs.Of([]string{"B", "C", " A", "B"})})
	domaintest.RequireViolations(t, err, newViolation(fault.UserAccessRoleUnknown, "The company does not have these roles: B, A.", map[string]any{
		"input.grantableRoles[0]": "must be the code of a role of the company",
		"input.grantableRoles[2]": "must be the code of a role of the company",
		"input.grantableRoles[3]": "must be the code of a role of the company",
	}))
	_, err = w.update(tenant.UpdateApplicationInput{ApplicationID: w.admin.ID, Name: inputs.Of(""), ExpectedVersion: new(2)})
	domaintest.RequireViolations(t, err, newViolation(fault.VersionConflict,
		"The object was changed in the meantime: its version is 1 now.", map[string]any{"currentVersion": 1, "input.expectedVersion": "must be the current version"}))
	require.Equal(t, 1, w.store.Commits())
}

func TestService_FindsApplicationsByTheirIDOnly(t *testing.T) {
	w := newWorld(t)
	foreign, _ := w.create(t, "Foreign")
	foreign.CompanyID = newID(t, id.Company)
	w.store.Put(foreign)
	for name, call := range map[string]func(string) error{
		"update": w.disable,
		"issue": func(applicationID string) error {
			_, _, err := w.issue(applicationID, &time.Time{})
			return err
		},
		"revoke": func(applicationID string) error {
			_, err := w.revoke(applicationID, foreign.Keys[0].ID)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, applicationID := range []string{"", "app_1", w.caller.CompanyID, newID(t, id.Application), foreign.ID} {
				domaintest.RequireViolations(t, call(applicationID), applicationNotFound("input.applicationId", applicationID))
			}
		})
	}
	domaintest.RequireViolations(t, tenant.ApplicationNotFound("app_1"), applicationNotFound("applicationId", "app_1"))

	w.store.Failure = errors.New("the store is away")
	require.ErrorIs(t, w.disable(w.admin.ID), w.store.Failure)
}

func TestService_IssueApiKey_AtMostTwoLive(t *testing.T) {
	w := newWorld(t)
	expiresAt := w.at.Add(time.Hour + time.Microsecond).In(time.FixedZone("", 3600))
	withTwo, _, err := w.issue(w.admin.ID, &expiresAt)
	require.NoError(t, err)
	require.Len(t, withTwo.Keys, 2)
	require.Equal(t, new(w.at.Add(time.Hour)), withTwo.Keys[1].ExpiresAt, "in UTC with milliseconds")

	_, _, err = w.issue(w.admin.ID, nil)
	domaintest.RequireViolations(t, err, tooManyKeys)

	w.at = w.at.Add(time.Hour)
	again, key, err := w.issue(w.admin.ID, nil)
	require.NoError(t, err)
	require.Equal(t, []string{w.admin.Keys[0].ID, again.Keys[1].ID}, []string{again.Keys[0].ID, again.Keys[1].ID}, "the expired key is dropped")
	require.Equal(t, tenant.HashKey(key), again.Keys[1].Hash)
	require.Equal(t, w.at, again.Keys[1].CreatedAt)
}

func TestService_IssueApiKey_ExpiresInTheFuture(t *testing.T) {
	w := newWorld(t)
	for _, offset := range []time.Duration{-time.Hour, 0, time.Microsecond} {
		_, _, err := w.issue(w.admin.ID, new(w.at.Add(offset)))
		domaintest.RequireViolations(t, err, notValid(map[string]any{"input.expiresAt": "must lie in the future"}))
	}
	_, _, err := w.issue(w.admin.ID, new(w.at.Add(time.Millisecond)))
	require.NoError(t, err)
}

func TestService_IssueApiKey_TwoAtOnceBothCount(t *testing.T) {
	w := newWorld(t)
	w.store.Rival = func() {
		_, _, err := w.issue(w.admin.ID, nil)
		require.NoError(t, err)
	}
	_, _, err := w.issue(w.admin.ID, nil)
	domaintest.RequireViolations(t, err, tooManyKeys)
	require.Len(t, w.stored(t, w.admin.ID).Keys, 2)
}

func TestService_RevokeApiKey(t *testing.T) {
	w := newWorld(t)
	unknownID := newID(t, id.APIKey)
	for _, keyID := range []string{"", "key_1", unknownID} {
		_, err := w.revoke(w.admin.ID, keyID)
		domaintest.RequireViolations(t, err, newViolation(fault.APIKeyNotFound, fmt.Sprintf("The API key with ID %s was not found", keyID),
			map[string]any{"input.apiKeyId": "must be the ID of a key of the application"}))
	}
	withTwo, _, err := w.issue(w.admin.ID, nil)
	require.NoError(t, err)
	withOne, err := w.revoke(w.admin.ID, w.admin.Keys[0].ID)
	require.NoError(t, err)
	require.Equal(t, withTwo.Keys[1:], withOne.Keys)
	require.Equal(t, withOne, w.stored(t, w.admin.ID))
}
