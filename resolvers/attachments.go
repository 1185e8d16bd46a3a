package resolvers

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/document"
)

// rulesFor returns the lister to read access rules from: for a filter by identifier, the rules that the identifier holds.
func (r *Resolver) rulesFor(filter accessrule.AccessRuleFilter) document.Lister[accessrule.AccessRule, accessrule.AccessRuleFilter] {
	if filter.IdentifierID != nil {
		return attachedRules{r.entities}
	}
	return r.accessRules
}

// attachedRules lists the rules of the identifier that the filter names.
type attachedRules struct{ *entities }

// List omits deleted rules. The page is empty for an identifier that the company does not have.
func (r attachedRules) List(
	ctx context.Context, companyID string, filter accessrule.AccessRuleFilter, request document.PageRequest,
) (document.Page[accessrule.AccessRule], error) {
	identifier, err := r.identifiers.load(ctx, *filter.IdentifierID)
	if errors.Is(err, document.ErrAbsent) {
		identifier, err = &accessrule.Identifier{}, nil
	}
	if err != nil {
		return document.Page[accessrule.AccessRule]{}, err
	}
	return rulesOf{r.entities, identifier}.List(ctx, companyID, filter, request)
}

// rulesOf lists the rules of an identifier. They are few, so every page reads all of them.
type rulesOf struct {
	*entities

	identifier *accessrule.Identifier
}

// List omits deleted rules.
func (r rulesOf) List(
	ctx context.Context, _ string, filter accessrule.AccessRuleFilter, request document.PageRequest,
) (document.Page[accessrule.AccessRule], error) {
	rules, err := r.accessRules.loadMany(ctx, r.identifier.AccessRuleIDs)
	if err != nil {
		return document.Page[accessrule.AccessRule]{}, err
	}
	rules = slices.DeleteFunc(rules, func(rule *accessrule.AccessRule) bool { return rule == nil || !filter.Keeps(rule) })
	position := func(rule *accessrule.AccessRule) string {
		if request.Order.ByName {
			return rule.NameKey
		}
		return rule.ID
	}
	slices.SortFunc(rules, func(a, b *accessrule.AccessRule) int { return cmp.Compare(position(a), position(b)) })
	return document.Cut(rules, position, request), nil
}

// identifiersFor returns the lister to read identifiers from. It is empty if no identifier can match the filter, or if the
// filter names a rule that was deleted: identifiers may still hold its ID.
func (r *Resolver) identifiersFor(ctx context.Context, filter accessrule.IdentifierFilter, isPossible bool) (
	document.Lister[accessrule.Identifier, accessrule.IdentifierFilter], error,
) {
	if isPossible && filter.AccessRuleID != nil {
		_, err := r.accessRules.load(ctx, *filter.AccessRuleID)
		if err != nil && !errors.Is(err, document.ErrAbsent) {
			return nil, err
		}
		isPossible = err == nil
	}
	if !isPossible {
		return emptyLister[accessrule.Identifier, accessrule.IdentifierFilter]{}, nil
	}
	return r.identifiers, nil
}

// liveAccessRules returns the IDs of the rules of each identifier in the order of their creation, without deleted rules.
func liveAccessRules(ctx context.Context, identifiers []*accessrule.Identifier) ([][]string, error) {
	loaders, err := loadersOf(ctx)
	if err != nil {
		return nil, err
	}
	var ruleIDs []string
	for _, identifier := range identifiers {
		ruleIDs = append(ruleIDs, identifier.AccessRuleIDs...)
	}
	live := loaders.LiveAccessRules()
	live.Prefetch(ctx, ruleIDs)
	return each(identifiers, func(identifier *accessrule.Identifier) ([]string, error) {
		ids := []string{}
		for _, ruleID := range slices.Sorted(slices.Values(identifier.AccessRuleIDs)) {
			_, err := live.Load(ctx, ruleID)
			if err == nil {
				ids = append(ids, ruleID)
			} else if !errors.Is(err, document.ErrAbsent) {
				return nil, err
			}
		}
		return ids, nil
	})
}
