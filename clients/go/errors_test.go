package accessgraph_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/Khan/genqlient/graphql"
	"github.com/stretchr/testify/require"

	accessgraph "accessgraph/clients/go"
	"accessgraph/clients/go/operations"
	"accessgraph/clients/go/schema"
)

func TestErrors_OfInputHaveEachViolation(t *testing.T) {
	_, err := operations.CreateAccess(t.Context(), shared(), schema.CreateAccessInput{State: schema.Value(schema.AccessStateActive)})
	reported := failure(t, err)
	require.Equal(t, schema.ErrorCodeNotValid, reported.Code)
	require.Equal(t, schema.ErrorReasonAccessNameRequired, reported.Reason)
	require.Equal(t, 400, reported.Status)
	require.False(t, reported.Retryable)
	require.Equal(t, []any{"createAccess"}, reported.Path)
	require.NotEmpty(t, reported.RequestID)
	require.Contains(t, err.Error(), reported.RequestID)
	require.Equal(t, "must not be specified", reported.Fields()["input.state"])
	require.Equal(t, []schema.ErrorReason{
		schema.ErrorReasonAccessNameRequired, schema.ErrorReasonAccessTypePrivateIdManagedRequired, schema.ErrorReasonAccessStateNotAllowed,
	}, reasons(reported.Violations))
	require.Equal(t, map[string]any{"input.state": "must not be specified"}, reported.Violations[2].Data)
}

func TestErrors_ConflictOfVersions(t *testing.T) {
	ctx, client := t.Context(), shared()
	user := newUser(t, client)
	_, err := operations.UpdateUser(ctx, client, schema.UpdateUserInput{
		UserId: user.Id, LastName: schema.Value("Byron"), ExpectedVersion: schema.Value(user.Version + 1),
	})
	conflict := failure(t, err)
	require.Equal(t, schema.ErrorCodeConflict, conflict.Code)
	require.Equal(t, schema.ErrorReasonVersionConflict, conflict.Reason)
	require.False(t, conflict.Retryable)
	require.Equal(t, map[string]string{"input.expectedVersion": "must be the current version"}, conflict.Fields())

	read, err := operations.User(ctx, client, user.Id)
	require.NoError(t, err)
	require.Equal(t, "Lovelace", read.User.LastName)
}

func TestErrors_ConflictOfAFieldIsBesideIt(t *testing.T) {
	role := schema.CreateExternalRoleInput{Name: schema.Value("Auditor"), Enabled: schema.Value(true)}
	_, err := operations.CreateExternalRole(t.Context(), shared(), role)
	require.NoError(t, err)
	_, err = operations.CreateExternalRole(t.Context(), shared(), role)
	require.Equal(t, schema.ErrorReasonExternalRoleNameTaken, failure(t, err).Reason)
	require.Equal(t, map[string]string{"input.name": "must be unique within the company"}, failure(t, err).Fields())
}

func TestErrors_AllOfAResponseNextToItsData(t *testing.T) {
	var data struct {
		Viewer struct {
			Company struct{ Name string }
		}
		First, Second *struct{ Name string }
	}
	query := `{ viewer { company { name } } first: customer(customerId: "a") { name } second: user(userId: "b") { id } }`
	err := shared().MakeRequest(t.Context(), &graphql.Request{Query: query}, &graphql.Response{Data: &data})
	var all accessgraph.Errors
	require.ErrorAs(t, err, &all)
	require.Len(t, all, 2)
	require.ElementsMatch(t, []schema.ErrorReason{schema.ErrorReasonCustomerNotFound, schema.ErrorReasonUserNotFound}, []schema.ErrorReason{all[0].Reason, all[1].Reason})
	require.NotEmpty(t, data.Viewer.Company.Name)
	require.Nil(t, data.First)
}

func TestErrors_OfTheKey(t *testing.T) {
	for name, step := range map[string]struct {
		options accessgraph.Options
		reason  schema.ErrorReason
	}{
		"no key":             {accessgraph.Options{}, schema.ErrorReasonAuthenticationRequired},
		"another key":        {accessgraph.Options{Key: "nonsense"}, schema.ErrorReasonApiKeyNotValid},
		"another bearer key": {accessgraph.Options{Key: "nonsense", Bearer: true}, schema.ErrorReasonApiKeyNotValid},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := operations.Viewer(t.Context(), accessgraph.NewClient(endpoint(), step.options))
			require.Equal(t, step.reason, failure(t, err).Reason)
			require.NotContains(t, err.Error(), "nonsense")
		})
	}
}

func TestErrors_OfWhatIsNotGraphQL(t *testing.T) {
	attempts := 0
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		attempts++
		http.Error(w, "<h1>The server is away</h1>", http.StatusBadGateway)
	}))
	t.Cleanup(proxy.Close)
	options := quick()
	options.Attempts = 2
	_, err := operations.Viewer(t.Context(), accessgraph.NewClient(proxy.URL, options))
	var other *accessgraph.HTTPError
	require.ErrorAs(t, err, &other)
	require.Equal(t, http.StatusBadGateway, other.Status)
	require.Equal(t, 2, attempts, "a proxy can reach the server again")
}

// reasons returns the reason of each violation.
func reasons(violations []accessgraph.Violation) []schema.ErrorReason {
	all := make([]schema.ErrorReason, len(violations))
	for i, violation := range violations {
		all[i] = violation.Reason
	}
	return all
}
