package resolvers

import (
	"context"

	"accessgraph/dataloaders"
	"accessgraph/domain/accessrule"
	"accessgraph/domain/actor"
	"accessgraph/domain/audit"
	"accessgraph/domain/timeprofile"
	"accessgraph/graph/connection"
	"accessgraph/graph/generated"
	"accessgraph/graph/model"
)

// TimeProfiles is the batch resolver for the timeProfiles field.
func (r *accessRuleResolver) TimeProfiles(ctx context.Context, objs []*accessrule.AccessRule) ([][]timeprofile.TimeProfile, error) {
	return lookUpMany(ctx, objs, r.timeProfiles, func(obj *accessrule.AccessRule) []string { return obj.TimeProfileIDs })
}

// ReferencesCount is the batch resolver for the referencesCount field.
func (r *accessRuleResolver) ReferencesCount(ctx context.Context, objs []*accessrule.AccessRule) ([]*model.AccessRuleReferencesCount, error) {
	counts, err := countEach(ctx, objs, dataloaders.Loaders.IdentifierReferences, func(obj *accessrule.AccessRule) string { return obj.ID })
	references := make([]*model.AccessRuleReferencesCount, len(counts))
	for i, count := range counts {
		if count != nil {
			references[i] = &model.AccessRuleReferencesCount{Identifiers: *count}
		}
	}
	return references, err
}

// Identifiers is the batch resolver for the identifiers field.
func (r *accessRuleResolver) Identifiers(ctx context.Context, objs []*accessrule.AccessRule, first *int, after *string, last *int, before *string, filter *accessrule.IdentifierFilter, orderBy *model.IdentifierOrder) ([]*connection.Connection[*accessrule.Identifier], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *accessrule.AccessRule) (*connection.Connection[*accessrule.Identifier], error) {
		criteria, isPossible := valueOrZero(filter).Normal()
		lister := within(r.identifiers, &criteria.AccessRuleID, obj.ID)
		if !isPossible {
			lister = emptyLister[accessrule.Identifier, accessrule.IdentifierFilter]{}
		}
		return r.listIdentifiers(ctx, lister, criteria, orderBy, pageArguments(first, after, last, before))
	})
}

// History is the batch resolver for the history field.
func (r *accessRuleResolver) History(ctx context.Context, objs []*accessrule.AccessRule, first *int, after *string, last *int, before *string, filter *audit.Filter, orderBy *model.AuditRecordOrder) ([]*connection.Connection[*audit.Record], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *accessrule.AccessRule) (*connection.Connection[*audit.Record], error) {
		return r.history(ctx, obj.ID, filter, orderBy, pageArguments(first, after, last, before))
	})
}

// CreateAccessRule is the resolver for the createAccessRule field.
func (r *mutationResolver) CreateAccessRule(ctx context.Context, input accessrule.CreateAccessRuleInput) (*model.CreateAccessRulePayload, error) {
	rule, err := mutate(ctx, r.Services.AccessRule.CreateAccessRule, input)
	if err != nil {
		return nil, err
	}
	return &model.CreateAccessRulePayload{AccessRule: rule}, nil
}

// UpdateAccessRule is the resolver for the updateAccessRule field.
func (r *mutationResolver) UpdateAccessRule(ctx context.Context, input model.UpdateAccessRuleInput) (*model.UpdateAccessRulePayload, error) {
	rule, err := mutate(ctx, r.Services.AccessRule.UpdateAccessRule, accessRuleUpdate(input))
	if err != nil {
		return nil, err
	}
	return &model.UpdateAccessRulePayload{AccessRule: rule}, nil
}

// DeleteAccessRule is the resolver for the deleteAccessRule field.
func (r *mutationResolver) DeleteAccessRule(ctx context.Context, input accessrule.DeleteAccessRuleInput) (*model.DeleteAccessRulePayload, error) {
	deleted, err := mutate(ctx, r.Services.AccessRule.DeleteAccessRule, input)
	if err != nil {
		return nil, err
	}
	return &model.DeleteAccessRulePayload{DeletedAccessRuleID: deleted.ID, DetachedIdentifiersCount: deleted.Detached}, nil
}

// AttachAccessRule is the resolver for the attachAccessRule field.
func (r *mutationResolver) AttachAccessRule(ctx context.Context, input accessrule.AttachAccessRuleInput) (*model.AttachAccessRulePayload, error) {
	return mutate(ctx, func(ctx context.Context, caller actor.Caller, input accessrule.AttachAccessRuleInput) (*model.AttachAccessRulePayload, error) {
		identifier, rule, err := r.Services.AccessRule.AttachAccessRule(ctx, caller, input)
		if err != nil {
			return nil, err
		}
		return &model.AttachAccessRulePayload{Identifier: identifier, AccessRule: rule}, nil
	}, input)
}

// DetachAccessRule is the resolver for the detachAccessRule field.
func (r *mutationResolver) DetachAccessRule(ctx context.Context, input accessrule.DetachAccessRuleInput) (*model.DetachAccessRulePayload, error) {
	return mutate(ctx, func(ctx context.Context, caller actor.Caller, input accessrule.DetachAccessRuleInput) (*model.DetachAccessRulePayload, error) {
		identifier, rule, err := r.Services.AccessRule.DetachAccessRule(ctx, caller, input)
		if err != nil {
			return nil, err
		}
		return &model.DetachAccessRulePayload{Identifier: identifier, AccessRule: rule}, nil
	}, input)
}

// AccessRule is the resolver for the accessRule field.
func (r *queryResolver) AccessRule(ctx context.Context, accessRuleID string) (*accessrule.AccessRule, error) {
	return r.accessRules.lookUp(ctx, accessRuleID)
}

// AccessRules is the resolver for the accessRules field.
func (r *queryResolver) AccessRules(ctx context.Context, first *int, after *string, last *int, before *string, filter *accessrule.AccessRuleFilter, orderBy *model.AccessRuleOrder) (*connection.Connection[*accessrule.AccessRule], error) {
	criteria := valueOrZero(filter).Normal()
	return r.listAccessRules(ctx, r.rulesFor(criteria), criteria, orderBy, pageArguments(first, after, last, before))
}

// AccessRule returns generated.AccessRuleResolver implementation.
func (r *Resolver) AccessRule() generated.AccessRuleResolver { return &accessRuleResolver{r} }

type accessRuleResolver struct{ *Resolver }
