package resolvers

import (
	"context"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/document"
	"accessgraph/graph/connection"
	"accessgraph/graph/model"
)

// holdersOf returns the person whose ID each parent has, read in one batch for users and one for external personal identities. It is
// nil without an error for a nil ID, and if the caller may not read the person.
func holdersOf[P any](ctx context.Context, e *entities, parents []P, holderID func(parent P) *string) ([]accessrule.IdentifierHolder, error) {
	nodeIDs := make([]string, len(parents))
	for i, parent := range parents {
		nodeIDs[i] = valueOrZero(holderID(parent))
	}
	nodes, err := e.readableNodes(ctx, nodeIDs)
	holders := make([]accessrule.IdentifierHolder, len(nodes))
	for i, node := range nodes {
		if holder, ok := node.(accessrule.IdentifierHolder); ok {
			holders[i] = holder
		}
	}
	return holders, err
}

// heldIdentifiers returns a page of the identifiers that a person holds.
func (r *Resolver) heldIdentifiers(
	ctx context.Context, holderID string, filter *accessrule.IdentifierFilter, orderBy *model.IdentifierOrder, arguments document.PageArguments,
) (*connection.Connection[*accessrule.Identifier], error) {
	criteria, isPossible := valueOrZero(filter).Normal()
	lister, err := r.identifiersFor(ctx, criteria, isPossible)
	if err != nil {
		return nil, err
	}
	return r.listIdentifiers(ctx, within(lister, &criteria.HolderID, holderID), criteria, orderBy, arguments)
}
