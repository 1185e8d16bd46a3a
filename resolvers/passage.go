package resolvers

import (
	"context"
	"errors"
	"time"

	"accessgraph/dataloaders"
	"accessgraph/domain/accessrule"
	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/graph/connection"
	"accessgraph/graph/generated"
	"accessgraph/graph/model"
)

// Passages is the resolver for the passages field.
func (r *identifierResolver) Passages(ctx context.Context, obj *accessrule.Identifier, first *int, after *string, last *int, before *string) (*connection.Connection[*accessrule.Passage], error) {
	return list(ctx, listing[accessrule.Passage, accessrule.PassageFilter]{
		name: "passages", from: r.Lists.Passages, order: document.Order{Descending: true},
		filter: accessrule.PassageFilter{IdentifierID: obj.ID},
		loader: (*dataloaders.Loaders).Passages,
	}, window(first, after, last, before))
}

// RecordPassage is the resolver for the recordPassage field.
func (r *mutationResolver) RecordPassage(ctx context.Context, input accessrule.RecordPassageInput) (*model.RecordPassagePayload, error) {
	payload, err := mutate(ctx, func(ctx context.Context, calling actor.Caller, input accessrule.RecordPassageInput) (*model.RecordPassagePayload, error) {
		passage, decision, err := r.Services.AccessRule.RecordPassage(ctx, calling, input)
		return &model.RecordPassagePayload{Decision: decision, Passage: passage}, err
	}, input)
	if err != nil {
		return nil, err
	}
	return payload, decided(ctx, payload.Decision)
}

// Identifier is the resolver for the identifier field.
func (r *passageResolver) Identifier(ctx context.Context, obj *accessrule.Passage) (*accessrule.Identifier, error) {
	if obj.IdentifierID == nil {
		return none[accessrule.Identifier]()
	}
	found, err := load(ctx, (*dataloaders.Loaders).Identifiers, *obj.IdentifierID)
	if errors.Is(err, document.ErrAbsent) {
		return none[accessrule.Identifier]()
	}
	return found, err
}

// CheckPassage is the resolver for the checkPassage field.
func (r *queryResolver) CheckPassage(ctx context.Context, reader string, identifier accessrule.PassageIdentifierInput, at *time.Time) (*accessrule.PassageDecision, error) {
	calling, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	decision, err := r.Services.AccessRule.CheckPassage(ctx, calling, reader, identifier, at)
	if err != nil {
		return nil, err
	}
	return decision, decided(ctx, decision)
}

// Passage returns generated.PassageResolver implementation.
func (r *Resolver) Passage() generated.PassageResolver { return &passageResolver{r} }

type passageResolver struct{ *Resolver }
