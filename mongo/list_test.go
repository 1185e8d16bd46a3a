package mongo

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/access"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/domain/text"
)

func newAccess(t require.TestingT, companyID, lastName string) *access.Access {
	made := &access.Access{
		Base: newBase(t, id.Access, companyID), LastName: lastName, Type: access.Private, State: access.Invited, PrivateID: "epi_one",
	}
	document.Index(made)
	return made
}

// drawAccess varies what the filter looks at.
func drawAccess(t *rapid.T, companyID string) *access.Access {
	made := newAccess(t, companyID, rapid.SampledFrom([]string{"Byron", "BÝRON", "byrne", "Ångström", "angst", "李", "ß", "Z"}).Draw(t, "name"))
	made.State = rapid.SampledFrom([]access.State{access.Invited, access.Active, access.Deactivated}).Draw(t, "state")
	made.Type = rapid.SampledFrom([]access.Type{access.Private, access.Corporate}).Draw(t, "type")
	made.Managed = rapid.Bool().Draw(t, "managed")
	made.PrivateID = rapid.SampledFrom([]string{"epi_one", "epi_two"}).Draw(t, "privateId")
	if rapid.Bool().Draw(t, "corporate") {
		made.RoleAccountID = new(rapid.SampledFrom([]string{"era_one", "era_two"}).Draw(t, "roleAccountId"))
	}
	return made
}

func drawFilter(t *rapid.T) access.Filter {
	var filter access.Filter
	filter.States = rapid.SliceOfN(rapid.SampledFrom([]access.State{access.Invited, access.Active, access.Deactivated}), 0, 3).Draw(t, "states")
	if rapid.Bool().Draw(t, "by type") {
		filter.Type = new(rapid.SampledFrom([]access.Type{access.Private, access.Corporate}).Draw(t, "only type"))
	}
	if rapid.Bool().Draw(t, "by managed") {
		filter.Managed = new(rapid.Bool().Draw(t, "only managed"))
	}
	filter.PrivateID = rapid.SampledFrom([]*string{nil, nil, new("epi_one"), new("epi_three"), new("")}).Draw(t, "only privateId")
	filter.RoleAccountID = rapid.SampledFrom([]*string{nil, nil, new("era_one")}).Draw(t, "only roleAccountId")
	if rapid.Bool().Draw(t, "by start") {
		filter.LastNameStartsWith = new(rapid.SampledFrom([]string{"b", "BYR", "a\u030angst", "李", "s", "ss", "x"}).Draw(t, "start"))
	}
	return filter
}

// keeps is what the filter means, told otherwise than by a query.
func keeps(filter access.Filter, found *access.Access) bool {
	return (len(filter.States) == 0 || slices.Contains(filter.States, found.State)) &&
		(filter.Type == nil || *filter.Type == found.Type) &&
		(filter.Managed == nil || *filter.Managed == found.Managed) &&
		(filter.PrivateID == nil || *filter.PrivateID == found.PrivateID) &&
		(filter.RoleAccountID == nil || found.RoleAccountID != nil && *filter.RoleAccountID == *found.RoleAccountID) &&
		(filter.LastNameStartsWith == nil || startsWith(found.LastName, *filter.LastNameStartsWith))
}

func startsWith(name, start string) bool {
	name, start = text.Fold(name), text.Fold(start)
	return len(name) >= len(start) && name[:len(start)] == start
}

func drawOrder(t *rapid.T) document.Order {
	return document.Order{ByName: rapid.Bool().Draw(t, "by name"), Descending: rapid.Bool().Draw(t, "descending")}
}

// TestList_PagesAreThoseOfAModel compares any page of any list with the one cut out of the whole, told otherwise.
func TestList_PagesAreThoseOfAModel(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		rapid.Check(t, func(t *rapid.T) {
			companyID := newID(t, id.Company)
			var all []*access.Access
			var documents []document.Document
			for range rapid.IntRange(1, 30).Draw(t, "accesses") {
				made := drawAccess(t, companyID)
				all, documents = append(all, made), append(documents, made)
			}
			seed(ctx, t, store, documents...)
			for range 8 {
				order := drawOrder(t)
				filter := drawFilter(t)
				kept := slices.DeleteFunc(slices.Clone(all), func(found *access.Access) bool { return !keeps(filter, found) })
				place := placeIn(t, order)
				slices.SortFunc(kept, func(a, b *access.Access) int { return cmp.Compare(place(a), place(b)) })
				request := drawRequest(t, order, all)
				expected := document.Cut(kept, place, request)
				page, err := store.Accesses().List(ctx, companyID, filter, request)
				require.NoError(t, err)
				require.Equal(t, idsOf(expected.Items), idsOf(page.Items))
				require.Equal(t, expected.More, page.More)
				require.Equal(t, lookAround(ctx, t, expected), lookAround(ctx, t, page))
			}
		})
	})
}

