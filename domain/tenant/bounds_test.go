package tenant_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/actor"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
	"accessgraph/domain/tenant"
)

// TestService_CreateApplication_AListThatIsTooLongIsNotRead checks that rejecting a list costs the same for a hundred times as many entries.
func TestService_CreateApplication_AListThatIsTooLongIsNotRead(t *testing.T) {
	w := newWorld(t)
	create := func(roles []string, scopes []actor.Scope) error {
		_, err := w.service.CreateApplication(context.Background(), w.caller,
			tenant.CreateApplicationInput{Name: "Desk", Scopes: scopes, GrantableRoles: roles})
		return err
	}
	domaintest.RequireViolations(t, create(make([]string, 100_000), make([]actor.Scope, 101)), newViolation(fault.DataNotValid, "Data validation error", map[string]any{
		"input.grantableRoles": "must have at most 200 entries", "input.scopes": "must have at most 100 entries",
	}))
	_, err := w.update(tenant.UpdateApplicationInput{
		ApplicationID: w.admin.ID, GrantableRoles: inputs.Of(make([]string, 201)), Scopes: inputs.Of(make([]actor.Scope, 101)),
	})
	domaintest.RequireViolations(t, err, newViolation(fault.DataNotValid, "Data validation error", map[string]any{
		"input.grantableRoles": "must have at most 200 entries", "input.scopes": "must have at most 100 entries",
	}))
	cost := func(entries int) float64 {
		roles := make([]string, entries)
		return testing.AllocsPerRun(10, func() { require.Error(t, create(roles, nil)) })
	}
	require.InDelta(t, cost(201), cost(100_000), 1)
}

// TestService_CreateApplication_EachGrantableRoleCountsOnce creates an application with the maximum of roles, each sent twice.
func TestService_CreateApplication_EachGrantableRoleCountsOnce(t *testing.T) {
	w := newWorld(t)
	roles := make([]string, 200)
	for i := range roles {
		roles[i] = fmt.Sprint("ROLE_", i/2)
	}
	issued, err := w.service.CreateApplication(context.Background(), w.caller, tenant.CreateApplicationInput{Name: "Desk", GrantableRoles: roles})
	require.NoError(t, err)
	created := issued.Application
	require.Len(t, created.GrantableRoles, 100)
	require.Equal(t, []string{"ROLE_0", "ROLE_1", "ROLE_99"}, []string{created.GrantableRoles[0], created.GrantableRoles[1], created.GrantableRoles[99]})
}
