package mongo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/actor"
	"accessgraph/domain/audit"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// raw updates a document in a way in which no commit does.
func raw(ctx context.Context, t require.TestingT, store *Store, name, documentID string, change bson.D) {
	_, err := store.database.Collection(name).UpdateOne(ctx, bson.D{{Key: idField, Value: documentID}}, change)
	require.NoError(t, err)
}

func set(field string, value any) bson.D {
	return bson.D{{Key: "$set", Value: bson.D{{Key: field, Value: value}}}}
}

func unset(fields ...string) bson.D {
	var gone bson.D
	for _, field := range fields {
		gone = append(gone, bson.E{Key: field, Value: ""})
	}
	return bson.D{{Key: "$unset", Value: gone}}
}

// consistentFamily returns a family whose references all exist.
func consistentFamily(ctx context.Context, t *testing.T, store *Store, keyHash string) family {
	t.Helper()
	own := newFamily(ctx, t, store, keyHash)
	raw(ctx, t, store, "identifiers", own.identifier.ID, set("accessRuleIds", bson.A{own.rule.ID}))
	raw(ctx, t, store, "customers", own.customer.ID, bson.D{{Key: "$set", Value: bson.D{{Key: "parentId", Value: nil}, {Key: "ancestorIds", Value: bson.A{}}}}})
	return own
}

// older changes a store into one of version 0: without a record of its version, without name keys, with the ancestors of a
// customer instead of the path to it, and without readers.
func older(ctx context.Context, t *testing.T, store *Store, own family, rules int) []*accessrule.AccessRule {
	t.Helper()
	var all []*accessrule.AccessRule
	change := commit.Commit{CompanyID: own.companyID}
	for number := range rules {
		rule := &accessrule.AccessRule{
			Base: newBase(t, id.AccessRule, own.companyID), Name: fmt.Sprintf("Rule %d", number), Settings: []accessrule.AccessRuleSetting{{Reader: "door", Relays: []int{1}}},
		}
		document.Index(rule)
		change.Inserts = append(change.Inserts, rule)
		change.Counters = append(change.Counters, commit.Count{Counter: commit.IdentifiersOfAccessRule, ID: rule.ID})
		all = append(all, rule)
	}
	require.NoError(t, store.Commit(ctx, change))
	for _, rule := range append(all, own.rule) {
		raw(ctx, t, store, "accessRules", rule.ID, unset("nameKey", "foldVersion"))
	}
	raw(ctx, t, store, "userAccesses", own.userAccess.ID, set("customerAncestorIds", bson.A{}))
	raw(ctx, t, store, "userAccesses", own.userAccess.ID, unset("customerPathIds"))
	for _, shared := range own.rule.Shares() {
		_, err := store.database.Collection("readers").DeleteOne(ctx, bson.D{{Key: idField, Value: shared.Meta().ID}})
		require.NoError(t, err)
	}
	_, err := store.database.Collection("store").DeleteOne(ctx, bson.D{{Key: idField, Value: versionID}})
	require.NoError(t, err)
	return all
}

func problemsOf(ctx context.Context, t *testing.T, store *Store) []string {
	t.Helper()
	problems := []string{}
	_, err := store.VerifyDocuments(ctx, func(problem Problem) { problems = append(problems, problem.String()) })
	require.NoError(t, err)
	return problems
}

