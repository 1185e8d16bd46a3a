package test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/internal/app"
)

const idempotencyKey = "Idempotency-Key"

// replayed are the root fields that an answer says repeat an earlier one.
func (a answer) replayed() any {
	idempotency, _ := a.Extensions["idempotency"].(map[string]any)
	return idempotency["replayed"]
}

// objects is everything that both companies' lists and the audit log hold, once no erasure is at work that adds to them.
func (s *server) objects(t testing.TB) string {
	t.Helper()
	require.Eventually(t, func() bool {
		_, err := s.store.ErasureJobs().Next(t.Context())
		return errors.Is(err, document.ErrAbsent)
	}, time.Minute, time.Millisecond)
	return fmt.Sprint(s.snapshot(t), len(s.auditRecords(t)))
}

// TestIdempotencyKey_EachMutationIsCarriedOutOnce sends every mutation of the schema twice with a key, and twice more under another
// name in the answer, which makes it another mutation.
func TestIdempotencyKey_EachMutationIsCarriedOutOnce(t *testing.T) {
	w := newWorld(t)
	w.server.admin = w.application(t, allScopes(), nil) // the first application's key is among what is revoked
	keyed := w.server.admin.with(idempotencyKey, "key-1")
	rootFields(t, w, func(t *testing.T, field *ast.FieldDefinition, called operation, _ string) {
		if schema().Mutation.Fields.ForName(field.Name) == nil || field.Directives.ForName("public") != nil {
			return
		}
		first := requireCarriedOutOnce(t, w, keyed, called.document(t, w, "mutation", field.Name), field.Name)
		require.Empty(t, first.Errors, first.raw)
		requireCarriedOutOnce(t, w, keyed, called.document(t, w, "mutation", "other: "+field.Name), "other")
	})
}

// requireCarriedOutOnce sends a mutation twice. One that a rule refuses is refused twice.
func requireCarriedOutOnce(t *testing.T, w *world, keyed client, document, responseKey string) answer {
	t.Helper()
	first := keyed.send(t, document, nil)
	require.Nil(t, first.replayed())
	after := w.objects(t)
	again := keyed.send(t, document, nil)
	require.Equal(t, first.Data, again.Data)
	require.Equal(t, after, w.objects(t))
	if len(first.Errors) > 0 {
		require.Equal(t, first.Errors[0].Extensions.Reason, again.Errors[0].Extensions.Reason)
		return first
	}
	require.Empty(t, again.Errors, again.raw)
	require.Equal(t, []any{responseKey}, again.replayed())
	return first
}

func allScopes() []string {
	var all []string
	for _, scope := range app.AllScopes() {
		all = append(all, string(scope))
	}
	return all
}

func TestIdempotencyKey_IsForOneInput(t *testing.T) {
	running := start(t)
	keyed := running.admin.with(idempotencyKey, "order-66")
	first := keyed.mutate(t, "createCustomer", "customer { id name }", map[string]any{"name": "Engines Ltd"})
	before := running.objects(t)
	for _, document := range []string{
		`mutation { createCustomer(input: {name: "Other"}) { customer { id } } }`,
		`mutation { createCustomer(input: {name: "Engines Ltd", parentId: null}) { customer { id } } }`,
		`mutation { createCustomer(input: {name: ""}) { customer { id } } }`,
		`mutation { createCustomer: createUserAccessRole(input: {code: "X", description: ""}) { userAccessRole { id } } }`,
	} {
		got := keyed.send(t, document, nil)
		require.Len(t, got.Errors, 1, got.raw)
		require.Equal(t, "IDEMPOTENCY_KEY_CONFLICT", got.Errors[0].Extensions.Reason)
		require.Equal(t, "CONFLICT", got.Errors[0].Extensions.Code)
		require.False(t, got.Errors[0].Extensions.Retryable)
	}
	require.Equal(t, before, running.objects(t))
	literal := keyed.send(t, `mutation { createCustomer(input: {name: "Engines Ltd"}) { customer { name version createdAt id } } }`, nil)
	require.Equal(t, text(t, first, "customer", "id"), text(t, literal.Data, "createCustomer", "customer", "id"),
		"the same input is the same as a literal, and is read under the repeat's own selection")
	require.NotNil(t, at(t, literal.Data, "createCustomer", "customer", "createdAt"))
	other := running.admin.with(idempotencyKey, "order-67").mutate(t, "createCustomer", "customer { id }", map[string]any{"name": "Engines Ltd"})
	require.NotEqual(t, text(t, first, "customer", "id"), text(t, other, "customer", "id"))
}

