package resolvers

import (
	"context"

	"accessgraph/dataloaders"
	"accessgraph/domain/accessrule"
	"accessgraph/domain/audit"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/timeprofile"
	"accessgraph/domain/useraccess"
	"accessgraph/graph/connection"
	"accessgraph/graph/generated"
	"accessgraph/graph/model"
	"accessgraph/graph/view"
)

// Identifiers is the batch resolver for the identifiers field.
func (r *externalPersonalIdentityResolver) Identifiers(ctx context.Context, objs []*roleaccount.ExternalPersonalIdentity, first *int, after *string, last *int, before *string, filter *accessrule.IdentifierFilter, orderBy *model.IdentifierOrder) ([]*connection.Connection[*accessrule.Identifier], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *roleaccount.ExternalPersonalIdentity) (*connection.Connection[*accessrule.Identifier], error) {
		return r.heldIdentifiers(ctx, obj.ID, filter, orderBy, pageArguments(first, after, last, before))
	})
}

// Validity is the resolver for the validity field.
func (r *identifierResolver) Validity(ctx context.Context, obj *accessrule.Identifier) (*view.IdentifierValidity, error) {
	return &view.IdentifierValidity{IdentifierValidity: obj.Validity, IdentifierID: obj.ID}, nil
}

// AccessRuleIds is the batch resolver for the accessRuleIds field.
func (r *identifierResolver) AccessRuleIds(ctx context.Context, objs []*accessrule.Identifier) ([][]string, error) {
	return liveAccessRules(ctx, objs)
}

// AccessRules is the batch resolver for the accessRules field.
func (r *identifierResolver) AccessRules(ctx context.Context, objs []*accessrule.Identifier, first *int, after *string, last *int, before *string, filter *accessrule.AccessRuleFilter, orderBy *model.AccessRuleOrder) ([]*connection.Connection[*accessrule.AccessRule], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *accessrule.Identifier) (*connection.Connection[*accessrule.AccessRule], error) {
		criteria := valueOrZero(filter).Normal()
		lister := within[accessrule.AccessRule, accessrule.AccessRuleFilter](rulesOf{r.entities, obj}, &criteria.IdentifierID, obj.ID)
		return r.listAccessRules(ctx, lister, criteria, orderBy, pageArguments(first, after, last, before))
	})
}

// TimeProfiles is the batch resolver for the timeProfiles field.
func (r *identifierResolver) TimeProfiles(ctx context.Context, objs []*accessrule.Identifier) ([][]timeprofile.TimeProfile, error) {
	return lookUpMany(ctx, objs, r.timeProfiles, func(obj *accessrule.Identifier) []string { return obj.TimeProfileIDs })
}

// Holder is the batch resolver for the holder field.
func (r *identifierResolver) Holder(ctx context.Context, objs []*accessrule.Identifier) ([]accessrule.IdentifierHolder, error) {
	return holdersOf(ctx, r.entities, objs, func(obj *accessrule.Identifier) *string { return obj.HolderID })
}

// History is the batch resolver for the history field.
func (r *identifierResolver) History(ctx context.Context, objs []*accessrule.Identifier, first *int, after *string, last *int, before *string, filter *audit.Filter, orderBy *model.AuditRecordOrder) ([]*connection.Connection[*audit.Record], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *accessrule.Identifier) (*connection.Connection[*audit.Record], error) {
		return r.history(ctx, obj.ID, filter, orderBy, pageArguments(first, after, last, before))
	})
}

// PassesLeft is the batch resolver for the passesLeft field.
func (r *identifierValidityResolver) PassesLeft(ctx context.Context, objs []*view.IdentifierValidity) ([]*int, error) {
	return countEach(ctx, objs, dataloaders.Loaders.PassesLeft, func(obj *view.IdentifierValidity) string {
		if obj.MaxPasses == nil {
			return ""
		}
		return obj.IdentifierID
	})
}

// CreateIdentifier is the resolver for the createIdentifier field.
func (r *mutationResolver) CreateIdentifier(ctx context.Context, input model.CreateIdentifierInput) (*model.CreateIdentifierPayload, error) {
	create := accessrule.CreateIdentifierInput{
		Name: input.Name, Affiliation: input.Affiliation, Type: input.Type, Number: input.Number, Format: input.Format.Value(),
		Enabled: input.Enabled.Value(), Validity: firstValidity(input.Validity), HolderID: input.HolderID.Value(),
		TimeProfileIDs: input.TimeProfileIds.Value(),
	}
	identifier, err := mutate(ctx, r.Services.AccessRule.CreateIdentifier, create)
	if err != nil {
		return nil, err
	}
	return &model.CreateIdentifierPayload{Identifier: identifier}, nil
}

