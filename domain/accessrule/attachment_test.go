package accessrule_test

import (
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/audit"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
)

func (w world) attach(t tester, identifier *accessrule.Identifier, rule *accessrule.AccessRule) *accessrule.Identifier {
	after, sameRule, err := w.AttachAccessRule(t.Context(), caller(), accessrule.AttachAccessRuleInput{
		IdentifierID: identifier.ID, AccessRuleID: rule.ID,
	})
	require.NoError(t, err)
	require.Equal(t, rule, sameRule)
	return after
}

func (w world) detach(t tester, identifier *accessrule.Identifier, rule *accessrule.AccessRule) *accessrule.Identifier {
	after, sameRule, err := w.DetachAccessRule(t.Context(), caller(), accessrule.DetachAccessRuleInput{
		IdentifierID: identifier.ID, AccessRuleID: rule.ID,
	})
	require.NoError(t, err)
	require.Equal(t, rule, sameRule)
	return after
}

func (w world) stored(t tester, identifier *accessrule.Identifier) *accessrule.Identifier {
	current, err := w.Identifiers.Get(t.Context(), identifier.CompanyID, identifier.ID)
	require.NoError(t, err)
	return current
}

func TestService_AttachAndDetach(t *testing.T) {
	w := newWorld()
	card, first, second := w.card(t, caller(), 1), w.rule(t, caller()), w.rule(t, caller())
	w.attach(t, card, first)
	after := w.attach(t, card, second)
	require.Equal(t, []string{first.ID, second.ID}, after.AccessRuleIDs)
	require.Equal(t, 3, after.Version)
	require.Equal(t, after, w.stored(t, card))
	require.Equal(t, 1, w.attached(t, first))

	after = w.detach(t, card, first)
	require.Equal(t, []string{second.ID}, after.AccessRuleIDs)
	require.Equal(t, 4, after.Version)
	require.Zero(t, w.attached(t, first))
	require.Equal(t, 1, w.attached(t, second))

	auditRecords := w.store.Records()
	last := auditRecords[len(auditRecords)-1]
	require.Equal(t, "detachAccessRule", last.Action)
	require.Equal(t, card.ID, last.SubjectID)
	require.Equal(t, []audit.FieldChange{{
		Field: "accessRuleIds", Before: []string{first.ID, second.ID}, After: []string{second.ID},
	}}, last.Changes)
}

func TestService_AttachAndDetach_AreIdempotent(t *testing.T) {
	w := newWorld()
	card, rule := w.card(t, caller(), 1), w.rule(t, caller())
	attached := w.attach(t, card, rule)
	commits := w.store.Commits()
	require.Equal(t, attached, w.attach(t, card, rule))
	require.Equal(t, commits, w.store.Commits())
	require.Equal(t, 1, w.attached(t, rule))

	detached := w.detach(t, card, rule)
	commits = w.store.Commits()
	require.Equal(t, detached, w.detach(t, card, rule))
	require.Equal(t, commits, w.store.Commits())
	require.Zero(t, w.attached(t, rule))
}

func TestService_AttachAccessRule_AtMostAHundred(t *testing.T) {
	w := newWorld()
	card, first := w.card(t, caller(), 1), w.rule(t, caller())
	w.attach(t, card, first)
	for range 99 {
		w.attach(t, card, w.rule(t, caller()))
	}
	another := w.rule(t, caller())
	_, _, err := w.AttachAccessRule(t.Context(), caller(), accessrule.AttachAccessRuleInput{
		IdentifierID: card.ID, AccessRuleID: another.ID,
	})
	domaintest.RequireViolations(t, err, newViolation(
		fault.IdentifierAccessRuleCountExceeded, "An identifier has at most 100 access rules.",
		map[string]any{"input.identifierId": "must have fewer than 100 access rules"},
	))
	require.Zero(t, w.attached(t, another))
	w.attach(t, card, first)
	w.detach(t, card, first)
	w.attach(t, card, another)
	require.Len(t, w.stored(t, card).AccessRuleIDs, 100)
}

func TestService_AttachAndDetach_NotFound(t *testing.T) {
	w := newWorld()
	foreignCard, foreignRule := w.card(t, stranger(), 1), w.rule(t, stranger())
	for _, pair := range [][2]string{{foreignCard.ID, foreignRule.ID}, {"nonsense", ""}, {foreignRule.ID, foreignCard.ID}} {
		expected := []violation{
			newViolation(fault.IdentifierNotFound, "The identifier with ID "+pair[0]+" was not found",
				map[string]any{"input.identifierId": "must be the ID of an identifier of the company"}),
			newViolation(fault.AccessRuleNotFound, "The access rule with ID "+pair[1]+" was not found",
				map[string]any{"input.accessRuleId": "must be the ID of an access rule of the company"}),
		}
		_, _, err := w.AttachAccessRule(t.Context(), caller(), accessrule.AttachAccessRuleInput{IdentifierID: pair[0], AccessRuleID: pair[1]})
		domaintest.RequireViolations(t, err, expected...)
		_, _, err = w.DetachAccessRule(t.Context(), caller(), accessrule.DetachAccessRuleInput{IdentifierID: pair[0], AccessRuleID: pair[1]})
		domaintest.RequireViolations(t, err, expected...)
	}
}

