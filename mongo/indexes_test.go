package mongo

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/event"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
)

func TestEnsureIndexes_CreatesThoseOfTheDescriptors(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		for _, d := range descriptors {
			specifications, err := store.database.Collection(d.name).Indexes().ListSpecifications(ctx)
			require.NoError(t, err)
			expected := [][]string{{idField}}
			for _, keys := range d.indexes {
				expected = append(expected, fieldsOf(t, keys))
			}
			var present [][]string
			for _, specification := range specifications {
				var keys bson.D
				require.NoError(t, bson.Unmarshal(specification.KeysDocument, &keys))
				present = append(present, fieldsOf(t, keys))
			}
			require.ElementsMatch(t, expected, present, d.name)
		}
	})
}

// fieldsOf returns the fields of an index, and asserts that it is ascending.
func fieldsOf(t *testing.T, keys bson.D) []string {
	t.Helper()
	var fields []string
	for _, key := range keys {
		require.EqualValues(t, ascendingOrder, key.Value)
		fields = append(fields, key.Key)
	}
	return fields
}

func TestDescriptors_AreComplete(t *testing.T) {
	names, kinds := map[string]bool{}, map[string]bool{}
	for _, d := range descriptors {
		require.False(t, names[d.name], d.name)
		names[d.name] = true
		require.Equal(t, idIndex(), d.indexes[0], d.name)
		if d.kind != "" {
			require.False(t, kinds[string(d.kind)], d.kind)
			kinds[string(d.kind)] = true
		}
	}
	inspected := map[string]bool{storeDescriptor.name: true}
	for _, d := range inspectionOrder {
		require.False(t, inspected[d.name], d.name)
		inspected[d.name] = true
		require.NotNil(t, d.newDocument, d.name)
	}
	require.Equal(t, names, inspected, "every collection but the store's own records is inspected")
}

func TestEnsureIndexes_AFilledStoreWithoutAnIndexIsToldToMigrate(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		require.NoError(t, store.EnsureIndexes(ctx), "EnsureIndexes may be called twice")
		filled := &Store{
			client: store.client, database: store.client.Database(store.database.Name() + "_filled"),
			expiresByItself: store.expiresByItself, embedded: store.embedded, reach: store.reach,
		}
		dropAfter(ctx, t, filled)
		_, err := filled.database.Collection("companies").InsertOne(ctx, bson.D{{Key: idField, Value: "com"}, {Key: companyField, Value: "com"}})
		require.NoError(t, err)
		require.ErrorIs(t, filled.EnsureIndexes(ctx), ErrOlderStore)
		require.NoError(t, filled.recordVersion(ctx, 0))
		err = filled.EnsureIndexes(ctx)
		require.ErrorIs(t, err, ErrIndexesMissing)
		require.ErrorContains(t, err, "accessgraph migrate")
		require.ErrorContains(t, err, "identifiers.companyId_1_accessRuleIds_1__id_1")

		result, err := filled.Migrate(ctx, noProblems(t))
		require.NoError(t, err)
		require.Contains(t, result.Indexes, "identifiers.companyId_1_accessRuleIds_1__id_1")
		require.NoError(t, filled.EnsureIndexes(ctx))
		result, err = filled.Migrate(ctx, noProblems(t))
		require.NoError(t, err)
		require.Empty(t, result.Indexes)
	})
}

// recorder records the commands that a store is sent.
type recorder struct {
	lock     sync.Mutex
	commands []bson.Raw
}

func (r *recorder) started(event *event.CommandStartedEvent) {
	r.lock.Lock()
	defer r.lock.Unlock()
	r.commands = append(r.commands, slices.Clone(event.Command))
}

// openRecorded opens a store whose commands are recorded, in addition to its own monitor.
func openRecorded(t *testing.T, storeOptions Options) (context.Context, *Store, *recorder) {
	t.Helper()
	source, err := storeOptions.endpoint()
	require.NoError(t, err)
	commands := &recorder{}
	own := monitor(nil)
	source.client.SetMonitor(&event.CommandMonitor{Started: func(ctx context.Context, started *event.CommandStartedEvent) {
		own.Started(ctx, started)
		commands.started(started)
	}})
	store, err := connect(source)
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(context.Background(), testTimeout)
	t.Cleanup(cancel)
	t.Cleanup(func() { require.NoError(t, store.Close(context.WithoutCancel(ctx))) })
	require.NoError(t, store.EnsureIndexes(ctx))
	return ctx, store, commands
}

