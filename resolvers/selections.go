package resolvers

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"accessgraph/domain/document"
)

// wantedOf says what the selection of a connection field asks for beside its entries.
func wantedOf(ctx context.Context) document.Wanted {
	var wanted document.Wanted
	operation := graphql.GetOperationContext(ctx)
	for _, field := range graphql.CollectFieldsCtx(ctx, nil) {
		switch field.Name {
		case "totalCount":
			wanted.Total = true
		case "pageInfo":
			for _, of := range graphql.CollectFields(operation, field.Selections, nil) {
				wanted.Next = wanted.Next || of.Name == "hasNextPage"
				wanted.Previous = wanted.Previous || of.Name == "hasPreviousPage"
			}
		}
	}
	return wanted
}
