package plan_test

import (
	"context"
	"slices"
	"testing"

	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/stretchr/testify/require"

	"accessgraph/domain/access"
	"accessgraph/domain/document"
	"accessgraph/domain/roleaccount"
	"accessgraph/graph/connection"
	"accessgraph/graph/generated"
	"accessgraph/graph/model"
	"accessgraph/graph/plan"
	"accessgraph/graph/plan/internal/differ"
	"accessgraph/graph/plan/internal/fake"
	"accessgraph/graph/plan/internal/product"
	"accessgraph/graph/workarounds"
)

// pageOf50 selects a page of 50 accesses with three objects each.
const pageOf50 = `query Page { accesses(first: 50) { edges { cursor node { id type state firstName lastName privateId createdAt updatedAt version
	privateIdentity { id firstName lastName version } roleAccount { id version role { id name version } } } } pageInfo { endCursor } } }`

// byID selects one access.
const byID = `query ByID { access(accessId: "acc_1") { id type state firstName lastName privateId createdAt updatedAt version } }`

// store resolves the fields of pageOf50 with objects that exist in memory.
type store struct {
	product.Root

	page     *connection.Connection[*access.Access]
	identity *roleaccount.ExternalPersonalIdentity
	account  *roleaccount.ExternalRoleAccount
	role     *roleaccount.ExternalRole
}

type storeQuery struct {
	generated.QueryResolver
	store *store
}

type storeAccess struct {
	generated.AccessResolver
	store *store
}

type storeAccount struct {
	generated.ExternalRoleAccountResolver
	store *store
}

func (s *store) Query() generated.QueryResolver   { return storeQuery{s.Root.Query(), s} }
func (s *store) Access() generated.AccessResolver { return storeAccess{s.Root.Access(), s} }
func (s *store) ExternalRoleAccount() generated.ExternalRoleAccountResolver {
	return storeAccount{s.Root.ExternalRoleAccount(), s}
}

func (s storeQuery) Accesses(context.Context, *int, *string, *int, *string, *access.Filter, *model.AccessOrder) (*connection.Connection[*access.Access], error) {
	return s.store.page, nil
}

func (s storeQuery) Access(context.Context, string) (*access.Access, error) {
	return s.store.page.Nodes[0], nil
}

func (s storeAccess) PrivateIdentity(_ context.Context, accesses []*access.Access) ([]*roleaccount.ExternalPersonalIdentity, error) {
	return slices.Repeat([]*roleaccount.ExternalPersonalIdentity{s.store.identity}, len(accesses)), nil
}

func (s storeAccess) RoleAccount(_ context.Context, accesses []*access.Access) ([]*roleaccount.ExternalRoleAccount, error) {
	return slices.Repeat([]*roleaccount.ExternalRoleAccount{s.store.account}, len(accesses)), nil
}

func (s storeAccount) Role(_ context.Context, accounts []*roleaccount.ExternalRoleAccount) ([]*roleaccount.ExternalRole, error) {
	return slices.Repeat([]*roleaccount.ExternalRole{s.store.role}, len(accounts)), nil
}

// newStore returns both executors on a store with a page of 50 accesses.
func newStore(tb testing.TB) (ours, theirs *executor.Executor, planned *plan.Schema) {
	tb.Helper()
	maker := &fake.Maker{Implementors: product.Implementors(), ListLength: 50, NoNulls: true, Seed: 1}
	s := &store{Root: product.Root{Maker: maker}}
	ctx := context.Background()
	fakePage, err := fake.Value[*connection.Connection[*access.Access]](ctx, maker, "page")
	require.NoError(tb, err)
	list, err := document.NewList("accesses", nil, document.Order{})
	require.NoError(tb, err)
	page := document.Cut(fakePage.Nodes, func(a *access.Access) string { return a.ID }, document.PageRequest{First: 50})
	s.page = connection.Of(&list, page, func(a *access.Access) *access.Access { return a })
	require.NoError(tb, err)
	s.identity, err = fake.Value[*roleaccount.ExternalPersonalIdentity](ctx, maker, "identity")
	require.NoError(tb, err)
	s.account, err = fake.Value[*roleaccount.ExternalRoleAccount](ctx, maker, "account")
	require.NoError(tb, err)
	s.role, err = fake.Value[*roleaccount.ExternalRole](ctx, maker, "role")
	require.NoError(tb, err)
	config := generated.Config{Resolvers: s, Directives: productDirectives()}
	config.Schema = workarounds.Served(generated.NewExecutableSchema(config).Schema())
	planned = generated.NewPlannedSchema(config, plan.Options{})
	return differ.NewExecutor(planned), differ.NewExecutor(generated.NewExecutableSchema(config)), planned
}

func BenchmarkPageOf50(b *testing.B) { benchmark(b, pageOf50) }

func BenchmarkByID(b *testing.B) { benchmark(b, byID) }

// benchmark executes a query with both executors.
func benchmark(b *testing.B, query string) {
	b.Helper()
	ours, theirs, planned := newStore(b)
	operation := differ.Operation{Text: query}
	parsed, err := differ.Parse(planned.Schema(), operation)
	require.NoError(b, err)
	ctx := context.WithValue(context.Background(), scopesKey{}, ^uint64(0))
	for name, run := range map[string]*executor.Executor{"plan": ours, "gqlgen": theirs} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				response, err := differ.Execute(ctx, run, parsed, operation)
				if err != nil || len(response.Errors) > 0 {
					b.Fatal(err, response.Errors)
				}
				planned.Release(response)
			}
		})
	}
}
