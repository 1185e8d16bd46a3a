package useraccess_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/useraccess"
)

func uiOrSSOExists() violation {
	return newViolation(
		fault.UserAccessUIOrSSOTaken, "The user has a UI or SSO access already.",
		map[string]any{"input.userId": "must be a user without a UI or SSO access"},
	)
}

func profile(name string) useraccess.UserAccessTypeInput {
	return useraccess.UserAccessTypeInput{Profile: &useraccess.ProfileAccessInput{Name: name}}
}

func sso(ssoID string) useraccess.UserAccessTypeInput {
	return useraccess.UserAccessTypeInput{Sso: &useraccess.SsoAccessInput{SsoID: ssoID}}
}

func TestService_CreateUserAccess_TheContractsExample(t *testing.T) {
	w := newWorld(t)
	other := w.subsidiary(t, w.customer)
	userAccess, err := w.CreateUserAccess(t.Context(), caller(), useraccess.CreateUserAccessInput{
		UserID: w.user.ID, CustomerID: &other.ID,
		Roles: []string{"CLIENTNMS_WEBSERVICE_EVENT_R", "CLIENTNMS_WEBSERVICE_DNS_RW"},
		Type: useraccess.UserAccessTypeInput{Api: &useraccess.ApiAccessInput{
			Name: "New application API access", Language: new("EN"),
		}},
	})
	require.NoError(t, err)
	require.IsType(t, useraccess.ApiAccess{}, userAccess)
	record := userAccess.Stored()
	require.NoError(t, id.Check(id.UserAccess, record.ID))
	require.Equal(t, &useraccess.StoredUserAccess{
		Base: record.Base, Type: useraccess.API, UserID: w.user.ID,
		CustomerID: other.ID, CustomerPathIDs: []string{w.customer.ID, other.ID},
		Roles: []string{"CLIENTNMS_WEBSERVICE_EVENT_R", "CLIENTNMS_WEBSERVICE_DNS_RW"}, Enabled: true,
		CreatedBy: caller().Actor(), Name: new("New application API access"), Language: new("en"),
	}, record)
}

func TestService_CreateUserAccess_EveryTypeAndItsDefaults(t *testing.T) {
	for name, test := range map[string]struct {
		kind     useraccess.UserAccessTypeInput
		view     useraccess.UserAccess
		expected useraccess.StoredUserAccess
	}{
		"ui": {
			useraccess.UserAccessTypeInput{Ui: &useraccess.UiAccessInput{}},
			useraccess.UiAccess{}, useraccess.StoredUserAccess{Type: useraccess.UI},
		},
		"ui with a second factor": {
			useraccess.UserAccessTypeInput{Ui: &useraccess.UiAccessInput{TwoFaEnabled: true}},
			useraccess.UiAccess{}, useraccess.StoredUserAccess{Type: useraccess.UI, TwoFaEnabled: true},
		},
		"sso": {
			sso(" ada@idp "), useraccess.SsoAccess{},
			useraccess.StoredUserAccess{Type: useraccess.SSO, SsoID: new("ada@idp")},
		},
		"api without a language": {
			useraccess.UserAccessTypeInput{Api: &useraccess.ApiAccessInput{Name: "Robot"}},
			useraccess.ApiAccess{}, useraccess.StoredUserAccess{Type: useraccess.API, Name: new("Robot")},
		},
		"profile": {
			profile("Night shift"), useraccess.ProfileAccess{},
			useraccess.StoredUserAccess{Type: useraccess.Profile, Name: new("Night shift")},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			userAccess, err := w.CreateUserAccess(t.Context(), caller(), useraccess.CreateUserAccessInput{UserID: w.user.ID, Type: test.kind})
			require.NoError(t, err)
			require.IsType(t, test.view, userAccess)
			expected := test.expected
			expected.Base, expected.UserID, expected.CustomerID = userAccess.Stored().Base, w.user.ID, w.customer.ID
			expected.CustomerPathIDs, expected.Roles, expected.Enabled, expected.CreatedBy = []string{w.customer.ID}, []string{}, true, caller().Actor()
			require.Equal(t, &expected, userAccess.Stored())
		})
	}
}