func TestMigrate_AnOlderStore(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		own := consistentFamily(ctx, t, store, "own")
		rules := older(ctx, t, store, own, 2*batchSize+1)
		require.ErrorIs(t, store.CheckVersion(ctx), ErrOlderStore)
		require.ErrorContains(t, store.CheckVersion(ctx), "run `accessgraph migrate` (the store is of version 0, and this program of 8)")
		require.ErrorIs(t, store.EnsureIndexes(ctx), ErrOlderStore)
		counts := map[string]int{}
		progress := noProblems(t)
		progress.Migrated = func(collection string, documents int) { counts[collection] = documents }
		done, err := store.Migrate(ctx, progress)
		require.NoError(t, err)
		require.Equal(t, Migrated{From: 0, To: currentVersion(), Indexes: []string{}}, done)
		require.Equal(t, len(rules)+1, counts["accessRules"])
		require.NoError(t, store.EnsureIndexes(ctx))
		require.Empty(t, problemsOf(ctx, t, store))
		for _, rule := range rules {
			migrated, err := store.AccessRules().Get(ctx, own.companyID, rule.ID)
			require.NoError(t, err)
			require.Equal(t, rule, migrated, "neither the version nor the time of a document moves")
		}
		access, err := store.UserAccesses().Get(ctx, own.companyID, own.userAccess.ID)
		require.NoError(t, err)
		require.Equal(t, []string{own.customer.ID}, access.CustomerPathIDs)
		stored, err := store.unscoped("userAccesses").getMany(ctx, []string{access.ID})
		require.NoError(t, err)
		require.Zero(t, stored[access.ID].Lookup("customerAncestorIds"))
		readers, err := store.Readers().List(ctx, own.companyID, accessrule.ReaderFilter{}, document.PageRequest{First: 10, Order: document.Order{ByName: true}})
		require.NoError(t, err)
		require.Len(t, readers.Items, 1)
		require.Equal(t, "door", readers.Items[0].Reader)
		require.Equal(t, len(rules)+1, readers.Items[0].AccessRulesCount)
	})
}

// Each attempt is interrupted one transaction later, so that every batch is the last one of an attempt.
func TestMigrate_GoesOnWhereItStopped(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), testTimeout)
	defer cancel()
	var breakOff context.CancelCauseFunc
	storeOptions := embeddedOptions(t)
	storeOptions.Observe = func(command string, _ time.Duration, _ bool) {
		if command == commitTransaction && breakOff != nil {
			breakOff(errBroken)
		}
	}
	store, err := Open(ctx, storeOptions)
	require.NoError(t, err)
	defer func() { require.NoError(t, store.Close(ctx)) }()
	require.NoError(t, store.EnsureIndexes(ctx))
	older(ctx, t, store, consistentFamily(ctx, t, store, "own"), 2*batchSize)
	attempts := 0
	for err := errBroken; err != nil; attempts++ {
		attempt, stop := context.WithCancelCause(ctx)
		breakOff = stop
		_, err = store.Migrate(attempt, noProblems(t))
		if err == nil {
			break
		}
		breakOff = nil
		require.ErrorIs(t, err, context.Canceled)
		require.ErrorIs(t, store.CheckVersion(ctx), ErrMigrationUnfinished)
		require.ErrorContains(t, store.CheckVersion(ctx), "which continues it")
		require.Less(t, attempts, len(passes(true))+10, "each attempt comes further")
	}
	require.GreaterOrEqual(t, attempts, len(passes(true))+4, "each batch was the last of an attempt")
	require.NoError(t, store.CheckVersion(ctx))
	require.Empty(t, problemsOf(ctx, t, store))
}

func TestOpen_RefusesALaterStore(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		raw(ctx, t, store, "store", versionID, set(storeVersionField, 99))
		for _, check := range []func() error{
			func() error { return store.CheckVersion(ctx) },
			func() error { return store.Ready(ctx) },
			func() error { return store.EnsureIndexes(ctx) },
			func() error { _, err := store.Migrate(ctx, noProblems(t)); return err },
		} {
			err := check()
			require.ErrorIs(t, err, ErrLaterStore)
			require.ErrorContains(t, err, "was written by a later version of accessgraph")
			require.ErrorContains(t, err, "(the store is of version 99, and this program of 8)")
		}
		raw(ctx, t, store, "store", versionID, set(storeVersionField, "new"))
		require.ErrorContains(t, store.CheckVersion(ctx), "cannot be read")
	})
}

