package resolvers

import (
	"context"
	"time"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/actor"
	"accessgraph/graph/connection"
	"accessgraph/graph/generated"
	"accessgraph/graph/model"
)

// Passages is the batch resolver for the passages field.
func (r *identifierResolver) Passages(ctx context.Context, objs []*accessrule.Identifier, first *int, after *string, last *int, before *string, filter *accessrule.PassageFilter, orderBy *model.PassageOrder) ([]*connection.Connection[*accessrule.Passage], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *accessrule.Identifier) (*connection.Connection[*accessrule.Passage], error) {
		criteria := valueOrZero(filter).Normal()
		lister := within(r.passages, &criteria.IdentifierID, obj.ID)
		return r.listPassages(ctx, lister, criteria, orderBy, pageArguments(first, after, last, before))
	})
}

// RecordPassage is the resolver for the recordPassage field.
func (r *mutationResolver) RecordPassage(ctx context.Context, input accessrule.RecordPassageInput) (*model.RecordPassagePayload, error) {
	payload, err := mutate(ctx, func(ctx context.Context, caller actor.Caller, input accessrule.RecordPassageInput) (*model.RecordPassagePayload, error) {
		passage, decision, err := r.Services.AccessRule.RecordPassage(ctx, caller, input)
		payload := &model.RecordPassagePayload{Decision: decision, DoorGranted: input.Granted, Passage: passage}
		if passage != nil {
			payload.PassageID = &passage.ID
		}
		return payload, err
	}, input)
	if err != nil {
		return nil, err
	}
	return payload, r.primeDecision(ctx, payload.Decision)
}

// Identifier is the batch resolver for the identifier field.
func (r *passageResolver) Identifier(ctx context.Context, objs []*accessrule.Passage) ([]*accessrule.Identifier, error) {
	loaders, err := loadersOf(ctx)
	if err != nil {
		return nil, err
	}
	identifierID := func(obj *accessrule.Passage) string { return valueOrZero(obj.IdentifierID) }
	identifiers := r.identifiers.loader(loaders)
	identifiers.Prefetch(ctx, idsOf(objs, identifierID))
	return each(objs, func(obj *accessrule.Passage) (*accessrule.Identifier, error) {
		return nilIfAbsent(identifiers.Load(ctx, identifierID(obj)))
	})
}

// Holder is the batch resolver for the holder field.
func (r *passageResolver) Holder(ctx context.Context, objs []*accessrule.Passage) ([]accessrule.IdentifierHolder, error) {
	return holdersOf(ctx, r.entities, objs, func(obj *accessrule.Passage) *string { return obj.HolderID })
}

// CheckPassage is the resolver for the checkPassage field.
func (r *queryResolver) CheckPassage(ctx context.Context, reader string, identifier accessrule.PassageIdentifierInput, at *time.Time) (*accessrule.PassageDecision, error) {
	caller, err := callerOf(ctx)
	if err != nil {
		return nil, err
	}
	decision, err := r.Services.AccessRule.CheckPassage(ctx, caller, reader, identifier, at)
	if err != nil {
		return nil, err
	}
	return decision, r.primeDecision(ctx, decision)
}

// PassageSummary is the resolver for the passageSummary field.
func (r *queryResolver) PassageSummary(ctx context.Context, reader *string, from time.Time, to time.Time) (*accessrule.PassageSummary, error) {
	caller, err := callerOf(ctx)
	if err != nil {
		return nil, err
	}
	return r.Services.AccessRule.SummarizePassages(ctx, caller, reader, from, to)
}

// Passages is the resolver for the passages field.
func (r *queryResolver) Passages(ctx context.Context, first *int, after *string, last *int, before *string, filter *accessrule.PassageFilter, orderBy *model.PassageOrder) (*connection.Connection[*accessrule.Passage], error) {
	return r.listPassages(ctx, r.passages, valueOrZero(filter).Normal(), orderBy, pageArguments(first, after, last, before))
}

// Passage returns generated.PassageResolver implementation.
func (r *Resolver) Passage() generated.PassageResolver { return &passageResolver{r} }

type passageResolver struct{ *Resolver }
