package mongo

import (
	"context"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/connstring"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/actor"
	"accessgraph/domain/audit"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
)

const testTimeout = 5 * time.Minute

// onEachStore runs a test on the embedded store, and on the MongoDB of MONGODB_URI when that is set.
func onEachStore(t *testing.T, test func(ctx context.Context, t *testing.T, store *Store)) {
	t.Helper()
	t.Run("embedded", func(t *testing.T) {
		ctx, store := openStore(t, embeddedOptions(t))
		test(ctx, t, store)
	})
	uri := os.Getenv("MONGODB_URI")
	if uri == "" {
		return
	}
	t.Run("MongoDB", func(t *testing.T) {
		ctx, store := openStore(t, Options{URI: ownDatabase(t, uri)})
		test(ctx, t, store)
	})
}

// embeddedOptions has a folder with a short path: a socket's must not be long.
func embeddedOptions(t *testing.T) Options {
	t.Helper()
	folder, err := os.MkdirTemp("", "ag")
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, os.RemoveAll(folder)) })
	return Options{Folder: folder, Logger: zerolog.Nop()}
}

// ownDatabase names a database of the test's own in a connection string. Without an authSource, the database that was named
// may have said where the user is known: that is said as before.
func ownDatabase(t *testing.T, uri string) string {
	t.Helper()
	known, err := connstring.ParseAndValidate(uri)
	require.NoError(t, err)
	address, parameters, _ := strings.Cut(uri, "?")
	scheme, address, _ := strings.Cut(address, "://")
	hosts, _, _ := strings.Cut(address, "/")
	if known.AuthSource != "" && !known.AuthSourceSet {
		parameters = strings.TrimSuffix("authSource="+url.QueryEscape(known.AuthSource)+"&"+parameters, "&")
	}
	return scheme + "://" + hosts + "/test_" + strings.TrimPrefix(newID(t, id.Company), "com_") + "?" + parameters
}

func TestOwnDatabase_KeepsTheUser(t *testing.T) {
	for uri, source := range map[string]string{
		"mongodb://one:27017,two/app?replicaSet=rs0":                "",
		"mongodb://user:pass@one,two:27018/app":                     "app",
		"mongodb://user:p%2Fw@one":                                  "admin",
		"mongodb://user:pass@one/app?authSource=users":              "users",
		"mongodb://user:pass@one/?authsource=users&appName=a%20b":   "users",
		"mongodb://user:pass@one/app?authMechanism=SCRAM-SHA-256":   "app",
		"mongodb://user:pass@one/?authMechanism=PLAIN":              "$external",
		"mongodb://user:pass@one/app?retryWrites=true&replicaSet=r": "app",
	} {
		own, err := connstring.ParseAndValidate(ownDatabase(t, uri))
		require.NoError(t, err, uri)
		before, err := connstring.ParseAndValidate(uri)
		require.NoError(t, err)
		require.True(t, strings.HasPrefix(own.Database, "test_"), uri)
		require.Equal(t, source, own.AuthSource, uri)
		require.Equal(t, before.Hosts, own.Hosts)
		require.Equal(t, before.Password, own.Password)
		require.Equal(t, before.ReplicaSet, own.ReplicaSet)
	}
}

func openStore(t *testing.T, opened Options) (context.Context, *Store) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), testTimeout)
	t.Cleanup(cancel)
	store, err := Open(ctx, opened)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, store.Close(context.WithoutCancel(ctx))) })
	dropAfter(ctx, t, store)
	require.NoError(t, store.EnsureIndexes(ctx))
	return ctx, store
}

// dropAfter drops a database of MongoDB when the test is over, however that ends. The embedded store goes with its folder.
func dropAfter(ctx context.Context, t *testing.T, store *Store) {
	t.Helper()
	if store.expiresByItself {
		t.Cleanup(func() { require.NoError(t, store.database.Drop(context.WithoutCancel(ctx))) })
	}
}

