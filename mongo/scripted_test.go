package mongo

import (
	"context"
	"crypto/tls"
	"net"
	"testing"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded"
	"accessgraph/mongo/wiretest"
)

const scriptedSet = "rs0"

// answer is what a script does with a command; an empty answer leaves it to the embedded store.
type answer func(ctx context.Context, command wiretest.Command) (bson.D, error)

// asStored leaves every command to the embedded store.
func asStored(context.Context, wiretest.Command) (bson.D, error) { return bson.D{}, nil }

// scripted starts a server, with TLS unless certificate is nil, that is the primary of a replica set of one, changed as hello says.
// It answers what respond does not with the embedded store.
func scripted(t *testing.T, respond answer, certificate *tls.Certificate, hello ...bson.E) *wiretest.Server {
	t.Helper()
	engine, err := embedded.Open(embeddedOptions(t).Folder, embedded.Options{Logger: zerolog.Nop()})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, engine.Close()) })
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := listener.Addr().String()
	if certificate != nil {
		listener = tls.NewListener(listener, &tls.Config{Certificates: []tls.Certificate{*certificate}, MinVersion: tls.VersionTLS12})
	}
	server := wiretest.Serve(t.Context(), listener, engine, func(ctx context.Context, command wiretest.Command) (bson.D, error) {
		if command.IsHello() {
			return wiretest.Hello(scriptedSet, address, hello...), nil
		}
		return respond(ctx, command)
	})
	t.Cleanup(func() { require.NoError(t, server.Close()) })
	return server
}

// openScripted opens a store on a server. The embedded store behind it has no TTL indexes.
func openScripted(t *testing.T, respond answer) (context.Context, *Store, *wiretest.Server) {
	t.Helper()
	server := scripted(t, respond, nil)
	target, err := Options{URI: "mongodb://" + server.Address() + "/?replicaSet=" + scriptedSet, Logger: zerolog.Nop()}.endpoint()
	require.NoError(t, err)
	target.expiresByItself = false
	target.client.SetTimeout(patience)
	store, err := connect(target)
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(context.Background(), testTimeout)
	t.Cleanup(cancel)
	t.Cleanup(func() { require.NoError(t, store.Close(context.WithoutCancel(ctx))) })
	require.NoError(t, store.EnsureIndexes(ctx))
	return ctx, store, server
}
