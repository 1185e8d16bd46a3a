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
	doc := &access.Access{
		Base: newBase(t, id.Access, companyID), LastName: lastName, Type: access.Private, State: access.Invited, PrivateID: "epi_one",
	}
	document.Index(doc)
	return doc
}

// drawAccess returns an access with random values in the fields of the filter.
func drawAccess(t *rapid.T, companyID string) *access.Access {
	doc := newAccess(t, companyID, rapid.SampledFrom([]string{"Byron", "BÝRON", "byrne", "Ångström", "angst", "李", "ß", "Z"}).Draw(t, "name"))
	doc.State = rapid.SampledFrom([]access.State{access.Invited, access.Active, access.Deactivated}).Draw(t, "state")
	doc.Type = rapid.SampledFrom([]access.Type{access.Private, access.Corporate}).Draw(t, "type")
	doc.Managed = rapid.Bool().Draw(t, "managed")
	doc.PrivateID = rapid.SampledFrom([]string{"epi_one", "epi_two"}).Draw(t, "privateId")
	if rapid.Bool().Draw(t, "corporate") {
		doc.RoleAccountID = new(rapid.SampledFrom([]string{"era_one", "era_two"}).Draw(t, "roleAccountId"))
	}
	return doc
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

// keeps reports whether an access meets a filter. It does not use a query.
func keeps(filter access.Filter, doc *access.Access) bool {
	return (len(filter.States) == 0 || slices.Contains(filter.States, doc.State)) &&
		(filter.Type == nil || *filter.Type == doc.Type) &&
		(filter.Managed == nil || *filter.Managed == doc.Managed) &&
		(filter.PrivateID == nil || *filter.PrivateID == doc.PrivateID) &&
		(filter.RoleAccountID == nil || doc.RoleAccountID != nil && *filter.RoleAccountID == *doc.RoleAccountID) &&
		(filter.LastNameStartsWith == nil || startsWith(doc.LastName, *filter.LastNameStartsWith))
}

func startsWith(name, start string) bool {
	name, start = text.Fold(name), text.Fold(start)
	return len(name) >= len(start) && name[:len(start)] == start
}

func drawOrder(t *rapid.T) document.Order {
	return document.Order{ByName: rapid.Bool().Draw(t, "by name"), Descending: rapid.Bool().Draw(t, "descending")}
}

// TestList_PagesAreThoseOfAModel compares pages of lists with pages that are cut from the list of all matching accesses.
func TestList_PagesAreThoseOfAModel(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		rapid.Check(t, func(t *rapid.T) {
			companyID := newID(t, id.Company)
			var all []*access.Access
			var documents []document.Document
			for range rapid.IntRange(1, 30).Draw(t, "accesses") {
				doc := drawAccess(t, companyID)
				all, documents = append(all, doc), append(documents, doc)
			}
			seed(ctx, t, store, documents...)
			for range 8 {
				order := drawOrder(t)
				filter := drawFilter(t)
				filtered := slices.DeleteFunc(slices.Clone(all), func(doc *access.Access) bool { return !keeps(filter, doc) })
				position := positionIn(t, order)
				slices.SortFunc(filtered, func(a, b *access.Access) int { return cmp.Compare(position(a), position(b)) })
				request := drawRequest(t, order, all)
				expected := document.Cut(filtered, position, request)
				page, err := store.Accesses().List(ctx, companyID, filter, request)
				require.NoError(t, err)
				require.Equal(t, idsOf(expected.Items), idsOf(page.Items))
				require.Equal(t, expected.More, page.More)
				require.Equal(t, lookAround(ctx, t, expected), lookAround(ctx, t, page))
			}
		})
	})
}

// surroundings holds the results of a page's document.PageInfo.
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

func positionIn(t require.TestingT, order document.Order) func(*access.Access) string {
	return func(doc *access.Access) string {
		position, err := order.PositionOf(doc)
		require.NoError(t, err)
		return position
	}
}

// drawRequest returns a random request. Its cursors are positions of documents that need not meet the filter, like those of
// documents that have changed since the cursor was issued.
func drawRequest(t *rapid.T, order document.Order, all []*access.Access) document.PageRequest {
	request := document.PageRequest{Order: order}
	if size := rapid.IntRange(1, 10).Draw(t, "size"); rapid.Bool().Draw(t, "backward") {
		request.Last = size
	} else {
		request.First = size
	}
	position := positionIn(t, order)
	if rapid.Bool().Draw(t, "has after") {
		request.After = position(rapid.SampledFrom(all).Draw(t, "after"))
	}
	if rapid.Bool().Draw(t, "has before") {
		request.Before = position(rapid.SampledFrom(all).Draw(t, "before"))
	}
	return request
}

func idsOf(accesses []*access.Access) []string {
	ids := []string{}
	for _, one := range accesses {
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

// bulk inserts many documents at once, without a commit.
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

// TestFilters_AreServedByIndexes asserts what the schema documents: a filter by one field, alone or with states, is served by an
// index.
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
