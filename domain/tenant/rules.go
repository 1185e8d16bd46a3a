package tenant

import (
	"fmt"
	"slices"
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/input"
	"accessgraph/domain/text"
)

const (
	// longestName is in Unicode characters.
	longestName = 100
	// longestRoleCode is in Unicode characters.
	longestRoleCode = 100
	// mostScopes bounds a list of scopes as it is given, repeated ones included.
	mostScopes = 100
	// mostGrantableRoles bounds what is read each time that an application sends its key.
	mostGrantableRoles = 1_000
	// mostLiveKeys lets one key take the place of another without an outage.
	mostLiveKeys = 2

	applicationPath    = "input.applicationId"
	namePath           = "input.name"
	scopesPath         = "input.scopes"
	grantableRolesPath = "input.grantableRoles"
	expiresAtPath      = "input.expiresAt"
)

// check finds what is wrong with the input, all of it in one violation.
func (i CreateApplicationInput) check() fault.Violations {
	var found fault.Violations
	input.Report(&found, fault.DataNotValid,
		slices.Concat(checkName(i.Name), checkScopes(i.Scopes), checkGrantableRoles(i.GrantableRoles))...)
	return found
}

// check finds what is wrong with the fields that are given, all of it in one violation.
func (u UpdateApplication) check() fault.Violations {
	var found fault.Violations
	input.Report(&found, fault.DataNotValid, slices.Concat(
		checkGiven(u.Name, namePath, checkName),
		checkGiven(u.Enabled, "input.enabled", func(bool) []input.Problem { return nil }),
		checkGiven(u.Scopes, scopesPath, checkScopes),
		checkGiven(u.GrantableRoles, grantableRolesPath, checkGrantableRoles),
	)...)
	return found
}

func checkGiven[T any](field document.Field[T], path string, check func(T) []input.Problem) []input.Problem {
	switch {
	case !field.Given:
		return nil
	case field.Value == nil:
		return []input.Problem{input.NotNull(path, true)}
	default:
		return check(*field.Value)
	}
}

func checkName(name string) []input.Problem {
	return []input.Problem{{Path: namePath, What: text.Problem(text.Clean(name), 1, longestName)}}
}

func checkScopes(scopes []actor.Scope) []input.Problem {
	if problem := text.EntriesProblem(len(scopes), mostScopes); problem != "" {
		return []input.Problem{{Path: scopesPath, What: problem}}
	}
	var problems []input.Problem
	for at, scope := range scopes {
		if !slices.Contains(actor.Scopes(), scope) {
			problems = append(problems, input.Problem{Path: fmt.Sprintf("%s[%d]", scopesPath, at), What: "must be a scope"})
		}
	}
	return problems
}

func checkGrantableRoles(codes []string) []input.Problem {
	if problem := text.EntriesProblem(len(codes), mostGrantableRoles); problem != "" {
		return []input.Problem{{Path: grantableRolesPath, What: problem}}
	}
	problems := make([]input.Problem, len(codes))
	for at, code := range codes {
		problems[at] = input.Problem{
			Path: fmt.Sprintf("%s[%d]", grantableRolesPath, at), What: text.Problem(text.Clean(code), 1, longestRoleCode),
		}
	}
	return problems
}

// scopeSet returns each scope once, in the order of the schema.
func scopeSet(scopes []actor.Scope) []actor.Scope {
	set := []actor.Scope{}
	for _, scope := range actor.Scopes() {
		if slices.Contains(scopes, scope) {
			set = append(set, scope)
		}
	}
	return set
}

// roleCodes returns each code once, in the order in which they were given first.
func roleCodes(given []string) []string {
	codes := []string{}
	listed := make(map[string]bool, len(given))
	for _, raw := range given {
		if code := text.Clean(raw); !listed[code] {
			listed[code] = true
			codes = append(codes, code)
		}
	}
	return codes
}

// updated returns the application with the fields that are given, once they were checked.
func (a *Application) updated(given UpdateApplication) *Application {
	after := *a
	if given.Name.Given {
		after.Name = text.Clean(*given.Name.Value)
	}
	if given.Enabled.Given {
		after.Enabled = *given.Enabled.Value
	}
	if given.Scopes.Given {
		after.Scopes = scopeSet(*given.Scopes.Value)
	}
	if given.GrantableRoles.Given {
		after.GrantableRoles = roleCodes(*given.GrantableRoles.Value)
	}
	return &after
}

// withKey returns the application with one more key, and without those that have expired.
func (a *Application) withKey(added ApiKey, now time.Time) (*Application, error) {
	live := a.liveKeys(now)
	if len(live) >= mostLiveKeys {
		return nil, fault.New(fault.APIKeyCountExceeded, fault.Number(len(live))).
			With(applicationPath, "must be the ID of an application with fewer live keys").Err()
	}
	after := *a
	after.Keys = append(live, added)
	return &after, nil
}

// withKeyInPlaceOfOldest returns the application with one more key, and without the oldest of those that are one too many.
func (a *Application) withKeyInPlaceOfOldest(added ApiKey, now time.Time) *Application {
	live := a.liveKeys(now)
	after := *a
	after.Keys = append(live[max(0, len(live)-mostLiveKeys+1):], added)
	return &after
}

// liveKeys are in the order in which they were issued.
func (a *Application) liveKeys(now time.Time) []ApiKey {
	return slices.DeleteFunc(slices.Clone(a.Keys), func(key ApiKey) bool { return !key.Live(now) })
}

// withoutKey returns the application without one of its keys.
func (a *Application) withoutKey(keyID string) (*Application, error) {
	isIt := func(key ApiKey) bool { return key.ID == keyID }
	if !slices.ContainsFunc(a.Keys, isIt) {
		return nil, fault.New(fault.APIKeyNotFound, keyID).With("input.apiKeyId", "must be the ID of a key of the application").Err()
	}
	after := *a
	after.Keys = slices.DeleteFunc(slices.Clone(a.Keys), isIt)
	return &after, nil
}

// usableKey returns the key with a hash; false unless it can be used at an instant.
func (a *Application) usableKey(hash string, at time.Time) (ApiKey, bool) {
	i := slices.IndexFunc(a.Keys, func(key ApiKey) bool { return key.Hash == hash })
	if i < 0 || !a.Enabled || !a.Keys[i].Live(at) {
		return ApiKey{}, false
	}
	return a.Keys[i], true
}

// UsableAdmin says whether somebody can use the application to administer its company.
func (a *Application) UsableAdmin(now time.Time) bool {
	return a.Enabled && slices.Contains(a.Scopes, actor.Admin) &&
		slices.ContainsFunc(a.Keys, func(key ApiKey) bool { return key.Live(now) })
}

// needsStandIn says whether a change takes away an application that its company can be administered with.
func needsStandIn(before, after *Application, now time.Time) bool {
	return before.UsableAdmin(now) && !after.UsableAdmin(now)
}

// standIn finds, among applications of the company, another one that it can be administered with.
func standIn(leaving string, others []*Application, now time.Time) (*Application, bool) {
	at := slices.IndexFunc(others, func(other *Application) bool { return other.ID != leaving && other.UsableAdmin(now) })
	if at < 0 {
		return nil, false
	}
	return others[at], true
}