func TestService_CreateUserAccess_ExactlyOneType(t *testing.T) {
	w := newWorld(t)
	_, err := w.CreateUserAccess(t.Context(), caller(), useraccess.CreateUserAccessInput{UserID: w.user.ID})
	domaintest.RequireViolations(t, err, invalid(map[string]any{
		"input.type": "must have exactly one of ui, sso, api and profile",
	}))
	_, err = w.CreateUserAccess(t.Context(), caller(), useraccess.CreateUserAccessInput{
		UserID: w.user.ID, Type: useraccess.UserAccessTypeInput{
			Ui: &useraccess.UiAccessInput{}, Sso: &useraccess.SsoAccessInput{},
			Api: &useraccess.ApiAccessInput{}, Profile: &useraccess.ProfileAccessInput{},
		},
	})
	const problem = "must be the only one of ui, sso, api and profile"
	domaintest.RequireViolations(t, err, invalid(map[string]any{
		"input.type.ui": problem, "input.type.sso": problem, "input.type.api": problem, "input.type.profile": problem,
	}))
}

func TestService_CreateUserAccess_LimitsOfEachType(t *testing.T) {
	w := newWorld(t)
	for path, test := range map[string]struct {
		kind    useraccess.UserAccessTypeInput
		problem string
	}{
		"input.type.sso.ssoId":    {sso(strings.Repeat("ы", 256)), "must have at most 255 characters"},
		"input.type.profile.name": {profile("\u2003"), "must be specified"},
		"input.type.api.name": {
			useraccess.UserAccessTypeInput{Api: &useraccess.ApiAccessInput{Name: strings.Repeat("ы", 101)}},
			"must have at most 100 characters",
		},
		"input.type.api.language": {
			useraccess.UserAccessTypeInput{Api: &useraccess.ApiAccessInput{Name: "Robot", Language: new("xx")}},
			"must be a BCP 47 language tag, such as en or pt-BR",
		},
	} {
		t.Run(path, func(t *testing.T) {
			_, err := w.CreateUserAccess(t.Context(), caller(), useraccess.CreateUserAccessInput{UserID: w.user.ID, Type: test.kind})
			domaintest.RequireViolations(t, err, invalid(map[string]any{path: test.problem}))
		})
	}
}

func TestService_CreateUserAccess_UnknownUserAndCustomer(t *testing.T) {
	w := newWorld(t)
	for name, test := range map[string]struct {
		userID     string
		customerID *string
		data       map[string]any
	}{
		"malformed user": {"nonsense", nil, map[string]any{"input.userId": "must be the ID of a user of the company"}},
		"foreign user":   {w.foreignUser.ID, nil, map[string]any{"input.userId": "must be the ID of a user of the company"}},
		"empty customer": {w.user.ID, new(""), map[string]any{"input.customerId": "must be the ID of a customer of the company"}},
		"both foreign": {w.foreignUser.ID, &w.foreign.ID, map[string]any{
			"input.userId": "must be the ID of a user of the company", "input.customerId": "must be the ID of a customer of the company",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := w.CreateUserAccess(t.Context(), caller(), useraccess.CreateUserAccessInput{
				UserID: test.userID, CustomerID: test.customerID, Type: profile("Night shift"),
			})
			domaintest.RequireViolations(t, err, invalid(test.data))
		})
	}
}

func TestService_CreateUserAccess_Roles(t *testing.T) {
	const first, second = "CLIENTNMS_WEBSERVICE_DNS_RW", "CLIENTNMS_WEBSERVICE_EVENT_R"
	const unknown, refused = "must be the code of a role of the company", "must be a role that the application may grant"
	w := newWorld(t)
	create := func(name string, roles ...string) (useraccess.UserAccess, error) {
		return w.CreateUserAccess(t.Context(), caller(), useraccess.CreateUserAccessInput{
			UserID: w.user.ID, Roles: roles, Type: profile(name),
		})
	}
	userAccess, err := create("Night shift", first, second, " "+first+" ", second)
	require.NoError(t, err)
	require.Equal(t, []string{first, second}, userAccess.Stored().Roles)

	_, err = create("", "", "OPERATOR", "NONE", first, "THEIRS", "OPERATOR")
	domaintest.RequireViolations(t, err,
		invalid(map[string]any{"input.roles[0]": "must be specified", "input.type.profile.name": "must be specified"}),
		newViolation(
			fault.UserAccessRoleUnknown, "The company does not have these roles: NONE, THEIRS.",
			map[string]any{"input.roles[2]": unknown, "input.roles[4]": unknown},
		),
		newViolation(
			fault.UserAccessRoleNotAllowed, "Permission denied: the application may not grant these roles: OPERATOR.",
			map[string]any{"input.roles[1]": refused, "input.roles[5]": refused},
		))

	userAccess, err = w.CreateUserAccess(t.Context(), administrator(), useraccess.CreateUserAccessInput{
		UserID: w.user.ID, Roles: []string{"OPERATOR"}, Type: profile("Watch"),
	})
	require.NoError(t, err)
	require.Equal(t, []string{"OPERATOR"}, userAccess.Stored().Roles)
}

