package mongo

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/pem"
	"net"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/wiretest"
)

// briefly is how long a test waits for a server that does not come.
const briefly = time.Second

// requireRefused opens a connection string that names a server as HOST, and asserts what the error says, without the user's name
// and password.
func requireRefused(t *testing.T, uri, address, problem string) {
	t.Helper()
	_, err := Open(t.Context(), Options{URI: strings.ReplaceAll(uri, "HOST", address), Logger: zerolog.Nop(), selectionTimeout: briefly})
	require.ErrorContains(t, err, strings.ReplaceAll(problem, "HOST", address))
	require.NotContains(t, err.Error(), "ada")
	require.NotContains(t, err.Error(), "secret")
}

func TestOpen_AConnectionStringSaysWhatIsWrongWithIt(t *testing.T) {
	for uri, problem := range map[string]string{
		"mongodb://ada:secret@/x":                      "must have at least 1 host",
		"mongodb://ada:secret":                         "is not valid",
		"mongodb://ada:sec@ret@host/x":                 "unescaped @ sign in user info",
		"mongodb://ada:se%zzcret@host":                 "is not valid",
		"mongodb://ada:secret@host:99999/":             "is not valid",
		"mongodb://host/?tls=secret":                   "is not valid",
		"mongodb://ada:secret@a/?directConnection=ada": "is not valid",
	} {
		t.Run(uri, func(t *testing.T) {
			_, err := Open(t.Context(), Options{URI: uri, Logger: zerolog.Nop()})
			require.ErrorIs(t, err, ErrConnectionString)
			require.ErrorContains(t, err, problem)
			require.NotContains(t, err.Error(), "secret")
			require.NotContains(t, err.Error(), "ret@host")
			require.NotContains(t, err.Error(), "ada")
		})
	}
}

func TestOpen_SaysWhatIsWrongWithTheServer(t *testing.T) {
	certificate, file := selfSigned(t)
	unauthorized := func(_ context.Context, command wiretest.Command) (bson.D, error) {
		if command.Name == "insert" || command.Name == "find" {
			return wiretest.Failure(unauthorizedCode), nil
		}
		return bson.D{}, nil
	}
	refusesLogin := func(_ context.Context, command wiretest.Command) (bson.D, error) {
		if command.Name == "saslStart" {
			return wiretest.Failure(authenticationFailedCode), nil
		}
		return bson.D{}, nil
	}
	hangsUp := func(context.Context, wiretest.Command) (bson.D, error) { return nil, wiretest.ErrHangUp }
	secondary := []bson.E{
		{Key: "isWritablePrimary", Value: false}, {Key: "ismaster", Value: false}, {Key: "secondary", Value: true}, {Key: "primary", Value: ""},
	}
	for name, test := range map[string]struct {
		answer      answer
		certificate *tls.Certificate
		hello       []bson.E
		uri         string
		problem     string
	}{
		"a certificate that nobody signed": {asStored, certificate, nil, "mongodb://HOST/?tls=true",
			"the TLS certificate of HOST is not accepted: it is not signed by an authority that is trusted here (tlsCAFile)"},
		"a certificate of another name": {asStored, certificate, nil, "mongodb://localhost:PORT/?tls=true&tlsCAFile=" + file,
			"is not accepted: it is for another name"},
		"a server with TLS, without it": {asStored, certificate, nil, "mongodb://HOST/",
			"HOST closes the connection at once: it may require TLS (tls=true)"},
		"a server without TLS, with it": {hangsUp, nil, nil, "mongodb://HOST/?tls=true", "HOST"},
		"another replica set": {asStored, nil, nil, "mongodb://HOST/?replicaSet=rs1",
			`no host of the connection string is a member of the replica set "rs1", which it names`},
		"another replica set, directly": {asStored, nil, nil, "mongodb://HOST/?replicaSet=rs1&directConnection=true",
			`no host of the connection string is a member of the replica set "rs1", which it names`},
		"a wrong password": {refusesLogin, nil, nil, "mongodb://ada:secret@HOST/x",
			`the server refuses the user or the password: check both, and the database that has the user (authSource, now "x")`},
		"a missing privilege": {unauthorized, nil, nil, "mongodb://HOST/x", "give it the role readWrite on the database x"},
		"a standalone server": {asStored, nil, []bson.E{{Key: "setName", Value: ""}}, "mongodb://HOST/?directConnection=true",
			"is a standalone server"},
		"a secondary": {asStored, nil, secondary,
			"mongodb://HOST/?directConnection=true", "is not the primary of its replica set: leave directConnection out"},
		"a set without a primary": {asStored, nil, secondary,
			"mongodb://HOST/?replicaSet=rs0", "no member of the replica set is its primary at present"},
		"MongoDB 4.4": {asStored, nil, []bson.E{{Key: "maxWireVersion", Value: 9}}, "mongodb://HOST/", "MongoDB 5.0 and later are supported"},
		"MongoDB 4.0": {asStored, nil, []bson.E{{Key: "maxWireVersion", Value: 7}}, "mongodb://HOST/", "reports wire version 7"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := scripted(t, test.answer, test.certificate, test.hello...)
			_, port, err := net.SplitHostPort(server.Address())
			require.NoError(t, err)
			requireRefused(t, strings.ReplaceAll(test.uri, "PORT", port), server.Address(), test.problem)
		})
	}
}

