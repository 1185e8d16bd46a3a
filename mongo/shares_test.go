package mongo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/id"
)

// readersOf returns how many rules have each reader of a company. It reads a page at a time.
func readersOf(ctx context.Context, t *testing.T, store *Store, companyID string) map[string]int {
	t.Helper()
	counts := map[string]int{}
	request := document.PageRequest{First: 2, Order: document.Order{ByName: true}}
	for {
		page, err := store.Readers().List(ctx, companyID, accessrule.ReaderFilter{}, request)
		require.NoError(t, err)
		for _, reader := range page.Items {
			require.Equal(t, id.Derive(id.Reader, companyID, reader.Reader), reader.ID)
			counts[reader.Reader] = reader.AccessRulesCount
			request.After = reader.NameKey
		}
		if !page.More {
			return counts
		}
	}
}

func ruleWith(companyID string, readers ...string) (*accessrule.AccessRule, error) {
	ruleID, err := domaintest.NewID(id.AccessRule)
	rule := &accessrule.AccessRule{Base: document.Base{ID: ruleID, CompanyID: companyID, SchemaVersion: 1, Version: 1}}
	for _, reader := range readers {
		rule.Settings = append(rule.Settings, accessrule.AccessRuleSetting{Reader: reader, Relays: []int{1}})
	}
	document.Index(rule)
	return rule, err
}

// moved returns the shares of a document, each changed by the same number.
func moved(sharer commit.Sharer, by int) []commit.Share {
	shares := sharing(sharer)
	for i := range shares {
		shares[i].By = by
	}
	return shares
}

// until retries a commit that loses races, like a mutation does.
func until(ctx context.Context, store *Store, change commit.Commit) error {
	for {
		err := store.Commit(ctx, change)
		if err == nil || !errors.Is(err, commit.ErrLostRace) {
			return err
		}
	}
}

// Every writer creates rules with a reader that all have, and with one that comes and goes, and deletes every second rule.
func TestShares_ManyCommitsOnOneReaderLoseAndDoubleNothing(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		const writers, rounds = 32, 6
		companyID := newID(t, id.Company)
		problems := make([]error, writers)
		var writing sync.WaitGroup
		for writer := range writers {
			writing.Go(func() {
				for round := range rounds {
					rule, err := ruleWith(companyID, "door", fmt.Sprintf("gate %d", writer%4))
					if err == nil {
						err = until(ctx, store, commit.Commit{CompanyID: companyID, Inserts: []document.Document{rule}, Shares: moved(rule, +1)})
					}
					if err == nil && round%2 == 1 {
						err = until(ctx, store, commit.Commit{
							CompanyID: companyID, Deletes: []commit.Deletion{{ID: rule.ID, Version: 1}}, Shares: moved(rule, -1)})
					}
					if err != nil {
						problems[writer] = err
						return
					}
				}
			})
		}
		writing.Wait()
		require.Equal(t, slices.Repeat([]error{nil}, writers), problems)
		const remaining = rounds / 2
		require.Equal(t, map[string]int{
			"door": writers * remaining, "gate 0": writers * remaining / 4, "gate 1": writers * remaining / 4, "gate 2": writers * remaining / 4, "gate 3": writers * remaining / 4,
		}, readersOf(ctx, t, store, companyID))
	})
}

// All writers create and delete rules with one reader. No rule has it in between, so that it is inserted and deleted repeatedly.
func TestShares_AReaderThatComesAndGoesIsGoneInTheEnd(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		const writers, rounds = 8, 10
		companyID := newID(t, id.Company)
		problems := make([]error, writers)
		var writing sync.WaitGroup
		for writer := range writers {
			writing.Go(func() {
				for range rounds {
					rule, err := ruleWith(companyID, "door")
					if err == nil {
						err = until(ctx, store, commit.Commit{CompanyID: companyID, Inserts: []document.Document{rule}, Shares: moved(rule, +1)})
					}
					if err == nil {
						err = until(ctx, store, commit.Commit{
							CompanyID: companyID, Deletes: []commit.Deletion{{ID: rule.ID, Version: 1}}, Shares: moved(rule, -1)})
					}
					if err != nil {
						problems[writer] = err
						return
					}
				}
			})
		}
		writing.Wait()
		require.Equal(t, slices.Repeat([]error{nil}, writers), problems)
		require.Empty(t, readersOf(ctx, t, store, companyID))
		stored, err := store.unscoped("readers").after(ctx, "")
		require.NoError(t, err)
		require.Empty(t, stored, "nothing of it is left in the store")
	})
}

// A commit reads the readers of its rule in one call, however many they are, and inserts, updates and deletes them in one each.
func TestShares_CostAFixedNumberOfCalls(t *testing.T) {
	ctx, store, commands := openRecorded(t, embeddedOptions(t))
	companyID := newID(t, id.Company)
	for _, size := range []int{1, 10, accessrule.MaxSettings} {
		var readers, others []string
		for i := range size {
			readers, others = append(readers, fmt.Sprintf("%d/%d", size, i)), append(others, fmt.Sprintf("other %d/%d", size, i))
		}
		first, err := ruleWith(companyID, readers...)
		require.NoError(t, err)
		second, err := ruleWith(companyID, others...)
		require.NoError(t, err)
		require.NoError(t, store.Commit(ctx, commit.Commit{CompanyID: companyID, Inserts: []document.Document{first, second}, Shares: append(moved(first, +1), moved(second, +2)...)}))
		fresh, err := ruleWith(companyID, "fresh")
		require.NoError(t, err)
		commands.commands = nil
		require.NoError(t, store.Commit(ctx, commit.Commit{CompanyID: companyID, Shares: slices.Concat(moved(first, -1), moved(second, -1), moved(fresh, +1))}))
		var names []string
		for _, command := range commands.commands {
			elements, err := command.Elements()
			require.NoError(t, err)
			names = append(names, elements[0].Key())
		}
		expected := []string{"find", "insert", "update", "delete", commitTransaction}
		require.ElementsMatch(t, expected, names, "%d readers", size)
		require.NoError(t, store.Commit(ctx, commit.Commit{CompanyID: companyID, Shares: slices.Concat(moved(second, -1), moved(fresh, -1))}))
		require.Empty(t, readersOf(ctx, t, store, companyID))
	}
}
