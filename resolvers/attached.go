package resolvers

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/document"
)

// rulesBy is where a list of access rules is read from: the rules of an identifier from what the identifier holds.
func (r *Resolver) rulesBy(filter accessrule.RuleFilter) document.Lister[accessrule.AccessRule, accessrule.RuleFilter] {
	if filter.IdentifierID != nil {
		return attachedRules{r.entities}
	}
	return r.accessRules
}

// attachedRules lists the rules of the identifier that the filter names.
type attachedRules struct{ *entities }

// List omits deleted rules, and is empty for an identifier that the company does not have.
func (r attachedRules) List(
	ctx context.Context, companyID string, filter accessrule.RuleFilter, request document.PageRequest,
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

// rulesOf lists the rules of an identifier, of which there are few: all of them are read for any page.
type rulesOf struct {
	*entities

	identifier *accessrule.Identifier
}

// List omits deleted rules.
func (r rulesOf) List(
	ctx context.Context, _ string, filter accessrule.RuleFilter, request document.PageRequest,
) (document.Page[accessrule.AccessRule], error) {
	attached, err := r.accessRules.loadMany(ctx, r.identifier.AccessRuleIDs)
	if err != nil {
		return document.Page[accessrule.AccessRule]{}, err
	}
	attached = slices.DeleteFunc(attached, func(rule *accessrule.AccessRule) bool { return rule == nil || !filter.Keeps(rule) })
	place := func(rule *accessrule.AccessRule) string {
		if request.Order.ByName {
			return rule.NameKey
		}
		return rule.ID
	}
	slices.SortFunc(attached, func(a, b *accessrule.AccessRule) int { return cmp.Compare(place(a), place(b)) })
	return document.Cut(attached, place, request), nil
}

// identifiersBy is where a list of identifiers is read from: nowhere, when no identifier can meet the filter. The rule of a
// filter must be a live one, as everywhere: what identifiers still hold of a deleted rule is no attachment.
func (r *Resolver) identifiersBy(ctx context.Context, filter accessrule.IdentifierFilter, possible bool) (
	document.Lister[accessrule.Identifier, accessrule.IdentifierFilter], error,
) {
	if possible && filter.AccessRuleID != nil {
		_, err := r.accessRules.load(ctx, *filter.AccessRuleID)
		if err != nil && !errors.Is(err, document.ErrAbsent) {
			return nil, err
		}
		possible = err == nil
	}
	if !possible {
		return nowhere[accessrule.Identifier, accessrule.IdentifierFilter]{}, nil
	}
	return r.identifiers, nil
}

// liveAccessRules returns the IDs of the rules of each identifier, without those that were deleted, in the order of their
// creation.
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
	live.Fetch(ctx, ruleIDs)
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