func TestService_CreateUserAccess_AtMostAHundredRoles(t *testing.T) {
	w := newWorld(t)
	codes := make([]string, 0, 101)
	for i := range 101 {
		codes = append(codes, fmt.Sprintf("ROLE_%d", i))
		w.role(t, administrator(), codes[i])
	}
	_, err := w.CreateUserAccess(t.Context(), administrator(), useraccess.CreateUserAccessInput{
		UserID: w.user.ID, Roles: codes, Type: profile("Watch"),
	})
	domaintest.RequireViolations(t, err, invalid(map[string]any{"input.roles": "must have at most 100 entries"}))
	userAccess, err := w.CreateUserAccess(t.Context(), administrator(), useraccess.CreateUserAccessInput{
		UserID: w.user.ID, Roles: codes[:100], Type: profile("Watch"),
	})
	require.NoError(t, err)
	require.Equal(t, codes[:100], userAccess.Stored().Roles)
}

func TestService_CreateUserAccess_SsoIDIsUniqueWithinTheCompany(t *testing.T) {
	w := newWorld(t)
	_, err := w.CreateUserAccess(t.Context(), caller(), useraccess.CreateUserAccessInput{UserID: w.user.ID, Type: sso("ada")})
	require.NoError(t, err)
	_, second := w.people(t, caller())
	_, err = w.CreateUserAccess(t.Context(), caller(), useraccess.CreateUserAccessInput{UserID: second.ID, Type: sso(" ada")})
	domaintest.RequireViolations(t, err, newViolation(
		fault.UserAccessSSOIDTaken, "The SSO ID must be unique within the company.",
		map[string]any{"input.type.sso.ssoId": "must be unique within the company"},
	))
	_, err = w.CreateUserAccess(t.Context(), caller(), useraccess.CreateUserAccessInput{UserID: second.ID, Type: sso("Ada")})
	require.NoError(t, err)
	other := caller()
	other.CompanyID = "com_2"
	_, err = w.CreateUserAccess(t.Context(), other, useraccess.CreateUserAccessInput{UserID: w.foreignUser.ID, Type: sso("ada")})
	require.NoError(t, err)
}

func TestService_CreateUserAccess_OneUIOrSSOAccessAndAnyNumberOfOthers(t *testing.T) {
	w := newWorld(t)
	for _, kind := range []useraccess.UserAccessTypeInput{profile("Day"), profile("Day"), sso("ada"), profile("Night")} {
		_, err := w.CreateUserAccess(t.Context(), caller(), useraccess.CreateUserAccessInput{UserID: w.user.ID, Type: kind})
		require.NoError(t, err)
	}
	_, err := w.CreateUserAccess(t.Context(), caller(), useraccess.CreateUserAccessInput{
		UserID: w.user.ID, Type: useraccess.UserAccessTypeInput{Ui: &useraccess.UiAccessInput{}},
	})
	domaintest.RequireViolations(t, err, uiOrSSOExists())
}

func TestService_CreateUserAccess_AUserWithoutAStoredCustomerIsNoFaultOfTheCaller(t *testing.T) {
	w := newWorld(t)
	orphan := *w.user
	orphan.CustomerID = w.foreign.ID
	w.store.Put(&orphan)
	_, err := w.CreateUserAccess(t.Context(), caller(), useraccess.CreateUserAccessInput{UserID: orphan.ID, Type: profile("Watch")})
	var refusal *fault.Error
	require.Error(t, err)
	require.NotErrorAs(t, err, &refusal)
}
