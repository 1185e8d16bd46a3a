package mongo

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
)

// BenchmarkPage reads pages of 25 in both orders: the first, and the one that follows a quarter of a million entries, which is
// the ten-thousandth of a list that has so many. What it costs must not depend on how long the list is. The million rows
// take a minute or two to be written.
func BenchmarkPage(b *testing.B) {
	for _, rows := range []int{1_000, 1_000_000} {
		ctx, companyID := b.Context(), newID(b, id.Company)
		store, err := Open(ctx, Options{Folder: b.TempDir(), Logger: zerolog.Nop()})
		require.NoError(b, err)
		b.Cleanup(func() { require.NoError(b, store.Close(context.WithoutCancel(ctx))) })
		require.NoError(b, store.EnsureIndexes(ctx))
		var documents []document.Document
		places := map[bool][]string{}
		for number := range rows {
			made := &roleaccount.ExternalPersonalIdentity{Base: newBase(b, id.ExternalPersonalIdentity, companyID), LastName: nameOf(number * 7919 % 1_000_003)}
			document.Index(made)
			places[false], places[true] = append(places[false], made.ID), append(places[true], made.NameKey)
			if documents = append(documents, made); len(documents) == 5_000 || number == rows-1 {
				bulk(ctx, b, store, documents)
				documents = documents[:0]
			}
		}
		slices.Sort(places[true])
		for _, byName := range []bool{false, true} {
			for place, after := range map[string]string{"first": "", "later": places[byName][rows/4-1]} {
				b.Run(fmt.Sprintf("rows=%d/byName=%t/page=%s", rows, byName, place), func(b *testing.B) {
					request := document.PageRequest{
						Order: document.Order{ByName: byName}, First: document.DefaultPageSize, After: after,
					}
					for b.Loop() {
						page, err := store.ExternalPersonalIdentities().List(ctx, companyID, roleaccount.ExternalPersonalIdentityFilter{}, request)
						require.NoError(b, err)
						require.NotEmpty(b, page.Items)
					}
				})
			}
		}
	}
}