// surroundings are what lies around a page.
type surroundings struct {
	next, previous bool
	total          *int
}

func lookAround[T any](ctx context.Context, t require.TestingT, page document.Page[T]) surroundings {
	next, err := page.Info.HasNext(ctx)
	require.NoError(t, err)
	previous, err := page.Info.HasPrevious(ctx)
	require.NoError(t, err)
	total, err := page.Info.Total(ctx)
	require.NoError(t, err)
	return surroundings{next, previous, total}
}

func placeIn(t require.TestingT, order document.Order) func(*access.Access) string {
	return func(found *access.Access) string {
		place, err := order.PositionOf(found)
		require.NoError(t, err)
		return place
	}
}

// drawRequest begins and ends at places of documents, which the filter may leave out, as they may have changed meanwhile.
func drawRequest(t *rapid.T, order document.Order, all []*access.Access) document.PageRequest {
	request := document.PageRequest{Order: order}
	if size := rapid.IntRange(1, 10).Draw(t, "size"); rapid.Bool().Draw(t, "backward") {
		request.Last = size
	} else {
		request.First = size
	}
	place := placeIn(t, order)
	if rapid.Bool().Draw(t, "has after") {
		request.After = place(rapid.SampledFrom(all).Draw(t, "after"))
	}
	if rapid.Bool().Draw(t, "has before") {
		request.Before = place(rapid.SampledFrom(all).Draw(t, "before"))
	}
	return request
}

func idsOf(found []*access.Access) []string {
	ids := []string{}
	for _, one := range found {
		ids = append(ids, one.ID)
	}
	return ids
}

func TestTotal_IsExactToTenThousand(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		companyID := newID(t, id.Company)
		fill := func(count int) {
			var documents []document.Document
			for range count {
				documents = append(documents, newAccess(t, companyID, "Byron"))
			}
			bulk(ctx, t, store, documents)
		}
		total := func() *int {
			page, err := store.Accesses().List(ctx, companyID, access.Filter{}, document.PageRequest{First: 1})
			require.NoError(t, err)
			total, err := page.Info.Total(ctx)
			require.NoError(t, err)
			return total
		}
		fill(document.MaxTotal)
		require.Equal(t, new(document.MaxTotal), total())
		fill(1)
		require.Nil(t, total())
	})
}

// bulk inserts documents without the care of a commit, many at once.
func bulk(ctx context.Context, t require.TestingT, store *Store, documents []document.Document) {
	stored, err := store.collectionOfID(documents[0].Meta().ID)
	require.NoError(t, err)
	for batch := range slices.Chunk(documents, 5000) {
		encoded := make([]any, len(batch))
		for at, one := range batch {
			raw, err := encode(one)
			require.NoError(t, err)
			encoded[at] = raw
		}
		_, err = stored.documents.InsertMany(ctx, encoded)
		require.NoError(t, err)
	}
}

// TestFilters_AreServedByIndexes holds the promise of the schema: alone and with states, a field is wholly served.
func TestFilters_AreServedByIndexes(t *testing.T) {
	choose := accessSelection
	states := []access.State{access.Invited, access.Active}
	for name, filter := range map[string]access.Filter{
		"privateId": {PrivateID: new("epi_one")}, "roleAccountId": {RoleAccountID: new("era_one")}, "type": {Type: new(access.Private)},
		"managed": {Managed: new(false)}, "nothing": {},
	} {
		for _, with := range [][]access.State{nil, states, states[:1]} {
			t.Run(fmt.Sprint(name, " with ", len(with), " states"), func(t *testing.T) {
				filter.States = with
				read := choose(filter).query("com", document.Order{}, accessesDescriptor.indexes)
				require.Empty(t, read.rest)
				require.Len(t, read.prefixes(), max(1, len(with)))
			})
		}
	}
	for name, filter := range map[string]access.Filter{
		"start": {LastNameStartsWith: new("b")}, "start with states": {LastNameStartsWith: new("b"), States: states},
		"privateId": {PrivateID: new("epi_one")}, "roleAccountId": {RoleAccountID: new("era_one")},
	} {
		t.Run("by name: "+name, func(t *testing.T) {
			require.Empty(t, choose(filter).query("com", document.Order{ByName: true}, accessesDescriptor.indexes).rest)
		})
	}
}
