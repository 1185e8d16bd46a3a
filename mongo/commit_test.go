package mongo

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/audit"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/useraccess"
)

func TestCommit_WritesEverything(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		own := newFamily(ctx, t, store, "hash")
		change := commitEverything(ctx, t, store, own)
		created := change.Inserts[0].Meta().ID

		roles, err := store.ExternalRoles().GetMany(ctx, own.companyID, []string{own.role.ID, created})
		require.NoError(t, err)
		require.Equal(t, change.Inserts[0], roles[created])
		_, err = store.ExternalRoles().Get(ctx, own.companyID, change.Deletes[0].ID)
		require.ErrorIs(t, err, document.ErrAbsent)
		require.Equal(t, "Janitor", roles[own.role.ID].Name)
		require.Equal(t, 2, roles[own.role.ID].Version)
		relied, err := store.AccessRules().Get(ctx, own.companyID, own.rule.ID)
		require.NoError(t, err)
		require.Equal(t, own.rule, relied, "a reliance changes nothing that is read")
		passes, err := store.Counters().Values(ctx, own.companyID, commit.PassesLeftOfIdentifier, []string{own.identifier.ID, created, change.Deletes[0].ID})
		require.NoError(t, err)
		require.Equal(t, map[string]int{own.identifier.ID: 2}, passes)
		uses, err := store.Counters().Values(ctx, own.companyID, commit.IdentifiersOfAccessRule, []string{created})
		require.NoError(t, err)
		require.Equal(t, map[string]int{created: 0}, uses)
		records, err := store.AuditRecords().List(ctx, own.companyID, audit.Filter{SubjectID: &created}, firstTen)
		require.NoError(t, err)
		require.Equal(t, []*audit.Record{&change.AuditRecords[0]}, records.Items)
	})
}

// commitEverything writes a commit with every part that a commit can have, except the bootstrap.
func commitEverything(ctx context.Context, t *testing.T, store *Store, own family) commit.Commit {
	t.Helper()
	created, leaving := newRole(t, own.companyID), newRole(t, own.companyID)
	stopped := commit.Count{Counter: commit.PassesLeftOfIdentifier, ID: leaving.ID, By: 7}
	require.NoError(t, store.Commit(ctx, commit.Commit{
		CompanyID: own.companyID, Inserts: []document.Document{leaving}, Counters: []commit.Count{stopped},
		Claims: []commit.Claim{newClaim(leaving.ID, "inspector")},
	}))
	change := commit.Commit{
		CompanyID: own.companyID,
		Counts: []commit.Count{
			{Counter: commit.PassesLeftOfIdentifier, ID: own.identifier.ID, By: -1},
			{Counter: commit.PassesLeftOfIdentifier, ID: own.identifier.ID, By: -1, From: ptr(3)},
		},
		Stops:        []commit.Stop{{Counter: stopped.Counter, ID: stopped.ID, At: ptr(7)}},
		Counters:     []commit.Count{{Counter: commit.IdentifiersOfAccessRule, ID: created.ID, By: 0}},
		Reliance:     []commit.Reliance{{ID: own.rule.ID, Version: 1}},
		Releases:     []commit.Claim{newClaim(leaving.ID, "inspector")},
		Claims:       []commit.Claim{newClaim(created.ID, "inspector")},
		Inserts:      []document.Document{created},
		Replaces:     []commit.Replacement{renamed(own.role, "Janitor")},
		Deletes:      []commit.Deletion{{ID: leaving.ID, Version: 1}},
		AuditRecords: []audit.Record{newRecord(t, own.companyID, created.ID), newRecord(t, own.companyID, own.role.ID)},
	}
	require.NoError(t, store.Commit(ctx, change))
	return change
}

func ptr(n int) *int { return &n }

// If two documents had the same value when they were migrated, one of them has no claim. It can still be changed.
func TestCommit_AClaimOfAnotherHolderStays(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		companyID := newID(t, id.Company)
		holder, other := newRole(t, companyID), newRole(t, companyID)
		require.NoError(t, store.Commit(ctx, commit.Commit{
			CompanyID: companyID, Inserts: []document.Document{holder, other}, Claims: []commit.Claim{newClaim(holder.ID, "auditor")},
		}))
		require.NoError(t, store.Commit(ctx, commit.Commit{
			CompanyID: companyID, Replaces: []commit.Replacement{renamed(other, "Janitor")},
			Releases: []commit.Claim{newClaim(other.ID, "auditor")}, Claims: []commit.Claim{newClaim(other.ID, "janitor")},
		}))
		again := commit.Commit{CompanyID: companyID, Claims: []commit.Claim{newClaim(other.ID, "auditor")}}
		requireReason(t, fault.ExternalRoleNameTaken, store.Commit(ctx, again))
	})
}

