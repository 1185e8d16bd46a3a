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
	"accessgraph/mongo/storetest"
)

const testTimeout = 5 * time.Minute

// onEachStore runs a test on the embedded store, and on the MongoDB of MONGODB_URI if that is set.
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

// embeddedOptions returns options with a folder whose path is short enough for a socket.
func embeddedOptions(t *testing.T) Options {
	t.Helper()
	return Options{Folder: storetest.Folder(t), Logger: zerolog.Nop()}
}

// ownDatabase returns a connection string with a database of the test's own. Without an authSource, the database of uri may be
// the one that authenticates the user: it becomes the authSource.
func ownDatabase(t *testing.T, uri string) string {
	t.Helper()
	parsed, err := connstring.ParseAndValidate(uri)
	require.NoError(t, err)
	address, parameters, _ := strings.Cut(uri, "?")
	scheme, address, _ := strings.Cut(address, "://")
	hosts, _, _ := strings.Cut(address, "/")
	if parsed.AuthSource != "" && !parsed.AuthSourceSet {
		parameters = strings.TrimSuffix("authSource="+url.QueryEscape(parsed.AuthSource)+"&"+parameters, "&")
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

func openStore(t *testing.T, storeOptions Options) (context.Context, *Store) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), testTimeout)
	t.Cleanup(cancel)
	store, err := Open(ctx, storeOptions)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, store.Close(context.WithoutCancel(ctx))) })
	dropAfter(ctx, t, store)
	require.NoError(t, store.EnsureIndexes(ctx))
	return ctx, store
}

// dropAfter drops a database of MongoDB at the end of the test. The embedded store is removed with its folder.
func dropAfter(ctx context.Context, t *testing.T, store *Store) {
	t.Helper()
	if store.expiresByItself {
		t.Cleanup(func() { require.NoError(t, store.database.Drop(context.WithoutCancel(ctx))) })
	}
}

func newID(t require.TestingT, kind id.Kind) string {
	documentID, err := domaintest.NewID(kind)
	require.NoError(t, err)
	return documentID
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
	identifier := &accessrule.Identifier{
		Base: base, Type: accessrule.LicensePlate, Number: strings.ToUpper(strings.TrimPrefix(base.ID, "idf_")), TimeProfileIDs: []string{},
	}
	document.Index(identifier)
	return identifier
}

// renamed returns the replacement of a role by an update of its name.
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
	change := commit.Commit{CompanyID: documents[0].Meta().CompanyID, Inserts: documents}
	require.NoError(t, store.Commit(ctx, change))
}

// contents returns all documents by collection, in the order of _id, except the store's own records.
func contents(ctx context.Context, t *testing.T, store *Store) map[string][]string {
	t.Helper()
	documents := map[string][]string{}
	for _, d := range descriptors {
		if d.name == storeDescriptor.name {
			continue
		}
		cursor, err := store.database.Collection(d.name).Find(ctx, bson.D{}, options.Find().SetSort(bson.D{{Key: idField, Value: ascendingOrder}}))
		require.NoError(t, err)
		for cursor.Next(ctx) {
			documents[d.name] = append(documents[d.name], cursor.Current.String())
		}
		require.NoError(t, cursor.Err())
	}
	return documents
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

// requireReason asserts the reason of the error that a client receives.
func requireReason(t *testing.T, reason fault.Reason, err error) {
	t.Helper()
	var faultError *fault.Error
	require.ErrorAs(t, err, &faultError)
	require.Equal(t, reason, faultError.First().Reason, "%v: %v", err, faultError.Cause)
}

// noProblems returns a progress that fails the test at a problem.
func noProblems(t *testing.T) Progress {
	return Progress{
		Migrated: func(string, int) {},
		Problem:  func(problem Problem) { assert.Fail(t, problem.String()) },
	}
}
