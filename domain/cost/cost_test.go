package cost_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/cost"
	"accessgraph/domain/fault"
)

func TestMeter_TellsWhatWasChargedAndTheCostliestFields(t *testing.T) {
	meter := cost.NewMeter(&cost.Commands{}, 10, func() { t.Error("the limit was not exceeded") })
	require.NoError(t, meter.Tab(1, "users", false).Charge(3*cost.Point))
	require.NoError(t, meter.Tab(2, "users.nodes", false).Charge(5*cost.Point))
	require.NoError(t, meter.Tab(3, "users.nodes.customer", false).Charge(cost.Point/2))
	require.NoError(t, meter.Tab(2, "", false).Charge(cost.Point))
	require.Equal(t, 10, meter.Spent(), "a part of a point counts as one")
	require.Equal(t, 10, meter.Limit())
	require.False(t, meter.Exceeded())
	require.Equal(t, []cost.FieldCost{{Field: "users.nodes", Cost: 6}, {Field: "users", Cost: 3}}, meter.Costliest(2))
}

func TestMeter_RaisesLimitExceededWithBothNumbers(t *testing.T) {
	calls := 0
	meter := cost.NewMeter(&cost.Commands{}, 10, func() { calls++ })
	tab := meter.Tab("key", "users", false)
	require.NoError(t, tab.Charge(10*cost.Point))
	err := tab.Charge(cost.CountedEntry)
	var problem *fault.Error
	require.ErrorAs(t, err, &problem)
	require.Equal(t, "The request exceeds the limit cost: 11, and at most 10 is allowed.", problem.First().Message())
	require.Equal(t, map[string]any{
		"limit": "cost", "actual": 11, "maximum": 10, "costliest": []cost.FieldCost{{Field: "users", Cost: 11}},
	}, problem.First().Data)
	require.Error(t, tab.Charge(cost.Point))
	require.True(t, meter.Exceeded())
	require.Equal(t, 1, calls)
}

func TestTab_ThatMustFinishIsChargedAndNotStopped(t *testing.T) {
	meter := cost.NewMeter(&cost.Commands{}, 1, func() {})
	require.NoError(t, meter.Tab("write", "createUser", true).Charge(5*cost.Point))
	require.True(t, meter.Exceeded())
	require.Error(t, meter.Tab("read", "createUser.user", false).Charge(1))
}

func TestTab_IsCarriedByAContext(t *testing.T) {
	tab := cost.NewMeter(&cost.Commands{}, 1, func() {}).Tab("key", "users", false)
	require.Same(t, tab, cost.From(cost.Into(t.Context(), tab)))
	require.NoError(t, cost.From(context.WithoutCancel(t.Context())).Charge(1_000*cost.Point), "work of nobody's is free")
}

func TestMeter_CountsWhatManyChargeAtOnce(t *testing.T) {
	var stopped atomic.Int64
	meter := cost.NewMeter(&cost.Commands{}, 500, func() { stopped.Add(1) })
	var work sync.WaitGroup
	for key := range 100 {
		work.Go(func() {
			for range 10 {
				_ = meter.Tab(key%7, "users", false).Charge(cost.Point)
			}
		})
	}
	work.Wait()
	require.Equal(t, 1_000, meter.Spent())
	require.EqualValues(t, 1, stopped.Load())
	require.Equal(t, []cost.FieldCost{{Field: "users", Cost: 1_000}}, meter.Costliest(3))
}