// Each commit has every part that a commit can have, and one part that fails.
func TestCommit_ThatFailsWritesNothing(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		companyID := newID(t, id.Company)
		role, other, leaving := newRole(t, companyID), newRole(t, companyID), newRole(t, companyID)
		identifier := newIdentifier(t, companyID)
		passes := commit.Count{Counter: commit.PassesLeftOfIdentifier, ID: identifier.ID, By: 1}
		stopped := commit.Count{Counter: commit.PassesLeftOfIdentifier, ID: leaving.ID, By: 1}
		require.NoError(t, store.Commit(ctx, commit.Commit{
			CompanyID: companyID, Bootstrap: true, Counters: []commit.Count{passes, stopped},
			Inserts: []document.Document{role, other, leaving, identifier}, Claims: []commit.Claim{newClaim(role.ID, "taken")},
		}))
		before := contents(ctx, t, store)
		lostRace := func(t *testing.T, err error) { require.ErrorIs(t, err, commit.ErrLostRace) }
		failures := map[string]struct {
			add    func(*commit.Commit)
			assert func(*testing.T, error)
		}{
			"a claim that is taken": {
				func(c *commit.Commit) {
					c.Releases, c.Claims = nil, append(c.Claims, newClaim(other.ID, "taken"))
				},
				func(t *testing.T, err error) { requireReason(t, fault.ExternalRoleNameTaken, err) },
			},
			"a version that is past":     {func(c *commit.Commit) { c.Replaces[0].Version = 7 }, lostRace},
			"a reliance on what changed": {func(c *commit.Commit) { c.Reliance[0].Version = 7 }, lostRace},
			"a reliance on what is not there": {
				func(c *commit.Commit) { c.Reliance[0].ID = newID(t, id.ExternalRole) }, lostRace,
			},
			"a counter without enough":        {func(c *commit.Commit) { c.Counts[0].By = -3 }, lostRace},
			"no such counter":                 {func(c *commit.Commit) { c.Counts[0].ID = role.ID }, lostRace},
			"a counter that stands elsewhere": {func(c *commit.Commit) { c.Counts[0].From = ptr(7) }, lostRace},
			"a stop of no counter":            {func(c *commit.Commit) { c.Stops[0].ID = role.ID }, lostRace},
			"a stop of a counter elsewhere":   {func(c *commit.Commit) { c.Stops[0].At = ptr(7) }, lostRace},
			"a deletion of what changed":      {func(c *commit.Commit) { c.Deletes[0].Version = 7 }, lostRace},
			"a deletion of what is gone":      {func(c *commit.Commit) { c.Deletes[0].ID = newID(t, id.ExternalRole) }, lostRace},
			"a second first company": {
				func(c *commit.Commit) { c.Bootstrap = true },
				func(t *testing.T, err error) { require.ErrorIs(t, err, commit.ErrBootstrapped) },
			},
			"an audit record that exists": {
				func(c *commit.Commit) { c.AuditRecords = append(c.AuditRecords, c.AuditRecords[0]) },
				func(t *testing.T, err error) { require.Error(t, err) },
			},
			"a client that has left": {
				nil, func(t *testing.T, err error) { requireReason(t, fault.RequestCanceled, err) },
			},
		}
		for name, failing := range failures {
			t.Run(name, func(t *testing.T) {
				created := newRole(t, companyID)
				change := commit.Commit{
					CompanyID:    companyID,
					Counts:       []commit.Count{{Counter: passes.Counter, ID: passes.ID, By: 1}},
					Stops:        []commit.Stop{{Counter: stopped.Counter, ID: stopped.ID}},
					Counters:     []commit.Count{{Counter: commit.IdentifiersOfAccessRule, ID: created.ID}},
					Reliance:     []commit.Reliance{{ID: other.ID, Version: 1}},
					Releases:     []commit.Claim{newClaim(role.ID, "taken")},
					Deletes:      []commit.Deletion{{ID: leaving.ID, Version: 1}},
					Claims:       []commit.Claim{newClaim(created.ID, "free")},
					Inserts:      []document.Document{created},
					Replaces:     []commit.Replacement{renamed(role, "Janitor")},
					AuditRecords: []audit.Record{newRecord(t, companyID, created.ID)},
				}
				ctx, cancel := context.WithCancel(ctx)
				defer cancel()
				if failing.add == nil {
					cancel()
				} else {
					failing.add(&change)
				}
				failing.assert(t, store.Commit(ctx, change))
				require.Equal(t, before, contents(context.WithoutCancel(ctx), t, store))
			})
		}
	})
}

