package accessgraph

// The generator writes the package schema, the operations and schema.graphql, which genqlient reads: it is the API's schema without
// what genqlient refuses.

//go:generate go run ./internal/generate ../../schema.graphql
//go:generate go tool genqlient genqlient.yaml