func TestOpen_SaysThatNothingListens(t *testing.T) {
	requireRefused(t, "mongodb://ada:secret@HOST/", "127.0.0.1:1", "nothing listens at HOST")
}

func TestOpen_SaysThatAHostIsUnknown(t *testing.T) {
	requireRefused(t, "mongodb://ada:secret@HOST/", "nowhere.invalid:27017", "the name of the host HOST cannot be resolved")
}

// An engine that only claims to have transactions writes at once, and undoes nothing.
func TestOpen_RefusesTransactionsThatAreNone(t *testing.T) {
	alone := func(_ context.Context, command wiretest.Command) (bson.D, error) {
		if command.Name == "find" && command.Text("find") == storeDescriptor.name && strings.Contains(command.Body.String(), "probe-") {
			record := bson.D{{Key: idField, Value: "probe-1"}}
			return bson.D{{Key: "ok", Value: 1}, {Key: "cursor", Value: bson.D{
				{Key: "id", Value: int64(0)}, {Key: "ns", Value: "accessgraph.store"}, {Key: "firstBatch", Value: bson.A{record}},
			}}}, nil
		}
		return bson.D{}, nil
	}
	requireRefused(t, "mongodb://HOST/", scripted(t, alone, nil).Address(), "accepts transactions and does not isolate or undo their writes")
}

// allowed answers with the privileges of a user.
func allowed(roles bson.A, privileges ...bson.D) answer {
	return func(_ context.Context, command wiretest.Command) (bson.D, error) {
		if command.Name != "connectionStatus" || !command.Body.Lookup("showPrivileges").Boolean() {
			return bson.D{}, nil
		}
		user := bson.D{{Key: "user", Value: "ada"}, {Key: "db", Value: "admin"}}
		return bson.D{{Key: "ok", Value: 1}, {Key: "authInfo", Value: bson.D{
			{Key: "authenticatedUsers", Value: bson.A{user}}, {Key: "authenticatedUserRoles", Value: roles},
			{Key: "authenticatedUserPrivileges", Value: privileges},
		}}}, nil
	}
}

func privilegeOn(resource bson.D, actions ...string) bson.D {
	return bson.D{{Key: "resource", Value: resource}, {Key: "actions", Value: actions}}
}

func collectionResource(database, collection string) bson.D {
	return bson.D{{Key: "db", Value: database}, {Key: "collection", Value: collection}}
}

func TestOpen_SaysWhichPrivilegeIsMissing(t *testing.T) {
	onCluster, reader := bson.D{{Key: "cluster", Value: true}}, bson.A{bson.D{{Key: "role", Value: "read"}, {Key: "db", Value: "x"}}}
	for name, test := range map[string]struct {
		answer  answer
		problem string
	}{
		"of a reader": {allowed(reader, privilegeOn(collectionResource("x", ""), "find", "listIndexes")),
			"the user may not insert, update, remove in x.store: give it the role readWrite on the database x (it has read on x)"},
		"of another database": {allowed(bson.A{}, privilegeOn(collectionResource("y", ""), servingActions...)),
			"may not find, insert, update, remove, listIndexes in x.store: give it the role readWrite on the database x (it has no role)"},
		"of the cluster": {allowed(bson.A{}, privilegeOn(onCluster, servingActions...)), "may not find, insert"},
		"of one collection": {allowed(bson.A{}, privilegeOn(collectionResource("x", ""), "find", "insert", "update", "listIndexes"),
			privilegeOn(collectionResource("x", "store"), "remove")), "may not remove in x.accesses"},
	} {
		t.Run(name, func(t *testing.T) {
			requireRefused(t, "mongodb://HOST/x", scripted(t, test.answer, nil).Address(), test.problem)
		})
	}
}

func TestOpen_TakesAUserWhoMayServe(t *testing.T) {
	migrates := "accessgraph migrate"
	withoutUsers := func(_ context.Context, command wiretest.Command) (bson.D, error) {
		if command.Name != "connectionStatus" {
			return bson.D{}, nil
		}
		return bson.D{{Key: "ok", Value: 1}, {Key: "authInfo", Value: bson.D{{Key: "authenticatedUsers", Value: bson.A{}}}}}, nil
	}
	for name, test := range map[string]struct {
		answer answer
		warned bool
	}{
		"with readWrite":        {allowed(bson.A{}, privilegeOn(collectionResource("x", ""), append(servingActions, indexActions...)...)), false},
		"with everything":       {allowed(bson.A{}, privilegeOn(bson.D{{Key: "anyResource", Value: true}}, append(servingActions, indexActions...)...)), false},
		"of every database":     {allowed(bson.A{}, privilegeOn(collectionResource("", ""), append(servingActions, indexActions...)...)), false},
		"without indexes":       {allowed(bson.A{}, privilegeOn(collectionResource("x", ""), servingActions...)), true},
		"of a server with none": {withoutUsers, false},
		"of a server that hides": {func(_ context.Context, c wiretest.Command) (bson.D, error) {
			if c.Name == "connectionStatus" {
				return wiretest.Failure(59), nil
			}
			return bson.D{}, nil
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			var log strings.Builder
			uri := "mongodb://" + scripted(t, test.answer, nil).Address() + "/x"
			store, err := Open(t.Context(), Options{URI: uri, Logger: zerolog.New(&log)})
			require.NoError(t, err)
			require.NoError(t, store.Close(t.Context()))
			require.Equal(t, test.warned, strings.Contains(log.String(), migrates), log.String())
			require.NotContains(t, log.String(), "ada")
		})
	}
}