func TestCommit_OfAnotherCompanysDocumentIsRefused(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		companyID, otherID := newID(t, id.Company), newID(t, id.Company)
		role := newRole(t, otherID)
		seed(ctx, t, store, role)
		before := contents(ctx, t, store)
		require.Error(t, store.Commit(ctx, commit.Commit{CompanyID: companyID, Inserts: []document.Document{newRole(t, otherID)}}))
		require.Error(t, store.Commit(ctx, commit.Commit{CompanyID: companyID, Replaces: []commit.Replacement{renamed(role, "Mine")}}))
		require.Error(t, store.Commit(ctx, commit.Commit{CompanyID: companyID, AuditRecords: []audit.Record{newRecord(t, otherID, role.ID)}}))

		disguised := renamed(role, "Mine")
		disguised.Document.Meta().CompanyID = companyID
		require.ErrorIs(t, store.Commit(ctx, commit.Commit{CompanyID: companyID, Replaces: []commit.Replacement{disguised}}), commit.ErrLostRace)
		reliance := []commit.Reliance{{ID: role.ID, Version: 1}}
		require.ErrorIs(t, store.Commit(ctx, commit.Commit{CompanyID: companyID, Reliance: reliance}), commit.ErrLostRace)
		require.Equal(t, before, contents(ctx, t, store))
	})
}

// A view of a user access has no BSON fields: encoded, it would be a document without an ID.
func TestCommit_RefusesWhatIsNotStoredOnItsOwn(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		companyID := newID(t, id.Company)
		record := &useraccess.StoredUserAccess{Base: newBase(t, id.UserAccess, companyID)}
		require.Error(t, store.Commit(ctx, commit.Commit{CompanyID: companyID, Inserts: []document.Document{useraccess.UiAccess{StoredUserAccess: record}}}))
		key := newRole(t, companyID)
		key.ID = newID(t, id.APIKey)
		require.Error(t, store.Commit(ctx, commit.Commit{CompanyID: companyID, Inserts: []document.Document{key}}))
		for name, documents := range contents(ctx, t, store) {
			require.Empty(t, documents, name)
		}
	})
}

func TestCommit_StoresListsWithoutEntriesAsEmpty(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		identifier := newIdentifier(t, newID(t, id.Company))
		seed(ctx, t, store, identifier)
		raw, err := store.Identifiers().stored.first(ctx, withID(identifier.CompanyID, identifier.ID))
		require.NoError(t, err)
		require.Equal(t, bson.TypeArray, raw.Lookup(accessRuleIDsField).Type)
	})
}

func TestCommit_OneWinnerPerVersion(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		role := newRole(t, newID(t, id.Company))
		seed(ctx, t, store, role)
		for round := range 3 {
			read, err := store.ExternalRoles().Get(ctx, role.CompanyID, role.ID)
			require.NoError(t, err)
			require.Equal(t, round+1, read.Version)
			requireWinners(t, 1, race(32, func(contender int) error {
				return store.Commit(ctx, commit.Commit{
					CompanyID: role.CompanyID, Replaces: []commit.Replacement{renamed(read, fmt.Sprint("Name ", contender))},
				})
			}))
		}
	})
}

// requireWinners asserts the number of commits that succeeded, and that the others lost a race.
func requireWinners(t *testing.T, winners int, results []error) {
	t.Helper()
	won := 0
	for _, err := range results {
		if err == nil {
			won++
			continue
		}
		require.ErrorIs(t, err, commit.ErrLostRace)
	}
	require.Equal(t, winners, won)
}

