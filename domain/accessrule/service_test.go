package accessrule_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
)

// Each change is requested twice: with another version than the current one, which changes nothing, and with the current version.
func TestService_ExpectedVersion(t *testing.T) {
	for name, change := range map[string]func(ctx context.Context, w world, card *accessrule.Identifier, rule *accessrule.AccessRule, version *int) error{
		"attachAccessRule": func(ctx context.Context, w world, card *accessrule.Identifier, rule *accessrule.AccessRule, version *int) error {
			_, _, err := w.AttachAccessRule(ctx, caller(), accessrule.AttachAccessRuleInput{IdentifierID: card.ID, AccessRuleID: rule.ID, ExpectedVersion: version})
			return err
		},
		"detachAccessRule": func(ctx context.Context, w world, card *accessrule.Identifier, rule *accessrule.AccessRule, version *int) error {
			_, _, err := w.DetachAccessRule(ctx, caller(), accessrule.DetachAccessRuleInput{IdentifierID: card.ID, AccessRuleID: rule.ID, ExpectedVersion: version})
			return err
		},
		"deleteAccessRule": func(ctx context.Context, w world, _ *accessrule.Identifier, rule *accessrule.AccessRule, version *int) error {
			_, err := w.DeleteAccessRule(ctx, caller(), accessrule.DeleteAccessRuleInput{AccessRuleID: rule.ID, ExpectedVersion: version})
			return err
		},
		"deleteIdentifier": func(ctx context.Context, w world, card *accessrule.Identifier, _ *accessrule.AccessRule, version *int) error {
			_, err := w.DeleteIdentifier(ctx, caller(), accessrule.DeleteIdentifierInput{IdentifierID: card.ID, ExpectedVersion: version})
			return err
		},
		"resetIdentifierPasses": func(ctx context.Context, w world, card *accessrule.Identifier, _ *accessrule.AccessRule, version *int) error {
			_, err := w.ResetIdentifierPasses(ctx, caller(), accessrule.ResetIdentifierPassesInput{IdentifierID: card.ID, ExpectedVersion: version})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld()
			card, rule := w.card(t, caller(), 4711), w.rule(t, caller())
			commits := w.store.Commits()
			stale, current := 7, 1
			domaintest.RequireViolations(t, change(t.Context(), w, card, rule, &stale), newViolation(
				fault.VersionConflict, "The object was changed in the meantime: its version is 1 now.", map[string]any{"currentVersion": 1, "input.expectedVersion": "must be the current version"}))
			require.Equal(t, commits, w.store.Commits())
			require.NoError(t, change(t.Context(), w, card, rule, &current))
		})
	}
}