func newID(t require.TestingT, kind id.Kind) string {
	made, err := domaintest.NewID(kind)
	require.NoError(t, err)
	return made
}

func newBase(t require.TestingT, kind id.Kind, companyID string) document.Base {
	return document.Base{
		ID: newID(t, kind), CompanyID: companyID, SchemaVersion: document.CurrentSchemaVersion, Version: 1,
		UpdatedAt: time.Now().UTC().Truncate(time.Millisecond),
	}
}

func newRole(t require.TestingT, companyID string) *roleaccount.ExternalRole {
	return &roleaccount.ExternalRole{Base: newBase(t, id.ExternalRole, companyID), Name: "Auditor", Enabled: true}
}

func newIdentifier(t require.TestingT, companyID string) *accessrule.Identifier {
	base := newBase(t, id.Identifier, companyID)
	made := &accessrule.Identifier{Base: base, Type: accessrule.LicensePlate, Number: strings.ToUpper(strings.TrimPrefix(base.ID, "idf_"))}
	document.Index(made)
	return made
}

// renamed is a role as an update by one editor would store it.
func renamed(role *roleaccount.ExternalRole, name string) commit.Replacement {
	after := *role
	after.Name = name
	after.Version = role.Version + 1
	return commit.Replacement{Document: &after, Version: role.Version}
}

func newRecord(t require.TestingT, companyID, subjectID string) audit.Record {
	return audit.Record{
		ID: newID(t, id.AuditRecord), CompanyID: companyID, SchemaVersion: document.CurrentSchemaVersion,
		At: time.Now().UTC().Truncate(time.Millisecond), Actor: actor.Actor{ApplicationID: newID(t, id.Application), ApplicationName: "Tests"},
		Action: "createExternalRole", SubjectID: subjectID, RequestID: "request",
		Changes: []audit.FieldChange{{Field: "name", After: "Auditor"}},
	}
}

func newClaim(holder, value string) commit.Claim {
	return commit.Claim{
		Kind: commit.ExternalRoleName, Value: value, Holder: holder, Taken: fault.New(fault.ExternalRoleNameTaken),
	}
}

// seed commits documents of one company.
func seed(ctx context.Context, t require.TestingT, store *Store, documents ...document.Document) {
	written := commit.Commit{CompanyID: documents[0].Meta().CompanyID, Inserts: documents}
	require.NoError(t, store.Commit(ctx, written))
}

// contents is everything in the store but its own records, each collection in the order of _id, to compare.
func contents(ctx context.Context, t *testing.T, store *Store) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	for _, described := range descriptors {
		if described.name == storeDescriptor.name {
			continue
		}
		cursor, err := store.database.Collection(described.name).Find(ctx, bson.D{}, options.Find().SetSort(bson.D{{Key: idField, Value: ascendingOrder}}))
		require.NoError(t, err)
		for cursor.Next(ctx) {
			found[described.name] = append(found[described.name], cursor.Current.String())
		}
		require.NoError(t, cursor.Err())
	}
	return found
}

// race starts goroutines at the same moment, and returns their errors when all are done.
func race(contenders int, run func(contender int) error) []error {
	results := make([]error, contenders)
	start := make(chan struct{})
	var done sync.WaitGroup
	for contender := range contenders {
		done.Go(func() {
			<-start
			results[contender] = run(contender)
		})
	}
	close(start)
	done.Wait()
	return results
}

// requireReason asserts the fault that a client is told.
func requireReason(t *testing.T, reason fault.Reason, err error) {
	t.Helper()
	var told *fault.Error
	require.ErrorAs(t, err, &told)
	require.Equal(t, reason, told.First().Reason, "%v: %v", err, told.Cause)
}

// silently is the progress of work that settles everything.
func silently(t *testing.T) Progress {
	return Progress{
		Migrated: func(string, int) {},
		Problem:  func(problem Problem) { assert.Fail(t, problem.String()) },
	}
}
