package mongo

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/access"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/text"
)

// restless inserts, renames and deletes accesses that the test does not expect in the list, and signals each change.
func restless(ctx context.Context, store *Store, companyID string, turn int, changed chan<- struct{}) error {
	var own []*access.Access
	names := []string{"Aa", "byrd", "Býron", "Byrum", "İz", "Nowak", "Öberg", "Zz", "李"}
	for ; ctx.Err() == nil; turn++ {
		var change commit.Commit
		name := names[turn%len(names)]
		switch {
		case len(own) < 20:
			base, err := domaintest.NewID(id.Access)
			if err != nil {
				return err
			}
			doc := &access.Access{Base: document.Base{ID: base, CompanyID: companyID, Version: 1}, LastName: name, State: access.Active}
			document.Index(doc)
			own, change.Inserts = append(own, doc), []document.Document{doc}
		case turn%3 == 0:
			change.Deletes = []commit.Deletion{{ID: own[0].ID, Version: own[0].Version}}
			own = own[1:]
		default:
			after := *own[turn%len(own)]
			after.LastName, after.Version = name, after.Version+1
			document.Index(&after)
			change.Replaces = []commit.Replacement{{Document: &after, Version: after.Version - 1}}
			own[turn%len(own)] = &after
		}
		change.CompanyID = companyID
		if err := store.Commit(ctx, change); err != nil && ctx.Err() == nil {
			return fmt.Errorf("turn %d: %w", turn, err)
		}
		select {
		case changed <- struct{}{}:
		default:
		}
	}
	return nil
}

// TestList_AWalkMeetsEachEntryOnceWhileWritersRun reads a list by name and by creation, from either end, with and without a filter. The list
// changes at least once between two pages.
func TestList_AWalkMeetsEachEntryOnceWhileWritersRun(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		companyID := newID(t, id.Company)
		var standing []*access.Access
		for number := range 60 {
			doc := newAccess(t, companyID, []string{"Byron", "byrd", "Öberg", "Nowak", "Ää"}[number%5])
			doc.State = []access.State{access.Active, access.Invited}[number%2]
			standing = append(standing, doc)
			seed(ctx, t, store, doc)
		}
		running, stop := context.WithCancel(ctx)
		changed := make(chan struct{}, 1)
		var writers sync.WaitGroup
		results := make([]error, 3)
		for writer := range results {
			writers.Go(func() { results[writer] = restless(running, store, companyID, writer*7, changed) })
		}
		rapid.Check(t, func(t *rapid.T) {
			order := drawOrder(t)
			filter := access.Filter{States: rapid.SampledFrom([][]access.State{nil, {access.Active}, {access.Active, access.Invited}}).Draw(t, "states")}
			filtered := slices.DeleteFunc(slices.Clone(standing), func(doc *access.Access) bool { return !keeps(filter, doc) })
			position := positionIn(t, order)
			slices.SortFunc(filtered, func(a, b *access.Access) int { return order.Compare(position(a), position(b)) })
			met := walkAll(ctx, t, store.Accesses(), companyID, filter, order, rapid.IntRange(10, 60).Draw(t, "size"), rapid.Bool().Draw(t, "backward"), func() { waitFor(ctx, changed) })
			met = slices.DeleteFunc(met, func(doc *access.Access) bool {
				return !slices.ContainsFunc(filtered, func(one *access.Access) bool { return one.ID == doc.ID })
			})
			require.Equal(t, idsOf(filtered), idsOf(met))
		})
		stop()
		writers.Wait()
		require.Equal(t, make([]error, 3), results)
	})
}

func waitFor(ctx context.Context, happened <-chan struct{}) {
	select {
	case <-happened:
	case <-ctx.Done():
	}
}

// walkAll reads a list page by page and calls a function between pages. It returns the entries in the order of the list.
func walkAll[T, F any, P interface {
	*T
	document.Document
}](
	ctx context.Context, t require.TestingT, list document.Lister[T, F], companyID string, filter F, order document.Order, size int, backward bool,
	between func(),
) []*T {
	request := document.PageRequest{Order: order, First: size}
	if backward {
		request.First, request.Last = 0, size
	}
	var pages [][]*T
	for {
		page, err := list.List(ctx, companyID, filter, request)
		require.NoError(t, err)
		pages = append(pages, page.Items)
		if !page.More {
			break
		}
		if backward {
			request.Before, err = order.PositionOf(P(page.Items[0]))
		} else {
			request.After, err = order.PositionOf(P(page.Items[len(page.Items)-1]))
		}
		require.NoError(t, err)
		between()
	}
	if backward {
		slices.Reverse(pages)
	}
	return slices.Concat(pages...)
}

// twentyScripts are the first letters of the scripts in which nameOf writes names.
func twentyScripts() []rune {
	return []rune("AΑАԱאاअঅஅఅกა가あアㄅ一አកᎠ")
}

// nameOf returns a name for a number, in one of the scripts, with some letters accented and some in upper case.
func nameOf(number int) string {
	scripts := twentyScripts()
	first := scripts[number%len(scripts)]
	accents := []string{"", "", "\u0301", "\u0308"}
	name := ""
	for rest := number / len(scripts) / 2; rest > 0 || name == ""; rest /= 17 {
		name += string(first+rune(rest%17)) + accents[rest%len(accents)]
	}
	return text.Clean(name)
}

// walkedNames is how many names are listed. 20,000 are of up to three letters, and take hundreds of pages.
var walkedNames = flag.Int("walk.names", 20_000, "how many names in twenty scripts are listed; the gate lists more")

// TestList_NamesInTwentyScriptsPageInOneOrder compares the list with an order that is computed without the store.
func TestList_NamesInTwentyScriptsPageInOneOrder(t *testing.T) {
	names := *walkedNames
	ctx, store := openStore(t, embeddedOptions(t))
	companyID := newID(t, id.Company)
	var all []*roleaccount.ExternalPersonalIdentity
	var documents []document.Document
	for number := range names {
		identity := &roleaccount.ExternalPersonalIdentity{Base: newBase(t, id.ExternalPersonalIdentity, companyID), LastName: nameOf(number * 7919 % names)}
		document.Index(identity)
		all, documents = append(all, identity), append(documents, identity)
	}
	bulk(ctx, t, store, documents)
	byName := document.Order{ByName: true}
	slices.SortFunc(all, func(a, b *roleaccount.ExternalPersonalIdentity) int {
		if order := byName.Compare(text.Fold(a.LastName), text.Fold(b.LastName)); order != 0 {
			return order
		}
		return byName.Compare(a.ID, b.ID)
	})
	for _, backward := range []bool{false, true} {
		ids := walkAll(ctx, t, store.ExternalPersonalIdentities(), companyID, roleaccount.ExternalPersonalIdentityFilter{}, byName, document.MaxPageSize, backward, func() {})
		require.Len(t, ids, names)
		for at := range all {
			require.Equal(t, all[at].ID, ids[at].ID, "entry %d", at)
		}
	}
	for _, start := range []string{"a", "Ä", "Б", "กข", "ㄅ", "가"} {
		ids := walkAll(ctx, t, store.ExternalPersonalIdentities(), companyID, roleaccount.ExternalPersonalIdentityFilter{LastNameStartsWith: &start}, byName, document.MaxPageSize, false, func() {})
		var expected int
		for _, one := range all {
			if startsWith(one.LastName, start) {
				require.Equal(t, one.ID, ids[expected].ID)
				expected++
			}
		}
		require.NotZero(t, expected)
		require.Len(t, ids, expected)
	}
}
