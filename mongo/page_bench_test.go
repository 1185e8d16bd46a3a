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

// BenchmarkPage reads pages of 25 in both orders: the first page, and the page after a quarter of the entries, which is the
// ten-thousandth in a list of a million. The cost must not depend on the length of the list. It takes a minute or two to insert a
// million documents.
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
			identity := &roleaccount.ExternalPersonalIdentity{Base: newBase(b, id.ExternalPersonalIdentity, companyID), LastName: nameOf(number * 7919 % 1_000_003)}
			document.Index(identity)
			places[false], places[true] = append(places[false], identity.ID), append(places[true], identity.NameKey)
			if documents = append(documents, identity); len(documents) == 5_000 || number == rows-1 {
				bulk(ctx, b, store, documents)
				documents = documents[:0]
			}
		}
		slices.Sort(places[true])
		for _, byName := range []bool{false, true} {
			for name, after := range map[string]string{"first": "", "later": places[byName][rows/4-1]} {
				b.Run(fmt.Sprintf("rows=%d/byName=%t/page=%s", rows, byName, name), func(b *testing.B) {
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