// The test makes every kind of read and write. The embedded store refuses queries that no index serves. The recorded commands
// show that every filter has the company, except for the listed ones, and that an index begins with its conditions.
func TestQueries_AreWithinACompanyAndServedByIndexes(t *testing.T) {
	ctx, store, commands := openRecorded(t, embeddedOptions(t))
	commands.commands = nil
	own, other := newFamily(ctx, t, store, "own"), newFamily(ctx, t, store, "other")
	requireReads(ctx, t, store, own, other)
	require.NotEmpty(t, commands.commands)
	withoutCompany := map[string]bool{}
	for _, command := range commands.commands {
		name, filter, ok := filterOf(t, command)
		if !ok {
			continue
		}
		if _, err := filter.LookupErr(companyField); err != nil {
			withoutCompany[name+": "+filter.String()] = true
		}
		requireServed(t, name, filter)
		if _, err := command.LookupErr("sort"); err == nil {
			requireHinted(t, name, filter, command.Lookup("hint").Document())
		}
	}
	require.Equal(t, map[string]bool{
		`applications: {"keys.hash": "own"}`:                  true,
		`applications: {"keys.hash": "unknown"}`:              true,
		`applications: {"_id": "` + own.application.ID + `"}`: true,
		`applications: {"_id": "` + own.role.ID + `"}`:        true,
	}, withoutCompany)
}

// filterOf returns the filter of a command and the name of its collection. It reports whether the command has a filter.
func filterOf(t *testing.T, command bson.Raw) (name string, filter bson.Raw, ok bool) {
	t.Helper()
	elements, err := command.Elements()
	require.NoError(t, err)
	name, _ = elements[0].Value().StringValueOK()
	switch elements[0].Key() {
	case "find":
		return name, command.Lookup("filter").Document(), true
	case "update":
		return name, command.Lookup("updates", "0", "q").Document(), true
	case "delete":
		return name, command.Lookup("deletes", "0", "q").Document(), true
	case "insert":
		requireCompany(t, command)
		return "", nil, false
	case commitTransaction, "abortTransaction", "hello", "endSessions":
		return "", nil, false
	default:
		require.Fail(t, "a command that the test does not know", elements[0].Key())
		return "", nil, false
	}
}

func requireCompany(t *testing.T, insert bson.Raw) {
	t.Helper()
	documents, err := insert.Lookup("documents").Array().Values()
	require.NoError(t, err)
	for _, document := range documents {
		_, ok := document.Document().Lookup(companyField).StringValueOK()
		require.True(t, ok)
	}
}

// requireServed asserts that an index of the collection begins with all fields of the filter. The filter of a write to a single
// document may have further conditions besides its ID.
func requireServed(t *testing.T, name string, filter bson.Raw) {
	t.Helper()
	elements, err := filter.Elements()
	require.NoError(t, err)
	var fields []string
	for _, element := range elements {
		fields = append(fields, element.Key())
	}
	if slices.Contains(fields, idField) && filter.Lookup(idField).Type == bson.TypeString {
		return
	}
	i := slices.IndexFunc(descriptors, func(d descriptor) bool { return d.name == name })
	require.GreaterOrEqual(t, i, 0, name)
	require.True(t, slices.ContainsFunc(descriptors[i].indexes, func(keys bson.D) bool {
		return len(keys) >= len(fields) && slices.Equal(fields, fieldsOf(t, keys)[:len(fields)])
	}), "no index of %s serves %s", name, strings.Join(fields, ", "))
}

// requireHinted asserts that a list is read from an index of the collection that begins with the filter and ends with _id.
func requireHinted(t *testing.T, name string, filter, hint bson.Raw) {
	t.Helper()
	requireServed(t, name, hint)
	var keys bson.D
	require.NoError(t, bson.Unmarshal(hint, &keys))
	fields := fieldsOf(t, keys)
	elements, err := filter.Elements()
	require.NoError(t, err)
	for at, element := range elements {
		require.Equal(t, fields[at], element.Key())
	}
	require.Equal(t, idField, fields[len(fields)-1])
}

func requireReads(ctx context.Context, t *testing.T, store *Store, own, other family) {
	t.Helper()
	checkEveryReader(ctx, t, store, own, other.companyID)
	checkRecords(ctx, t, store, own, other.companyID)
	checkOthers(ctx, t, store, own, other)
	walk(ctx, t, store, own.companyID, ruleFilter(own.rule.ID), 1)
	commitEverything(ctx, t, store, own)
}

func TestQueries_WithoutAnIndexAreRefusedByTheEmbeddedStore(t *testing.T) {
	ctx, store := openStore(t, embeddedOptions(t))
	err := store.database.Collection("roles").FindOne(ctx, bson.D{{Key: "name", Value: "Auditor"}}).Err()
	var refused driver.CommandError
	require.ErrorAs(t, err, &refused)
}