func TestService_AttachAccessRule_StartsOverAfterALostRace(t *testing.T) {
	w := newWorld()
	card, mine, theirs := w.card(t, caller(), 1), w.rule(t, caller()), w.rule(t, caller())
	w.store.Rival = func() { w.attach(t, card, theirs) }
	after := w.attach(t, card, mine)
	require.Equal(t, []string{theirs.ID, mine.ID}, after.AccessRuleIDs)
	require.Equal(t, 3, after.Version)

	w.store.Rival = func() { w.detach(t, card, theirs) }
	require.Equal(t, []string{mine.ID}, w.detach(t, card, theirs).AccessRuleIDs)
	require.Zero(t, w.attached(t, theirs))
	require.Equal(t, 1, w.attached(t, mine))
}

func TestService_AttachAccessRule_ReliesOnTheRule(t *testing.T) {
	w := newWorld()
	card, rule := w.card(t, caller(), 1), w.rule(t, caller())
	w.store.Rival = func() {
		renamed := *rule
		renamed.Name, renamed.Version = "Renamed", 2
		w.store.Put(&renamed)
	}
	_, attached, err := w.AttachAccessRule(t.Context(), caller(), accessrule.AttachAccessRuleInput{IdentifierID: card.ID, AccessRuleID: rule.ID})
	require.NoError(t, err)
	require.Equal(t, "Renamed", attached.Name)
}

func TestService_AttachAccessRule_AFailedStoreIsNotAnAbsentDocument(t *testing.T) {
	w := newWorld()
	card, rule := w.card(t, caller(), 1), w.rule(t, caller())
	w.store.Failure = errors.New("store is away")
	_, _, err := w.AttachAccessRule(t.Context(), caller(), accessrule.AttachAccessRuleInput{IdentifierID: card.ID, AccessRuleID: rule.ID})
	require.ErrorIs(t, err, w.store.Failure)
	_, err = w.CreateAccessRule(t.Context(), caller(), ruleInput())
	require.ErrorIs(t, err, w.store.Failure)
}

func TestService_AttachAndDetach_AgreeWithASet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld()
		cards := []*accessrule.Identifier{w.card(t, caller(), 1), w.card(t, caller(), 2)}
		offered := []*accessrule.AccessRule{w.rule(t, caller()), w.rule(t, caller()), w.rule(t, caller())}
		model := map[[2]string]bool{}
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			card, rule := rapid.SampledFrom(cards).Draw(t, "card"), rapid.SampledFrom(offered).Draw(t, "rule")
			if rapid.Bool().Draw(t, "attach") {
				w.attach(t, card, rule)
				model[[2]string{card.ID, rule.ID}] = true
			} else {
				w.detach(t, card, rule)
				delete(model, [2]string{card.ID, rule.ID})
			}
		}
		for _, rule := range offered {
			count := 0
			for _, card := range cards {
				attached := w.stored(t, card).Attached(rule.ID)
				require.Equal(t, model[[2]string{card.ID, rule.ID}], attached)
				if attached {
					count++
				}
			}
			require.Equal(t, count, w.attached(t, rule))
		}
	})
}

func TestService_AttachAccessRule_ConcurrentAttachmentsLoseNothing(t *testing.T) {
	w := newWorld()
	card := w.card(t, caller(), 1)
	offered := make([]*accessrule.AccessRule, 8)
	for i := range offered {
		offered[i] = w.rule(t, caller())
	}
	errs := make(chan error, 3*len(offered))
	var group sync.WaitGroup
	for i, rule := range offered {
		pair := accessrule.AttachAccessRuleInput{IdentifierID: card.ID, AccessRuleID: rule.ID}
		for range 2 {
			group.Go(func() {
				_, _, err := w.AttachAccessRule(t.Context(), caller(), pair)
				errs <- err
			})
		}
		if i%2 == 0 {
			group.Go(func() {
				_, _, err := w.DetachAccessRule(t.Context(), caller(), accessrule.DetachAccessRuleInput(pair))
				errs <- err
			})
		}
	}
	group.Wait()
	close(errs)
	for err := range errs {
		require.NoError(t, err)
	}
	identifier := w.stored(t, card)
	require.Len(t, slices.Compact(slices.Sorted(slices.Values(identifier.AccessRuleIDs))), len(identifier.AccessRuleIDs))
	for i, rule := range offered {
		attached := identifier.Attached(rule.ID)
		require.True(t, attached || i%2 == 0)
		require.Equal(t, attached, w.attached(t, rule) == 1)
	}
}
