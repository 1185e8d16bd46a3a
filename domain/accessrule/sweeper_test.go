package accessrule_test

import (
	"errors"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/document"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
)

func (w world) deleteRule(t tester, rule *accessrule.AccessRule, detach bool) (accessrule.DeletedAccessRule, error) {
	return w.DeleteAccessRule(t.Context(), caller(), accessrule.DeleteAccessRuleInput{AccessRuleID: rule.ID, Detach: detach})
}

func shownCard(card *accessrule.Identifier) accessrule.PassageIdentifierInput {
	return accessrule.PassageIdentifierInput{IdentifierID: &card.ID}
}

// sweep carries out all steps, and returns their number.
func (w world) sweep(t tester) int {
	for steps := 0; ; steps++ {
		err := w.sweeper.Step(t.Context())
		if errors.Is(err, document.ErrAbsent) {
			return steps
		}
		require.NoError(t, err)
	}
}

func TestService_DeleteAccessRule_InUseNeedsDetach(t *testing.T) {
	w := newWorld()
	card, rule := w.card(t, caller(), 1), w.rule(t, caller())
	w.attach(t, card, rule)
	_, err := w.deleteRule(t, rule, false)
	domaintest.RequireViolations(t, err, newViolation(
		fault.AccessRuleInUse, "The access rule is attached to identifiers, and cannot be deleted without detaching it: 1",
		map[string]any{"input.accessRuleId": "must be the ID of an access rule that no identifier has", "identifiers": 1},
	))
	w.detach(t, card, rule)
	deleted, err := w.deleteRule(t, rule, false)
	require.NoError(t, err)
	require.Equal(t, accessrule.DeletedAccessRule{ID: rule.ID}, deleted)
	require.Zero(t, w.queued.Load())
	require.Zero(t, w.sweep(t))
}

// Each step of a sweep is limited, and continues where the previous one ended, with one audit record for each identifier.
func TestService_DeleteAccessRule_IsGoneAtOnceAndSweptInSteps(t *testing.T) {
	w := newWorld()
	rule, other := w.rule(t, caller()), w.rule(t, caller())
	const cards = 2*accessrule.SweepStep + 1
	var card *accessrule.Identifier
	for number := range cards {
		card = w.card(t, caller(), number)
		w.attach(t, card, rule)
		w.attach(t, card, other)
	}
	deleted, err := w.deleteRule(t, rule, true)
	require.NoError(t, err)
	require.Equal(t, cards, deleted.Detached)
	require.EqualValues(t, 1, w.queued.Load())

	decision, err := w.CheckPassage(t.Context(), caller(), "north", shownCard(card), nil)
	require.NoError(t, err)
	require.Len(t, decision.AccessRules, 1, "the other rule")
	before := len(w.store.Records())
	require.NoError(t, w.sweeper.Step(t.Context()))
	require.Len(t, w.store.Records(), before+accessrule.SweepStep)
	require.Equal(t, 3, w.sweep(t), "a full step, the rest, and the end")
	require.Len(t, w.store.Records(), before+cards)
	for _, record := range w.store.Records()[before:] {
		require.Equal(t, "deleteAccessRule", record.Action)
		require.Equal(t, caller().RequestID, record.RequestID)
		require.Equal(t, "accessRuleIds", record.Changes[0].Field)
	}
	require.Equal(t, []string{other.ID}, w.stored(t, card).AccessRuleIDs)
	require.Equal(t, cards, w.attached(t, other))
}

// After a concurrent attachment and deletion, no identifier has the deleted rule.
func TestService_AttachAccessRule_RacesWithDeletion(t *testing.T) {
	w := newWorld()
	for round := range 50 {
		card, rule := w.card(t, caller(), round), w.rule(t, caller())
		var attachErr, deleteErr error
		var both sync.WaitGroup
		both.Go(func() {
			_, _, attachErr = w.AttachAccessRule(t.Context(), caller(), accessrule.AttachAccessRuleInput{IdentifierID: card.ID, AccessRuleID: rule.ID})
		})
		both.Go(func() { _, deleteErr = w.deleteRule(t, rule, round%2 == 0) })
		both.Wait()
		w.sweep(t)
		_, gone := w.Rules.Get(t.Context(), card.CompanyID, rule.ID)
		if errors.Is(gone, document.ErrAbsent) {
			require.NoError(t, deleteErr)
			require.Empty(t, w.stored(t, card).AccessRuleIDs)
		} else {
			require.Error(t, deleteErr)
			require.NoError(t, attachErr)
			require.Equal(t, 1, w.attached(t, rule))
		}
	}
}

func TestService_DeleteIdentifier_ReleasesItsNumberAndItsRules(t *testing.T) {
	w := newWorld()
	card, rule, dead := w.card(t, caller(), 1), w.rule(t, caller()), w.rule(t, caller())
	w.attach(t, card, rule)
	w.attach(t, card, dead)
	_, err := w.deleteRule(t, dead, true)
	require.NoError(t, err)
	_, err = w.DeleteIdentifier(t.Context(), caller(), accessrule.DeleteIdentifierInput{IdentifierID: card.ID})
	require.NoError(t, err)
	require.Zero(t, w.attached(t, rule))
	w.card(t, caller(), 1)
	require.Equal(t, 1, w.sweep(t), "nothing is left to detach")
}