func TestGet_ADocumentOfALaterVersionIsNeverServed(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		own := newFamily(ctx, t, store, "own")
		for name, documentID := range map[string]string{"accessRules": own.rule.ID, "identifiers": own.identifier.ID, "counters": counterID(commit.IdentifiersOfAccessRule, own.rule.ID)} {
			raw(ctx, t, store, name, documentID, set(schemaField, 99))
		}
		_, err := store.AccessRules().Get(ctx, own.companyID, own.rule.ID)
		refused := func(err error, documentID string) {
			require.ErrorIs(t, err, ErrLaterDocument)
			require.ErrorContains(t, err, documentID)
		}
		refused(err, "accessRules, _id \""+own.rule.ID)
		_, err = store.AccessRules().GetMany(ctx, own.companyID, []string{own.rule.ID})
		refused(err, own.rule.ID)
		_, err = store.AccessRules().List(ctx, own.companyID, accessrule.AccessRuleFilter{}, firstTen)
		refused(err, own.rule.ID)
		_, err = store.Identifiers().ByNumber(ctx, own.companyID, own.identifier.Type, own.identifier.Number)
		refused(err, own.identifier.ID)
		_, err = store.Counters().Values(ctx, own.companyID, commit.IdentifiersOfAccessRule, []string{own.rule.ID})
		refused(err, own.rule.ID)
	})
}

// collision inserts a second identifier with the number of the family's, and without a claim.
func collision(ctx context.Context, t *testing.T, store *Store, own family) *accessrule.Identifier {
	t.Helper()
	second := newIdentifier(t, own.companyID)
	second.Number = own.identifier.Number
	seed(ctx, t, store, second)
	return second
}

func TestMigrate_KeepsAndListsDocumentsThatCollide(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		own := consistentFamily(ctx, t, store, "own")
		older(ctx, t, store, own, 1)
		second := collision(ctx, t, store, own)
		listed := "identifiers, _id \"" + second.ID + "\": has the same number as " + own.identifier.ID +
			": change or delete one of the two through the API, then run `accessgraph migrate` again"
		migrate := func() ([]string, error) {
			var problems []string
			progress := noProblems(t)
			progress.Problem = func(problem Problem) { problems = append(problems, problem.String()) }
			_, err := store.Migrate(ctx, progress)
			return problems, err
		}
		for range 2 {
			problems, err := migrate()
			require.ErrorIs(t, err, ErrUnsettled)
			require.Equal(t, []string{listed}, problems)
			require.NotContains(t, problems[0], second.Number)
		}
		require.NoError(t, store.CheckVersion(ctx), "it can be served")
		require.Equal(t, []string{listed}, problemsOf(ctx, t, store))
		for _, identifier := range []*accessrule.Identifier{own.identifier, second} {
			stored, err := store.Identifiers().Get(ctx, own.companyID, identifier.ID)
			require.NoError(t, err)
			require.Equal(t, identifier.Number, stored.Number)
		}
		// This is the commit of deleteIdentifier.
		require.NoError(t, store.Commit(ctx, commit.Commit{
			CompanyID: own.companyID, Deletes: []commit.Deletion{{ID: own.identifier.ID, Version: 1}}, Releases: own.identifier.Claims(),
			Stops:  []commit.Stop{{Counter: commit.PassesLeftOfIdentifier, ID: own.identifier.ID}},
			Counts: []commit.Count{{Counter: commit.IdentifiersOfAccessRule, ID: own.rule.ID, By: -1}},
		}))
		problems, err := migrate()
		require.NoError(t, err)
		require.Empty(t, problems)
		require.Empty(t, problemsOf(ctx, t, store))
	})
}

// In a folder that this process has opened, a previous holder of the lock must have ended.
func TestMigrate_OneProcessAtATime(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		own := consistentFamily(ctx, t, store, "own")
		older(ctx, t, store, own, 1)
		other := lockDocument{Owner: "another/1", Holder: "process 42 on host db1", Work: "migrate", Until: time.Now().Add(time.Hour)}
		record, err := storeRecord(lockID, other.fields()...)
		require.NoError(t, err)
		require.NoError(t, store.collection(storeDescriptor).insert(ctx, record))
		engine := store.engine
		store.engine, store.embedded = nil, false
		_, err = store.Migrate(ctx, noProblems(t))
		require.ErrorIs(t, err, ErrLocked)
		require.ErrorContains(t, err, "`accessgraph migrate`, process 42 on host db1; if that process is gone, try again after ")
		if engine == nil {
			raw(ctx, t, store, "store", lockID, set("until", time.Now().Add(-time.Second)))
		}
		store.engine, store.embedded = engine, engine != nil
		_, err = store.Migrate(ctx, noProblems(t))
		require.NoError(t, err)
		isHeld, err := store.hasRecord(ctx, lockID)
		require.NoError(t, err)
		require.False(t, isHeld)
	})
}

