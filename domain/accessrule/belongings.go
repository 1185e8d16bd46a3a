package accessrule

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/domain/parallel"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/timeprofile"
	"accessgraph/domain/useraccess"
)

// belongings are the holders and the timetables of several identifiers.
type belongings struct {
	users      map[string]*useraccess.User
	identities map[string]*roleaccount.ExternalPersonalIdentity
	timetables map[string]*timeprofile.Timetable
}

// loadBelongings loads the holders and the timetables of identifiers side by side, 100 documents in a call of the store.
func (s *Service) loadBelongings(ctx context.Context, companyID string, identifiers []*Identifier) (belongings, error) {
	var loaded belongings
	var holderIDs, profileIDs []string
	for _, identifier := range identifiers {
		if identifier.HolderID != nil {
			holderIDs = append(holderIDs, *identifier.HolderID)
		}
		profileIDs = append(profileIDs, identifier.TimeProfileIDs...)
	}
	err := parallel.Do(func() (err error) {
		loaded.users, err = document.LoadMany(ctx, s.Users, companyID, id.User, holderIDs)
		return err
	}, func() (err error) {
		loaded.identities, err = document.LoadMany(ctx, s.ExternalPersonalIdentities, companyID, id.ExternalPersonalIdentity, holderIDs)
		return err
	}, func() (err error) {
		loaded.timetables, err = s.Timetables.Load(ctx, companyID, profileIDs)
		return err
	})
	if err != nil {
		return belongings{}, fmt.Errorf("reading holders and time profiles: %w", err)
	}
	return loaded, nil
}

// loadRulesOf loads the rules of identifiers, by their IDs, and adds the timetables of the rules to the belongings.
func (s *Service) loadRulesOf(ctx context.Context, companyID string, identifiers []*Identifier, loaded *belongings) (map[string]*AccessRule, error) {
	var ruleIDs []string
	for _, identifier := range identifiers {
		ruleIDs = append(ruleIDs, identifier.AccessRuleIDs...)
	}
	rules, err := document.LoadMany(ctx, s.Rules, companyID, id.AccessRule, ruleIDs)
	if err != nil {
		return nil, fmt.Errorf("reading the access rules: %w", err)
	}
	profileIDs := slices.DeleteFunc(timeProfileIDs(slices.Collect(maps.Values(rules))), func(profileID string) bool {
		return loaded.timetables[profileID] != nil
	})
	tables, err := s.Timetables.Load(ctx, companyID, profileIDs)
	if err != nil {
		return nil, err
	}
	maps.Copy(loaded.timetables, tables)
	return rules, nil
}

// stateOf returns the state of an identifier, whose passes are not limited: they are not looked at. rules has the rules that count, by
// their IDs.
func (b *belongings) stateOf(identifier *Identifier, rules map[string]*AccessRule) passageState {
	state := passageState{identifier: identifier, timetables: b.timetables}
	if identifier.HolderID != nil {
		if user := b.users[*identifier.HolderID]; user != nil {
			state.holder = user
		}
		if identity := b.identities[*identifier.HolderID]; identity != nil {
			state.holder = identity
		}
	}
	for _, ruleID := range identifier.AccessRuleIDs {
		if rule := rules[ruleID]; rule != nil {
			state.rules = append(state.rules, rule)
		}
	}
	return state
}

// Opens returns what each identifier opens at an instant, in the order of the readers' names. A nil at is the current time. Passes are
// not looked at. It reads a fixed number of batches for all identifiers.
func (s *Service) Opens(ctx context.Context, companyID string, identifiers []*Identifier, at *time.Time) ([][]*OpenedReader, error) {
	instant := s.instant(at)
	loaded, err := s.loadBelongings(ctx, companyID, identifiers)
	if err != nil {
		return nil, err
	}
	rules, err := s.loadRulesOf(ctx, companyID, identifiers, &loaded)
	if err != nil {
		return nil, err
	}
	opened := make([][]*OpenedReader, len(identifiers))
	for i, identifier := range identifiers {
		state := loaded.stateOf(identifier, rules)
		opened[i] = state.openedReaders(instant)
	}
	return opened, nil
}
