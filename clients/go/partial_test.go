package accessgraph_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	accessgraph "accessgraph/clients/go"
	"accessgraph/clients/go/operations"
	"accessgraph/clients/go/schema"
)

func TestOptional_AbsentNullAndValueDiffer(t *testing.T) {
	for name, step := range map[string]struct {
		input schema.UpdateUserAccessInput
		json  string
	}{
		"absent":     {schema.UpdateUserAccessInput{}, `{"userAccessId": ""}`},
		"null":       {schema.UpdateUserAccessInput{Name: schema.Null[string]()}, `{"userAccessId": "", "name": null}`},
		"zero":       {schema.UpdateUserAccessInput{Name: schema.Value("")}, `{"userAccessId": "", "name": ""}`},
		"empty list": {schema.UpdateUserAccessInput{Roles: schema.Value([]string{})}, `{"userAccessId": "", "roles": []}`},
	} {
		t.Run(name, func(t *testing.T) {
			encoded, err := json.Marshal(step.input)
			require.NoError(t, err)
			require.JSONEq(t, step.json, string(encoded))
		})
	}
	_, ok := schema.Null[string]().Get()
	require.False(t, ok)
	value, ok := schema.Value(0).Get()
	require.True(t, ok)
	require.Zero(t, value)
}

func TestUpdate_LeavesFieldsThatAreNotSet(t *testing.T) {
	ctx, client := t.Context(), shared()
	user := newUser(t, client)
	updated, err := operations.UpdateUser(ctx, client, schema.UpdateUserInput{UserId: user.Id, LastName: schema.Value("Byron")})
	require.NoError(t, err)
	want := user
	want.LastName, want.Version, want.UpdatedAt = "Byron", 2, updated.UpdateUser.User.UpdatedAt
	require.Equal(t, want, updated.UpdateUser.User)

	_, err = operations.UpdateUser(ctx, client, schema.UpdateUserInput{UserId: user.Id, LastName: schema.Null[string]()})
	require.Equal(t, schema.ErrorReasonDataNotValid, failure(t, err).Reason, "a user has a last name")
	require.Contains(t, failure(t, err).Fields(), "input.lastName")
}

func TestUpdate_NullClears(t *testing.T) {
	ctx, client := t.Context(), shared()
	user := newUser(t, client)
	created, err := operations.CreateIdentifier(ctx, client, schema.CreateIdentifierInput{
		Name: "A card", Affiliation: schema.IdentifierAffiliationOwner, Type: schema.IdentifierTypeCard, Number: "0012345678", HolderId: schema.Value(user.Id),
	})
	require.NoError(t, err)
	card := created.CreateIdentifier.Identifier
	require.Equal(t, user.Id, *card.HolderId)

	renamed, err := operations.UpdateIdentifier(ctx, client, schema.UpdateIdentifierInput{IdentifierId: card.Id, Name: schema.Value("The card")})
	require.NoError(t, err)
	require.Equal(t, user.Id, *renamed.UpdateIdentifier.Identifier.HolderId, "it was not set")

	cleared, err := operations.UpdateIdentifier(ctx, client, schema.UpdateIdentifierInput{IdentifierId: card.Id, HolderId: schema.Null[string]()})
	require.NoError(t, err)
	require.Nil(t, cleared.UpdateIdentifier.Identifier.HolderId)
	require.Equal(t, "The card", cleared.UpdateIdentifier.Identifier.Name)
}

func TestNode_ReturnsAnObjectOfAnyType(t *testing.T) {
	ctx, client := t.Context(), shared()
	user := newUser(t, client)
	access, err := operations.CreateUserAccess(ctx, client, schema.CreateUserAccessInput{
		UserId: user.Id, Type: schema.UserAccessTypeInput{Api: schema.Value(schema.ApiAccessInput{Name: "An API access"})},
	})
	require.NoError(t, err)
	accessID := access.CreateUserAccess.UserAccess.GetId()

	nodes, err := operations.Nodes(ctx, client, []string{user.Id, "unknown", accessID})
	require.NoError(t, err)
	require.Len(t, nodes.Nodes, 3)
	require.Equal(t, "Ada", nodes.Nodes[0].(*operations.NodeFieldsUser).FirstName)
	require.Nil(t, nodes.Nodes[1])
	require.Equal(t, "An API access", nodes.Nodes[2].(*operations.NodeFieldsApiAccess).Name)

	node, err := operations.Node(ctx, client, user.CustomerId)
	require.NoError(t, err)
	require.Equal(t, "Example Networks", node.Node.(*operations.NodeFieldsCustomer).Name)
}

// newUser creates a user of a new customer.
func newUser(t *testing.T, client *accessgraph.Client) operations.UserFields {
	t.Helper()
	customer, err := operations.CreateCustomer(t.Context(), client, schema.CreateCustomerInput{Name: "Example Networks"})
	require.NoError(t, err)
	user, err := operations.CreateUser(t.Context(), client, schema.CreateUserInput{
		CustomerId: customer.CreateCustomer.Customer.Id, FirstName: "Ada", LastName: "Lovelace", Language: schema.Value("de"),
	})
	require.NoError(t, err)
	return user.CreateUser.User
}

// failure returns the first error of a response.
func failure(t *testing.T, err error) *accessgraph.Error {
	t.Helper()
	var failure *accessgraph.Error
	require.ErrorAs(t, err, &failure)
	return failure
}
