// Package passages measures the decision at a door, on the embedded store: what it costs must not grow with the number of
// identifiers and rules.
package passages

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/cost"
	"accessgraph/domain/document"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/id"
	"accessgraph/internal/ratelimit"
	"accessgraph/mongo"
)

const (
	few       = 100
	many      = 100_000
	rules     = 10_000
	limited   = 1_000_000
	rulesEach = 3
	// worst is the ratio of the two that is still flat.
	worst = 1.5
)

// doors is a company with identifiers, each with rules and a limit of passes.
type doors struct {
	service     *accessrule.Service
	store       *mongo.Store
	caller      actor.Caller
	identifiers int
	durations   []time.Duration
}

func base(b *testing.B, kind id.Kind, companyID string) document.Base {
	b.Helper()
	newID, err := domaintest.NewID(kind)
	require.NoError(b, err)
	return document.Base{ID: newID, CompanyID: companyID, SchemaVersion: document.CurrentSchemaVersion, Version: 1, UpdatedAt: time.Now().UTC()}
}

func newDoors(b *testing.B, identifiers, ruleCount int) *doors {
	b.Helper()
	folder, err := os.MkdirTemp("", "ag")
	require.NoError(b, err)
	b.Cleanup(func() { require.NoError(b, os.RemoveAll(folder)) })
	store, err := mongo.Open(b.Context(), mongo.Options{Folder: folder, Logger: zerolog.Nop()})
	require.NoError(b, err)
	b.Cleanup(func() { require.NoError(b, store.Close(context.WithoutCancel(b.Context()))) })
	require.NoError(b, store.EnsureIndexes(b.Context()))
	codes, err := ratelimit.NewCodes(time.Now, ratelimit.CodeLimits{PerReader: 10, PerApplication: 300})
	require.NoError(b, err)
	refusals, err := ratelimit.NewSampler(time.Now)
	require.NoError(b, err)
	world := &doors{store: store, identifiers: identifiers, caller: actor.Caller{CompanyID: base(b, id.Company, "").ID, ApplicationID: "app", RequestID: "bench"}}
	world.service = &accessrule.Service{
		Rules: store.AccessRules(), RuleLister: store.AccessRules(), Identifiers: store.Identifiers(), Users: store.Users(),
		ExternalPersonalIdentities: store.ExternalPersonalIdentities(), Passages: store.Passages(), Counters: store.Counters(),
		Codes: codes, Refusals: refusals, Observer: nobody{},
		Changes: &commit.Runner{Committer: store, Clock: time.Now, IDs: domaintest.IDs(time.Now)}, Queued: func() {},
	}
	world.fill(b, ruleCount)
	return world
}

// nobody counts nothing.
type nobody struct{}

func (nobody) UnknownNumber(accessrule.IdentifierType) {}
func (nobody) AttemptRefused()                         {}

func (d *doors) fill(b *testing.B, ruleCount int) {
	b.Helper()
	written := commit.Commit{CompanyID: d.caller.CompanyID}
	flush := func(atLeast int) {
		if len(written.Inserts) >= atLeast {
			require.NoError(b, d.store.Commit(b.Context(), written))
			written = commit.Commit{CompanyID: d.caller.CompanyID}
		}
	}
	ruleIDs := make([]string, ruleCount)
	for number := range ruleIDs {
		rule := &accessrule.AccessRule{Base: base(b, id.AccessRule, d.caller.CompanyID), Name: fmt.Sprint("Rule ", number), Settings: []accessrule.AccessRuleSetting{
			{Reader: "front", Relays: []int{1, number % 64}}, {Reader: fmt.Sprint("door ", number), Relays: []int{2}},
		}}
		ruleIDs[number] = rule.ID
		written.Inserts = append(written.Inserts, rule)
		flush(500)
	}
	for number := range d.identifiers {
		card := &accessrule.Identifier{
			Base: base(b, id.Identifier, d.caller.CompanyID), Name: "Card", Type: accessrule.Card, Number: strconv.Itoa(number), Enabled: true,
			Affiliation: accessrule.Owner, Validity: accessrule.IdentifierValidity{MaxPasses: new(limited)},
		}
		for one := range rulesEach {
			card.AccessRuleIDs = append(card.AccessRuleIDs, ruleIDs[(number*7+one)%ruleCount])
		}
		written.Inserts = append(written.Inserts, card)
		written.Counters = append(written.Counters, commit.Count{Counter: commit.PassesLeftOfIdentifier, ID: card.ID, By: limited})
		flush(500)
	}
	flush(1)
}

// check decides for one card after the other, in an order that is none.
func (d *doors) check(b *testing.B, turn int) {
	b.Helper()
	commands := &cost.Commands{}
	ctx := cost.Into(b.Context(), commands)
	input := accessrule.PassageIdentifierInput{Number: &accessrule.IdentifierNumberInput{
		Type: accessrule.Card, Number: strconv.Itoa(turn * 7919 % d.identifiers),
	}}
	started := time.Now()
	decision, err := d.service.CheckPassage(ctx, d.caller, "front", input, nil)
	d.durations = append(d.durations, time.Since(started))
	require.NoError(b, err)
	require.True(b, decision.Granted)
	require.Equal(b, 3, commands.Sent())
}

func (d *doors) median() time.Duration {
	return slices.Sorted(slices.Values(d.durations))[len(d.durations)/2]
}

// BenchmarkCheckPassage compares a hundred identifiers with a hundred thousand and ten thousand rules, in turns, so that
// what else the machine does hits both alike.
func BenchmarkCheckPassage(b *testing.B) {
	small, large := newDoors(b, few, few), newDoors(b, many, rules)
	turn := 0
	for b.Loop() {
		small.check(b, turn)
		large.check(b, turn)
		turn++
	}
	if turn < 100 {
		return
	}
	ratio := float64(large.median()) / float64(small.median())
	b.ReportMetric(float64(small.median().Microseconds()), "us/few")
	b.ReportMetric(float64(large.median().Microseconds()), "us/many")
	b.ReportMetric(ratio, "ratio")
	require.LessOrEqual(b, ratio, worst)
}
