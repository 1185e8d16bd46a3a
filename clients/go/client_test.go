package accessgraph_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	accessgraph "accessgraph/clients/go"
	"accessgraph/clients/go/operations"
	"accessgraph/clients/go/schema"
)

func TestClient_SendsTheKeyInEitherHeader(t *testing.T) {
	for name, bearer := range map[string]bool{"X-API-Key": false, "Authorization": true} {
		t.Run(name, func(t *testing.T) {
			between := newProxy(t, 0)
			options := accessgraph.Options{Key: os.Getenv("API_KEY"), Bearer: bearer, UserAgent: "payroll/1.2"}
			viewer, err := operations.Viewer(t.Context(), accessgraph.NewClient(between.url, options))
			require.NoError(t, err)
			require.NotEmpty(t, viewer.Viewer.Company.Name)
			require.NotEmpty(t, between.headers[0].Get(name))
			require.Equal(t, "payroll/1.2", between.headers[0].Get("User-Agent"))
		})
	}
}

func TestClient_PrintsNoKey(t *testing.T) {
	client := accessgraph.NewClient("https://graph.example.com/graphql", accessgraph.Options{Key: "a secret"})
	require.Equal(t, "client of https://graph.example.com/graphql", fmt.Sprintf("%+v", client))
}

func TestClient_NamesTheActingUser(t *testing.T) {
	client := shared()
	user := newUser(t, client)
	ctx := accessgraph.WithActingUser(t.Context(), user.Id)
	created, err := operations.CreateCustomer(ctx, client, schema.CreateCustomerInput{Name: "Made for Ada"})
	require.NoError(t, err)
	require.Equal(t, user.Id, *created.CreateCustomer.Customer.CreatedBy.UserId)

	_, err = operations.Viewer(accessgraph.WithActingUser(t.Context(), "nobody"), client)
	require.Equal(t, schema.ErrorReasonActingUserNotAllowed, failure(t, err).Reason)
}

func TestClient_AKeyOfAnIntentionOutlivesTheCall(t *testing.T) {
	client := shared()
	ctx := accessgraph.WithIdempotencyKey(t.Context(), "entry-17")
	first, err := operations.CreateCustomer(ctx, client, schema.CreateCustomerInput{Name: "Once"})
	require.NoError(t, err)
	second, err := operations.CreateCustomer(ctx, client, schema.CreateCustomerInput{Name: "Once"})
	require.NoError(t, err)
	require.Equal(t, first, second)

	_, err = operations.CreateCustomer(ctx, client, schema.CreateCustomerInput{Name: "Twice"})
	require.Equal(t, schema.ErrorReasonIdempotencyKeyConflict, failure(t, err).Reason)
}

func TestClient_BoundsTheResponse(t *testing.T) {
	options := quick()
	options.ResponseBytes = 100
	_, err := operations.ErrorCatalog(t.Context(), accessgraph.NewClient(endpoint(), options), nil, nil)
	require.ErrorContains(t, err, "more than 100 bytes")
}

func TestClient_FollowsNoRedirect(t *testing.T) {
	target := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the key reached another server") }))
	t.Cleanup(target.Close)
	redirecting := httptest.NewServer(http.RedirectHandler(target.URL, http.StatusTemporaryRedirect))
	t.Cleanup(redirecting.Close)
	_, err := operations.Viewer(t.Context(), accessgraph.NewClient(redirecting.URL, quick()))
	var other *accessgraph.HTTPError
	require.ErrorAs(t, err, &other)
	require.Equal(t, http.StatusTemporaryRedirect, other.Status)
}

func TestAll_YieldsTheErrorOfAPage(t *testing.T) {
	load := func(after *string) (*operations.CustomerConnectionFields, error) {
		page, err := operations.Customers(t.Context(), shared(), new(1000), after, nil, nil)
		if err != nil {
			return nil, err
		}
		return page.Customers, nil
	}
	rounds := 0
	for _, err := range accessgraph.All(load) {
		rounds++
		require.Equal(t, schema.ErrorReasonPageSizeNotValid, failure(t, err).Reason)
	}
	require.Equal(t, 1, rounds)
}