// UpdateIdentifier is the resolver for the updateIdentifier field.
func (r *mutationResolver) UpdateIdentifier(ctx context.Context, input model.UpdateIdentifierInput) (*model.UpdateIdentifierPayload, error) {
	update := accessrule.UpdateIdentifierInput{
		IdentifierID:    input.IdentifierID,
		Name:            field(input.Name),
		Affiliation:     field(input.Affiliation),
		Number:          field(input.Number),
		Format:          input.Format.Value(),
		Enabled:         field(input.Enabled),
		Validity:        validity(input.Validity),
		HolderID:        field(input.HolderID),
		TimeProfileIDs:  listField(input.TimeProfileIds),
		ExpectedVersion: input.ExpectedVersion.Value(),
	}
	identifier, err := mutate(ctx, r.Services.AccessRule.UpdateIdentifier, update)
	if err != nil {
		return nil, err
	}
	return &model.UpdateIdentifierPayload{Identifier: identifier}, nil
}

// DeleteIdentifier is the resolver for the deleteIdentifier field.
func (r *mutationResolver) DeleteIdentifier(ctx context.Context, input accessrule.DeleteIdentifierInput) (*model.DeleteIdentifierPayload, error) {
	deleted, err := mutate(ctx, r.Services.AccessRule.DeleteIdentifier, input)
	if err != nil {
		return nil, err
	}
	return &model.DeleteIdentifierPayload{DeletedIdentifierID: deleted.ID}, nil
}

// ResetIdentifierPasses is the resolver for the resetIdentifierPasses field.
func (r *mutationResolver) ResetIdentifierPasses(ctx context.Context, input accessrule.ResetIdentifierPassesInput) (*model.ResetIdentifierPassesPayload, error) {
	identifier, err := mutate(ctx, r.Services.AccessRule.ResetIdentifierPasses, input)
	if err != nil {
		return nil, err
	}
	return &model.ResetIdentifierPassesPayload{Identifier: identifier}, nil
}

// Identifier is the resolver for the identifier field.
func (r *queryResolver) Identifier(ctx context.Context, identifierID string) (*accessrule.Identifier, error) {
	return r.identifiers.lookUp(ctx, identifierID)
}

// IdentifierByNumber is the resolver for the identifierByNumber field.
func (r *queryResolver) IdentifierByNumber(ctx context.Context, number accessrule.IdentifierNumberInput) (*accessrule.Identifier, error) {
	caller, err := callerOf(ctx)
	if err != nil {
		return nil, err
	}
	return nilIfAbsent(r.Services.AccessRule.IdentifierByNumber(ctx, caller, number))
}

// Identifiers is the resolver for the identifiers field.
func (r *queryResolver) Identifiers(ctx context.Context, first *int, after *string, last *int, before *string, filter *accessrule.IdentifierFilter, orderBy *model.IdentifierOrder) (*connection.Connection[*accessrule.Identifier], error) {
	criteria, isPossible := valueOrZero(filter).Normal()
	lister, err := r.identifiersFor(ctx, criteria, isPossible)
	if err != nil {
		return nil, err
	}
	return r.listIdentifiers(ctx, lister, criteria, orderBy, pageArguments(first, after, last, before))
}

// Identifiers is the batch resolver for the identifiers field.
func (r *userResolver) Identifiers(ctx context.Context, objs []*useraccess.User, first *int, after *string, last *int, before *string, filter *accessrule.IdentifierFilter, orderBy *model.IdentifierOrder) ([]*connection.Connection[*accessrule.Identifier], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *useraccess.User) (*connection.Connection[*accessrule.Identifier], error) {
		return r.heldIdentifiers(ctx, obj.ID, filter, orderBy, pageArguments(first, after, last, before))
	})
}

// Identifier returns generated.IdentifierResolver implementation.
func (r *Resolver) Identifier() generated.IdentifierResolver { return &identifierResolver{r} }

// IdentifierValidity returns generated.IdentifierValidityResolver implementation.
func (r *Resolver) IdentifierValidity() generated.IdentifierValidityResolver {
	return &identifierValidityResolver{r}
}

type (
	identifierResolver         struct{ *Resolver }
	identifierValidityResolver struct{ *Resolver }
)