func TestLock_IsTakenFromItsHolderOnlyOnceItIsOver(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		inner := errors.New("unset")
		require.NoError(t, store.withLock(ctx, "repair", func(ctx context.Context, _ string) error {
			inner = store.withLock(ctx, "repair", func(context.Context, string) error { return nil })
			return nil
		}))
		require.ErrorIs(t, inner, ErrLocked)
		require.ErrorContains(t, inner, "`accessgraph repair`, process ")
		require.NoError(t, store.withLock(ctx, "repair", func(ctx context.Context, _ string) error {
			raw(ctx, t, store, "store", lockID, set("until", time.Now().Add(-time.Second)))
			return store.withLock(ctx, "repair", func(context.Context, string) error { return nil })
		}))
	})
}

func TestMigrate_StopsWhenItsLockIsTakenOver(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		older(ctx, t, store, consistentFamily(ctx, t, store, "own"), 1)
		progress := noProblems(t)
		progress.Migrated = func(string, int) { raw(ctx, t, store, "store", migrationID, set("owner", "another")) }
		_, err := store.Migrate(ctx, progress)
		require.ErrorIs(t, err, errLockLost)
		require.ErrorIs(t, store.CheckVersion(ctx), ErrMigrationUnfinished)
	})
}

// An import of documents that collide imports all of them, and reports the collision.
func TestImport_ListsWhatCollides(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		own := consistentFamily(ctx, t, store, "own")
		second := collision(ctx, t, store, own)
		whole := exported(ctx, t, store)
		target, _ := emptyStore(t, store)
		var problems []string
		progress := noProblems(t)
		progress.Problem = func(problem Problem) { problems = append(problems, problem.ID) }
		count, err := target.Import(ctx, bytes.NewReader(whole), progress)
		require.ErrorIs(t, err, ErrUnsettled)
		require.Positive(t, count)
		require.Equal(t, []string{strconv.Quote(second.ID)}, problems)
		require.Equal(t, contents(ctx, t, store), contents(ctx, t, target))
		require.NoError(t, target.CheckVersion(ctx))
	})
}

// The creator is copied from the audit record of the creation if there is one. A creator that the document has stays.
func TestMigrate_NamesCreators(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		own := consistentFamily(ctx, t, store, "own")
		creator := actor.Actor{ApplicationID: own.application.ID, ApplicationName: "Import"}
		var records []audit.Record
		for _, action := range []string{"createExternalPersonalIdentity", "updateExternalPersonalIdentity"} {
			record := newRecord(t, own.companyID, own.identity.ID)
			record.Action, record.Actor = action, creator
			records, creator = append(records, record), actor.Actor{ApplicationName: "somebody else"}
		}
		require.NoError(t, store.Commit(ctx, commit.Commit{CompanyID: own.companyID, AuditRecords: records}))
		raw(ctx, t, store, "externalPersonalIdentities", own.identity.ID, unset(createdByField))
		unrecorded := newRole(t, own.companyID)
		unrecorded.Name = "Unrecorded"
		document.Index(unrecorded)
		require.NoError(t, store.Commit(ctx, commit.Commit{CompanyID: own.companyID, Inserts: []document.Document{unrecorded}, Claims: unrecorded.Claims()}))
		raw(ctx, t, store, "externalRoles", unrecorded.ID, unset(createdByField))
		older(ctx, t, store, own, 0)

		_, err := store.Migrate(ctx, noProblems(t))
		require.NoError(t, err)
		require.Empty(t, problemsOf(ctx, t, store))
		identity, err := store.ExternalPersonalIdentities().Get(ctx, own.companyID, own.identity.ID)
		require.NoError(t, err)
		require.Equal(t, records[0].Actor, identity.CreatedBy)
		role, err := store.ExternalRoles().Get(ctx, own.companyID, unrecorded.ID)
		require.NoError(t, err)
		require.Equal(t, actor.Unknown(), role.CreatedBy)
		access, err := store.Accesses().Get(ctx, own.companyID, own.access.ID)
		require.NoError(t, err)
		require.Equal(t, own.access.CreatedBy, access.CreatedBy)
	})
}