func TestOpen_LeavesNothingOfItsProbe(t *testing.T) {
	ctx, store, _ := openScripted(t, asStored)
	require.NoError(t, store.checkServer(ctx))
	for _, record := range contents(ctx, t, store)[storeDescriptor.name] {
		require.NotContains(t, record, "probe")
	}
}

func TestOpen_SaysWhichOptionsHaveNoEffect(t *testing.T) {
	server := scripted(t, asStored, nil)
	var log strings.Builder
	uri := "mongodb://" + server.Address() + "/?w=1&retryWrites=false&replicaSet=rs0&readPreference=secondary"
	store, err := Open(t.Context(), Options{URI: uri, Logger: zerolog.New(&log)})
	require.NoError(t, err)
	require.NoError(t, store.Close(t.Context()))
	require.Contains(t, log.String(), `"options":["w","retryWrites","readPreference"]`)
}

// selfSigned returns a certificate for 127.0.0.1, and a file that makes it an authority.
func selfSigned(t *testing.T) (*tls.Certificate, string) {
	t.Helper()
	server := httptest.NewTLSServer(nil)
	defer server.Close()
	certificate := server.TLS.Certificates[0]
	file := filepath.Join(t.TempDir(), "ca.pem")
	encoded := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate.Certificate[0]})
	require.NoError(t, os.WriteFile(file, encoded, 0o600))
	return &certificate, file
}

// An index that the server lists can be another than the one that is needed, or one that it does not use.
func TestCheckIndexes_LooksAtWhatIsListed(t *testing.T) {
	listed := bson.D{{Key: "v", Value: 2}, {Key: "name", Value: "companyId_1__id_1"}}
	keys := bson.E{Key: "key", Value: bson.D{{Key: companyField, Value: 1}, {Key: idField, Value: 1}}}
	store := &Store{expiresByItself: true}
	index, expiry := missingIndex{keys: idIndex()}, missingIndex{keys: idIndex(), expiry: true}
	is := func(index missingIndex, fields ...bson.E) bool {
		specification, err := bson.Marshal(append(append(bson.D{}, listed...), fields...))
		require.NoError(t, err)
		return store.isIndex(specification, index)
	}
	require.True(t, is(index, keys))
	require.True(t, is(index, keys, bson.E{Key: "background", Value: true}))
	require.False(t, is(index, bson.E{Key: "key", Value: bson.D{{Key: idField, Value: 1}, {Key: companyField, Value: 1}}}))
	require.False(t, is(index, bson.E{Key: "key", Value: bson.D{{Key: companyField, Value: 1}, {Key: idField, Value: -1}}}))
	require.False(t, is(index, keys, bson.E{Key: "partialFilterExpression", Value: bson.D{}}))
	require.False(t, is(index, keys, bson.E{Key: "sparse", Value: true}))
	require.False(t, is(index, keys, bson.E{Key: "hidden", Value: true}))
	require.False(t, is(index, keys, bson.E{Key: "expireAfterSeconds", Value: 0}))
	require.True(t, is(expiry, keys, bson.E{Key: "expireAfterSeconds", Value: 0}))
	require.False(t, is(expiry, keys))
	require.False(t, is(expiry, keys, bson.E{Key: "expireAfterSeconds", Value: 60}))
}

func TestCheckIndexes_SaysWhichAreStillBeingBuilt(t *testing.T) {
	const building = "companyId_1_state_1__id_1"
	hint, err := bson.Marshal(bson.D{{Key: companyField, Value: 1}, {Key: stateField, Value: 1}, {Key: idField, Value: 1}})
	require.NoError(t, err)
	refused := func(_ context.Context, command wiretest.Command) (bson.D, error) {
		if bytes.Equal(command.Body.Lookup("hint").Value, hint) && command.Text("find") == accessesDescriptor.name {
			return wiretest.Failure(badValueCode), nil
		}
		return bson.D{}, nil
	}
	ctx, store, _ := openScripted(t, refused)
	err = store.CheckIndexes(ctx)
	require.ErrorIs(t, err, ErrIndexesUnfinished)
	require.ErrorContains(t, err, "(accesses."+building+")")
}
