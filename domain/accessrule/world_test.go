package accessrule_test

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/useraccess"
)

type (
	rules     = domaintest.Collection[accessrule.AccessRule, *accessrule.AccessRule]
	violation = domaintest.Violation
)

// identifiers reads identifiers from a store in memory.
type identifiers struct {
	domaintest.Collection[accessrule.Identifier, *accessrule.Identifier]
}

func (i identifiers) ByNumber(_ context.Context, companyID string, kind accessrule.IdentifierType, number string) (*accessrule.Identifier, error) {
	for _, identifier := range i.Of(companyID) {
		if identifier.Type == kind && identifier.Number == number {
			return identifier, nil
		}
	}
	return nil, document.ErrAbsent
}

func (i identifiers) AttachedTo(_ context.Context, companyID, accessRuleID string, limit int) ([]*accessrule.Identifier, error) {
	attached := slices.DeleteFunc(i.Of(companyID), func(identifier *accessrule.Identifier) bool { return !identifier.Attached(accessRuleID) })
	return attached[:min(limit, len(attached))], nil
}

// detachments reads detachments from a store in memory.
type detachments struct{ store *domaintest.Store }

func (d detachments) Next(context.Context) (*accessrule.Detachment, error) {
	for _, detachment := range (domaintest.Collection[accessrule.Detachment, *accessrule.Detachment]{Store: d.store}).All() {
		return detachment, nil
	}
	return nil, document.ErrAbsent
}

// guard allows so many wrong codes, picks every other refusal to be recorded, and counts events.
type guard struct {
	mutex   sync.Mutex
	left    int
	skipped int
	unknown []accessrule.IdentifierType
	refused int
}

func (g *guard) Try(_ context.Context, _, _ string, attempt func() (bool, error)) (bool, error) {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	if g.left == 0 {
		return false, nil
	}
	wrong, err := attempt()
	if wrong {
		g.left--
	}
	return true, err
}

func (g *guard) Pick(string, string) (int, bool) {
	if g.skipped == 0 {
		g.skipped++
		return 0, false
	}
	skipped := g.skipped
	g.skipped = 0
	return skipped, true
}

func (g *guard) Skip(_, _ string, attempts int)               { g.skipped += attempts }
func (g *guard) UnknownNumber(kind accessrule.IdentifierType) { g.unknown = append(g.unknown, kind) }
func (g *guard) AttemptRefused()                              { g.refused++ }

func now() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) }

func caller() actor.Caller {
	return actor.Caller{CompanyID: "com_1", ApplicationID: "app_1", ApplicationName: "Gates", RequestID: "req_1"}
}

func stranger() actor.Caller {
	other := caller()
	other.CompanyID = "com_2"
	return other
}

// tester is a test or a run of a property test.
type tester interface {
	require.TestingT
	Context() context.Context
}

// world is an empty store with its service.
type world struct {
	*accessrule.Service
	store   *domaintest.Store
	sweeper *accessrule.Sweeper
	guard   *guard
	// queued counts the deletions that have queued a detachment.
	queued *atomic.Int64
}

func newWorld() world {
	store := domaintest.NewStore()
	w := world{store: store, guard: &guard{left: 1_000_000}, queued: &atomic.Int64{}}
	w.Service = &accessrule.Service{
		Rules: rules{Store: store}, Identifiers: w.identifiers(),
		Users:                      domaintest.Collection[useraccess.User, *useraccess.User]{Store: store},
		ExternalPersonalIdentities: domaintest.Collection[roleaccount.ExternalPersonalIdentity, *roleaccount.ExternalPersonalIdentity]{Store: store},
		Counters:                   domaintest.Counters{Store: store},
		Codes:                      w.guard, Refusals: w.guard, Observer: w.guard,
		Changes: store.Runner(now()), Queued: func() { w.queued.Add(1) },
	}
	w.sweeper = &accessrule.Sweeper{Detachments: detachments{store}, Identifiers: w.identifiers(), Changes: store.Runner(now())}
	return w
}

func (w world) identifiers() identifiers {
	return identifiers{domaintest.Collection[accessrule.Identifier, *accessrule.Identifier]{Store: w.store}}
}

func (w world) rule(t tester, as actor.Caller) *accessrule.AccessRule {
	rule, err := w.CreateAccessRule(t.Context(), as, ruleInput())
	require.NoError(t, err)
	return rule
}

func (w world) card(t tester, as actor.Caller, number int) *accessrule.Identifier {
	identifier, err := w.CreateIdentifier(t.Context(), as, identifierInput(accessrule.Card, strconv.Itoa(number)))
	require.NoError(t, err)
	return identifier
}

// attached returns the value of the counter of the identifiers to which a rule is attached.
func (w world) attached(t tester, rule *accessrule.AccessRule) int {
	count, ok := w.store.Counter(commit.IdentifiersOfAccessRule, rule.ID)
	require.True(t, ok)
	return count
}

func ruleInput() accessrule.CreateAccessRuleInput {
	return accessrule.CreateAccessRuleInput{
		Name: "Warehouse", Description: "Day shift",
		Settings: []accessrule.AccessRuleSettingInput{{Reader: "north", Relays: []int{1}}},
	}
}

func identifierInput(kind accessrule.IdentifierType, number string) accessrule.CreateIdentifierInput {
	return accessrule.CreateIdentifierInput{Name: "Ada's", Affiliation: accessrule.Owner, Type: kind, Number: number}
}

func newViolation(reason fault.Reason, message string, data map[string]any) violation {
	return violation{Reason: reason, Message: message, Data: data}
}

func invalid(data map[string]any) violation {
	return newViolation(fault.DataNotValid, "Data validation error", data)
}

func TestLookup_NotFound(t *testing.T) {
	domaintest.RequireViolations(t, accessrule.RuleNotFound("rul_1"), newViolation(
		fault.AccessRuleNotFound, "The access rule with ID rul_1 was not found",
		map[string]any{"accessRuleId": "must be the ID of an access rule of the company"},
	))
	domaintest.RequireViolations(t, accessrule.IdentifierNotFound("idf_1"), newViolation(
		fault.IdentifierNotFound, "The identifier with ID idf_1 was not found",
		map[string]any{"identifierId": "must be the ID of an identifier of the company"},
	))
}