func TestIdempotencyKey_IsOfOneApplicationAndUser(t *testing.T) {
	w := newWorld(t)
	create := func(caller client) string {
		return text(t, caller.with(idempotencyKey, "same").mutate(t, "createCustomer", "customer { id }", map[string]any{"name": "Engines Ltd"}), "customer", "id")
	}
	created := map[string]bool{}
	for _, caller := range []client{
		w.admin, w.foreign, w.application(t, []string{"USER_ACCESS_WRITE"}, nil),
		w.admin.with("X-Acting-User", w.names["user"]), w.admin.with("X-Acting-User", w.names["secondUser"]),
	} {
		id := create(caller)
		require.False(t, created[id])
		created[id] = true
		require.Equal(t, id, create(caller))
	}
}

func TestReplay_ReadsTheObjectAsItIsNow(t *testing.T) {
	w := newWorld(t)
	keyed := w.admin.with(idempotencyKey, "rename")
	input := map[string]any{"accessId": w.names["invitedAccess"], "firstName": "Eve"}
	require.Equal(t, "Eve", text(t, keyed.mutate(t, "updateAccess", "access { firstName }", input), "access", "firstName"))
	w.admin.mutate(t, "updateAccess", "access { id }", map[string]any{"accessId": w.names["invitedAccess"], "firstName": "Ida"})
	got := keyed.mutate(t, "updateAccess", "access { firstName version }", input)
	require.Equal(t, map[string]any{"firstName": "Ida", "version": 3.0}, got["access"])
}

// TestReplay_OfATransitionIsNoError repeats what the rules refuse by now.
func TestReplay_OfATransitionIsNoError(t *testing.T) {
	w := newWorld(t)
	input := map[string]any{"accessId": w.names["invitedAccess"], "expectedVersion": 1}
	keyed := w.admin.with(idempotencyKey, "activate")
	first := keyed.mutate(t, "activateAccess", "access { state version }", input)
	require.Equal(t, first, keyed.mutate(t, "activateAccess", "access { state version }", input))
}

// TestReplay_OfAMutationThatChangedNothing keeps a mutation that changed nothing, so that its repeat does nothing either.
func TestReplay_OfAMutationThatChangedNothing(t *testing.T) {
	w := newWorld(t)
	attach := map[string]any{"identifierId": w.names["identifier"], "accessRuleId": w.names["rule"]}
	keyed := w.admin.with(idempotencyKey, "attach")
	keyed.mutate(t, "attachAccessRule", "identifier { id }", attach)
	w.admin.mutate(t, "detachAccessRule", "identifier { id }", attach)
	before := w.objects(t)
	keyed.mutate(t, "attachAccessRule", "identifier { id }", attach)
	require.Equal(t, before, w.objects(t))
}

func TestReplay_DoesNotShowASecretAgain(t *testing.T) {
	w := newWorld(t)
	keyed := w.admin.with(idempotencyKey, "secret")
	for field, input := range map[string]map[string]any{
		"createApplication": {"name": "Desk", "scopes": []string{"ACCESS_READ"}},
		"issueApiKey":       {"applicationId": w.names["application"]},
	} {
		first := keyed.mutate(t, field, "apiKey application { id keys { id } }", input)
		require.NotEmpty(t, text(t, first, "apiKey"))
		again := keyed.mutate(t, field, "apiKey application { id keys { id } }", input)
		require.Nil(t, again["apiKey"])
		require.Equal(t, first["application"], again["application"])
	}
}

func TestReplay_OfAFailureTriesAgain(t *testing.T) {
	running := start(t)
	keyed := running.admin.with(idempotencyKey, "second-try")
	got := keyed.send(t, mutation("createCustomer", "customer { id }"), map[string]any{"input": map[string]any{"name": " "}})
	require.Equal(t, "DATA_NOT_VALID", got.Errors[0].Extensions.Reason, got.raw)
	fixed := keyed.send(t, mutation("createCustomer", "customer { id }"), map[string]any{"input": map[string]any{"name": "Engines Ltd"}})
	require.Empty(t, fixed.Errors, fixed.raw)
	require.Nil(t, fixed.replayed())
}

