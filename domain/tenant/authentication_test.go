package tenant_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/actor"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/tenant"
)

var keyNotFound = newViolation(fault.APIKeyNotValid, "The application with the specified key could not be found", nil)

func actingUserRefused(why string) violation {
	return newViolation(fault.ActingUserNotAllowed, "Permission denied: the acting user cannot be used: "+why+".", nil)
}

func (w *world) authenticate(key string, actingUserID *string) (tenant.Identified, error) {
	return w.service.Authenticate(context.Background(), key, actingUserID, "request-7")
}

func TestService_Authenticate(t *testing.T) {
	w := newWorld(t)
	identified, err := w.authenticate(w.adminKey, nil)
	require.NoError(t, err)
	require.Equal(t, tenant.Identified{
		Caller: actor.Caller{
			CompanyID: w.caller.CompanyID, ApplicationID: w.admin.ID, ApplicationName: "Administration",
			Scopes: []actor.Scope{actor.Admin}, GrantableRoles: []string{}, RequestID: "request-7",
		},
		KeyID: w.admin.Keys[0].ID,
	}, identified)
}

func TestService_Authenticate_KeyNotUsable(t *testing.T) {
	w := newWorld(t)
	disabled, disabledKey := w.create(t, "Disabled", actor.AccessRead)
	require.NoError(t, w.disable(disabled.ID))
	_, expiringKey, err := w.issue(w.admin.ID, new(w.at.Add(time.Minute)))
	require.NoError(t, err)
	_, err = w.authenticate(expiringKey, nil)
	require.NoError(t, err, "a key that has not expired can be used")

	w.at = w.at.Add(time.Minute)
	for name, key := range map[string]string{
		"empty": "", "malformed": "x", "hash instead of key": w.admin.Keys[0].Hash, "unknown": newKey(t),
		"of a disabled application": disabledKey, "expired to the millisecond": expiringKey,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := w.authenticate(key, nil)
			domaintest.RequireViolations(t, err, keyNotFound)
		})
	}

	require.Len(t, disabled.Keys, 1)
	_, err = w.update(tenant.UpdateApplicationInput{ApplicationID: disabled.ID, Enabled: enabled()})
	require.NoError(t, err)
	_, err = w.authenticate(disabledKey, nil)
	require.NoError(t, err, "enabling gives the key back")
	_, err = w.revoke(disabled.ID, disabled.Keys[0].ID)
	require.NoError(t, err)
	_, err = w.authenticate(disabledKey, nil)
	domaintest.RequireViolations(t, err, keyNotFound)
}

func TestService_Authenticate_ActingUser(t *testing.T) {
	w := newWorld(t)
	application, key := w.create(t, "Portal", actor.ActAsUser)
	userID, foreignID := newID(t, id.User), newID(t, id.User)
	w.users.ofCompany[w.caller.CompanyID] = []string{userID}
	w.users.ofCompany[newID(t, id.Company)] = []string{foreignID}

	identified, err := w.authenticate(key, &userID)
	require.NoError(t, err)
	require.Equal(t, actor.Actor{ApplicationID: application.ID, ApplicationName: "Portal", UserID: &userID}, identified.Caller.Actor())

	for name, actingUserID := range map[string]string{
		"blank": "", "malformed": "usr_1", "of another type": w.admin.ID, "unknown": newID(t, id.User), "of another company": foreignID,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := w.authenticate(key, &actingUserID)
			domaintest.RequireViolations(t, err, actingUserRefused("the company has no such enabled user"))
		})
	}

	_, err = w.authenticate(w.adminKey, &userID)
	domaintest.RequireViolations(t, err, actingUserRefused("the application lacks the scope ACT_AS_USER"))
}

func TestService_Authenticate_AFailedStoreLetsNobodyIn(t *testing.T) {
	w := newWorld(t)
	_, key := w.create(t, "Portal", actor.ActAsUser)
	away := errors.New("the store is away")
	var refusal *fault.Error

	w.users.failure = away
	_, err := w.authenticate(key, new(newID(t, id.User)))
	require.ErrorIs(t, err, away)
	require.NotErrorAs(t, err, &refusal)

	w.store.Failure = away
	w.at = w.at.Add(10 * time.Second)
	identified, err := w.authenticate(key, nil)
	require.ErrorIs(t, err, away)
	require.NotErrorAs(t, err, &refusal, "not taken for an unknown key")
	require.Empty(t, identified)
}
