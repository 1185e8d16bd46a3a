// Package resolvers resolves the fields of the schema: it checks the caller, makes one call of the domain and returns the payload.
package resolvers

import (
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/graph/generated"
	"accessgraph/graph/model"
	"accessgraph/graph/plan"
	"accessgraph/graph/workarounds"
)

// Each command reads what the commands before it write.
//
//go:generate sh -c "go run ../graph/reasons > ../graph/schema/error_reason.graphqls"
//go:generate go run accessgraph/graph/plan/gen -connections graph/connection/types.generated.go -fakes graph/plan/internal/product/fakes.generated.go
//go:generate sh -c "go run .. schema > ../schema.graphql"

// Dependencies are the services, collections and settings that the resolvers use.
type Dependencies struct {
	Services    Services
	Collections Collections
	// Execution has the options of the executor of query plans.
	Execution plan.Options
	// Executor replaces the executor of query plans. It is nil in a real server.
	Executor func(generated.Config) graphql.ExecutableSchema
	// Server is the value of the field serverInfo.
	Server model.ServerInfo
}

// Resolver resolves the fields that are not read from a document.
type Resolver struct {
	Dependencies
	*entities

	// schema is the schema that possibleErrors reads.
	schema *ast.Schema
}

// Schema returns the schema that the server serves.
func Schema() *ast.Schema {
	return workarounds.Served(generated.NewExecutableSchema(generated.Config{}).Schema())
}

// NewSchema returns an executable schema. The context of each operation must carry its Request.
func NewSchema(dependencies Dependencies) graphql.ExecutableSchema {
	schema := Schema()
	resolver := &Resolver{Dependencies: dependencies, entities: newEntities(dependencies.Collections, schema)}
	executable := dependencies.executable(generated.Config{
		Schema:    schema,
		Resolvers: resolver, Directives: directives(),
	})
	resolver.schema = executable.Schema()
	return executable
}

func (d Dependencies) executable(config generated.Config) graphql.ExecutableSchema {
	if d.Executor != nil {
		return d.Executor(config)
	}
	return generated.NewPlannedSchema(config, d.Execution)
}