// TestReplay_OfPartOfARequest sends one field that was carried out and one that was not.
func TestReplay_OfPartOfARequest(t *testing.T) {
	running := start(t)
	keyed := running.admin.with(idempotencyKey, "batch")
	one := keyed.must(t, `mutation { a: createCustomer(input: {name: "A"}) { customer { id } } }`, nil)
	both := keyed.send(t, `mutation { a: createCustomer(input: {name: "A"}) { customer { id } } b: createCustomer(input: {name: "B"}) { customer { id } } }`, nil)
	require.Equal(t, one["a"], both.Data["a"])
	require.Equal(t, []any{"a"}, both.replayed())
	again := keyed.send(t, `mutation { b: createCustomer(input: {name: "B"}) { customer { id } } a: createCustomer(input: {name: "A"}) { customer { id } } }`, nil)
	require.Equal(t, both.Data, again.Data)
	require.Equal(t, []any{"b", "a"}, again.replayed())
}

// TestIdempotencyKey_OneOfManyAtOnceIsCarriedOut sends the same request from many sides at the same time.
func TestIdempotencyKey_OneOfManyAtOnceIsCarriedOut(t *testing.T) {
	running := start(t)
	keyed := running.admin.with(idempotencyKey, "at-once")
	const senders = 32
	answers := make([]answer, senders)
	var sending sync.WaitGroup
	for i := range senders {
		sending.Go(func() {
			answers[i] = keyed.send(t, mutation("createCustomer", "customer { id }"), map[string]any{"input": map[string]any{"name": "Engines Ltd"}})
		})
	}
	sending.Wait()
	carriedOut := 0
	for _, got := range answers {
		require.Empty(t, got.Errors, got.raw)
		require.Equal(t, answers[0].Data, got.Data)
		if got.replayed() == nil {
			carriedOut++
		}
	}
	require.Equal(t, 1, carriedOut)
	listed := running.admin.must(t, "{ customers { nodes { id } } }", nil)
	require.Len(t, at(t, listed, "customers", "nodes"), 1)
}

func TestIdempotencyKey_Form(t *testing.T) {
	running := start(t)
	for name, values := range map[string][]string{
		"empty": {""}, "long": {strings.Repeat("x", 256)}, "space": {"a b"}, "not ASCII": {"clé"}, "twice": {"a", "b"},
	} {
		t.Run(name, func(t *testing.T) {
			caller := running.admin
			caller.header = http.Header{idempotencyKey: values}
			got := caller.send(t, "{ viewer { scopes } }", nil)
			require.Equal(t, http.StatusBadRequest, got.status, got.raw)
			require.Equal(t, "REQUEST_NOT_VALID", got.Errors[0].Extensions.Reason)
			require.Equal(t, []string{idempotencyKey}, keys(got.Errors[0].Extensions.Data))
		})
	}
	longest := running.admin.with(idempotencyKey, strings.Repeat("~", 255))
	longest.must(t, "{ viewer { scopes } }", nil)
	require.Nil(t, longest.send(t, "{ viewer { scopes } }", nil).replayed(), "a query is not repeated")
	longest.mutate(t, "createCustomer", "customer { id }", map[string]any{"name": "Engines Ltd"})
}

// TestReplay_AnObjectThatIsGoneIsNotCreatedAgain repeats a mutation whose object the store does not have any more.
func TestReplay_AnObjectThatIsGoneIsNotCreatedAgain(t *testing.T) {
	forgetful := &losing{}
	running := startWith(t, func(store commit.Committer) commit.Committer {
		forgetful.Committer = store
		return forgetful
	})
	keyed := running.admin.with(idempotencyKey, "gone")
	forgetful.losesInserts.Store(true)
	document, input := mutation("createCustomer", "customer { id }"), map[string]any{"input": map[string]any{"name": "Engines Ltd"}}
	keyed.must(t, document, input)
	forgetful.losesInserts.Store(false)
	got := keyed.send(t, document, input)
	require.Equal(t, "IDEMPOTENCY_RESULT_UNAVAILABLE", got.Errors[0].Extensions.Reason, got.raw)
	require.Equal(t, "NOT_FOUND", got.Errors[0].Extensions.Code)
}

func TestIdempotencyKey_IsNotLogged(t *testing.T) {
	running := start(t)
	running.admin.with(idempotencyKey, "key-of-a-customer").mutate(t, "createCustomer", "customer { id }", map[string]any{"name": "Engines Ltd"})
	requireUnlogged(t, running.log.text(), "key-of-a-customer")
}
