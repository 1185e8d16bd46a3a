package resolvers

import (
	"context"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/actor"
	"accessgraph/domain/tenant"
	"accessgraph/domain/useraccess"
)

// lookUpApplication returns an application. Any key may read its own application; another one requires the scope ADMIN.
func (r *Resolver) lookUpApplication(ctx context.Context, applicationID string) (*tenant.Application, error) {
	caller, err := callerOf(ctx)
	if err != nil {
		return nil, err
	}
	if !caller.MayReadApplication(applicationID) {
		return nil, scopeRequired(ctx, actor.Admin)
	}
	return r.applications.lookUp(ctx, applicationID)
}

// lookUpApplications returns the application of each actor under the rule of lookUpApplication; nil for an actor without one.
func (r *Resolver) lookUpApplications(ctx context.Context, actors []*actor.Actor) ([]*tenant.Application, error) {
	request, err := authenticatedRequest(ctx)
	if err != nil {
		return nil, err
	}
	r.applications.loader(request.Loaders).Prefetch(ctx, idsOf(actors, func(a *actor.Actor) string {
		if !request.Caller.MayReadApplication(a.ApplicationID) {
			return ""
		}
		return a.ApplicationID
	}))
	return each(actors, func(a *actor.Actor) (*tenant.Application, error) {
		if a.ApplicationID == "" {
			return none[tenant.Application]()
		}
		return r.lookUpApplication(ctx, a.ApplicationID)
	})
}

// lookUpRoles returns the roles with the codes of each parent, in the order of the codes. It omits codes without a role.
func lookUpRoles[P any](ctx context.Context, parents []P, codesOf func(parent P) []string) ([][]useraccess.UserAccessRole, error) {
	loaders, err := loadersOf(ctx)
	if err != nil {
		return nil, err
	}
	var codes []string
	for _, parent := range parents {
		codes = append(codes, codesOf(parent)...)
	}
	loaders.RolesByCode().Prefetch(ctx, codes)
	return each(parents, func(parent P) ([]useraccess.UserAccessRole, error) {
		roles := make([]useraccess.UserAccessRole, 0, len(codesOf(parent)))
		for _, code := range codesOf(parent) {
			role, err := nilIfAbsent(loaders.RolesByCode().Load(ctx, code))
			if err != nil {
				return nil, err
			}
			if role != nil {
				roles = append(roles, *role)
			}
		}
		return roles, nil
	})
}

// primeDecision adds the objects that were read for a decision to the loaders, so that its fields do not read them again.
func (e *entities) primeDecision(ctx context.Context, decision *accessrule.PassageDecision) error {
	loaders, err := loadersOf(ctx)
	if err != nil {
		return err
	}
	for _, rule := range decision.AccessRules {
		e.accessRules.loader(loaders).Prime(rule.ID, rule)
	}
	if decision.Identifier != nil {
		e.identifiers.loader(loaders).Prime(decision.Identifier.ID, decision.Identifier)
	}
	return nil
}