func TestCommit_EachWriterSucceedsInTheEnd(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		role := newRole(t, newID(t, id.Company))
		seed(ctx, t, store, role)
		const writers = 16
		var lost atomic.Int64
		for _, err := range race(writers, func(contender int) error {
			for {
				read, err := store.ExternalRoles().Get(ctx, role.CompanyID, role.ID)
				if err != nil {
					return err
				}
				err = store.Commit(ctx, commit.Commit{
					CompanyID: role.CompanyID, Replaces: []commit.Replacement{renamed(read, fmt.Sprint("Name ", contender))},
				})
				if !errors.Is(err, commit.ErrLostRace) {
					return err
				}
				lost.Add(1)
			}
		}) {
			require.NoError(t, err)
		}
		read, err := store.ExternalRoles().Get(ctx, role.CompanyID, role.ID)
		require.NoError(t, err)
		require.Equal(t, 1+writers, read.Version)
		t.Logf("%d writers lost %d races", writers, lost.Load())
	})
}

func TestCommit_AClaimIsTakenOnce(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		companyID := newID(t, id.Company)
		won := 0
		for _, err := range race(16, func(int) error {
			role := newRole(t, companyID)
			return store.Commit(ctx, commit.Commit{
				CompanyID: companyID, Inserts: []document.Document{role}, Claims: []commit.Claim{newClaim(role.ID, "auditor")},
			})
		}) {
			if err == nil {
				won++
				continue
			}
			requireReason(t, fault.ExternalRoleNameTaken, err)
		}
		require.Equal(t, 1, won)
		require.Len(t, contents(ctx, t, store)["externalRoles"], 1)

		other := newRole(t, newID(t, id.Company))
		require.NoError(t, store.Commit(ctx, commit.Commit{CompanyID: other.CompanyID, Claims: []commit.Claim{newClaim(other.ID, "auditor")}}),
			"another company may use the same name")
	})
}

func TestCommit_ACounterNeverFallsBelowZero(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		companyID, identifierID := newID(t, id.Company), newID(t, id.Identifier)
		passes := commit.Count{Counter: commit.PassesLeftOfIdentifier, ID: identifierID, By: 10}
		require.NoError(t, store.Commit(ctx, commit.Commit{CompanyID: companyID, Counters: []commit.Count{passes}}))
		started := time.Now()
		pass := commit.Count{Counter: passes.Counter, ID: identifierID, By: -1}
		requireWinners(t, 10, race(32, func(int) error {
			return store.Commit(ctx, commit.Commit{CompanyID: companyID, Counts: []commit.Count{pass}})
		}))
		t.Logf("32 passes at once took %v", time.Since(started))
		values, err := store.Counters().Values(ctx, companyID, passes.Counter, []string{identifierID})
		require.NoError(t, err)
		require.Equal(t, map[string]int{identifierID: 0}, values)
	})
}

// Two commits each disable one role, because the other is still enabled. Without the reliance both would succeed, because
// they write different documents.
func TestCommit_ReliancePreventsWriteSkew(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		for range 10 {
			companyID := newID(t, id.Company)
			first, second := newRole(t, companyID), newRole(t, companyID)
			seed(ctx, t, store, first, second)
			requireWinners(t, 1, race(2, func(contender int) error {
				mine, other := first, second
				if contender == 1 {
					mine, other = second, first
				}
				return store.Commit(ctx, commit.Commit{
					CompanyID: companyID,
					Reliance:  []commit.Reliance{{ID: other.ID, Version: other.Version}},
					Replaces:  []commit.Replacement{renamed(mine, "Disabled")},
				})
			}))
		}
	})
}

func TestCommit_OneBootstrap(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		done, err := store.Operator().Bootstrapped(ctx)
		require.NoError(t, err)
		require.False(t, done)
		won := 0
		for _, err := range race(8, func(int) error {
			return store.Commit(ctx, commit.Commit{CompanyID: newID(t, id.Company), Bootstrap: true})
		}) {
			if err == nil {
				won++
				continue
			}
			require.ErrorIs(t, err, commit.ErrBootstrapped)
		}
		require.Equal(t, 1, won)
		done, err = store.Operator().Bootstrapped(ctx)
		require.NoError(t, err)
		require.True(t, done)
	})
}
