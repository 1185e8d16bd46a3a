package tenant

import (
	"slices"
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/inputs"
)

// newApplication returns the application that an input describes, which is enabled. Its ID and its key are set by the caller.
func newApplication(input CreateApplicationInput) (*Application, error) {
	var fields inputs.Fields
	application := &Application{
		Name:           fields.Text(namePath, input.Name, 1, longestName),
		Enabled:        true,
		Scopes:         readScopes(&fields, input.Scopes),
		GrantableRoles: readGrantableRoles(&fields, input.GrantableRoles),
	}
	return application, fields.Err()
}

// update returns the application after an update.
func (a *Application) update(input UpdateApplicationInput) (*Application, error) {
	var fields inputs.Fields
	after := *a
	input.Name.Apply(&fields, namePath, func(name string) {
		after.Name = fields.Text(namePath, name, 1, longestName)
	})
	input.Enabled.Apply(&fields, enabledPath, func(enabled bool) { after.Enabled = enabled })
	input.Scopes.Apply(&fields, scopesPath, func(scopes []actor.Scope) {
		after.Scopes = readScopes(&fields, scopes)
	})
	input.GrantableRoles.Apply(&fields, grantableRolesPath, func(codes []string) {
		after.GrantableRoles = readGrantableRoles(&fields, codes)
	})
	return &after, fields.Err()
}

// UsableAdmin reports whether the company can be administered by the application now.
func (a *Application) UsableAdmin(now time.Time) bool {
	return a.Enabled && slices.Contains(a.Scopes, actor.Admin) &&
		slices.ContainsFunc(a.Keys, func(key ApiKey) bool { return key.Live(now) })
}

// standInTime is how long a stand-in for the last administrator must be usable at least, so that people have time to issue a key.
const standInTime = 7 * 24 * time.Hour

// lastingAdmin reports whether the company can be administered by the application now and for standInTime.
func (a *Application) lastingAdmin(now time.Time) bool { return a.UsableAdmin(now.Add(standInTime)) }

// needsStandIn reports whether the company can no longer be administered by an application after a change, or no longer for standInTime.
func needsStandIn(before, after *Application, now time.Time) bool {
	return before.UsableAdmin(now) && !after.UsableAdmin(now) || before.lastingAdmin(now) && !after.lastingAdmin(now)
}

// leavingFields returns the paths of the fields of an input by which an application stops to administer its company.
func leavingFields(before, after *Application) []string {
	var paths []string
	if before.Enabled && !after.Enabled {
		paths = append(paths, "input.enabled")
	}
	if slices.Contains(before.Scopes, actor.Admin) && !slices.Contains(after.Scopes, actor.Admin) {
		paths = append(paths, "input.scopes")
	}
	if len(after.Keys) < len(before.Keys) {
		paths = append(paths, "input.apiKeyId")
	}
	return paths
}

// standIn returns another application by which the company can be administered for standInTime, or false if none of the others is one.
func standIn(leavingID string, others []*Application, now time.Time) (*Application, bool) {
	i := slices.IndexFunc(others, func(other *Application) bool { return other.ID != leavingID && other.lastingAdmin(now) })
	if i < 0 {
		return nil, false
	}
	return others[i], true
}

// newCompany returns the company that a caller creates for itself.
func newCompany(companyID, name string, now time.Time) *Company {
	return &Company{
		Base: document.Base{
			ID: companyID, CompanyID: companyID, SchemaVersion: document.CurrentSchemaVersion, Version: 1, UpdatedAt: now,
		},
		Name: name,
	}
}
