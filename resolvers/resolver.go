// Package resolvers answers the fields of the schema: who calls, may they, one call of the domain, the payload.
package resolvers

import (
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/domain/access"
	"accessgraph/domain/accessrule"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/tenant"
	"accessgraph/domain/useraccess"
	"accessgraph/graph/generated"
	"accessgraph/graph/model"
	"accessgraph/graph/plan"
	"accessgraph/graph/workarounds"
)

// The second needs what the first has written.
//
//go:generate go run accessgraph/graph/plan/gen -connections graph/connection/types.generated.go -fakes graph/plan/internal/product/fakes.generated.go
//go:generate sh -c "go run .. schema > ../schema.graphql"

// Dependencies is what the fields of the schema are answered with.
type Dependencies struct {
	Services    Services
	Collections Collections
	// Execution is how operations are executed.
	Execution plan.Options
	// Executor stands in for the executor of query plans; nil in every real server.
	Executor func(generated.Config) graphql.ExecutableSchema
	// Server is the answer of serverInfo.
	Server model.ServerInfo
}

// Services carry out mutations.
type Services struct {
	Access      *access.Service
	AccessRule  *accessrule.Service
	RoleAccount *roleaccount.Service
	Tenant      *tenant.Service
	UserAccess  *useraccess.Service
}

// Resolver answers the fields that are more than a field of a document.
type Resolver struct {
	Dependencies
	*entities

	// schema is what possibleErrors reads.
	schema *ast.Schema
}

// Schema returns the schema as it is served.
func Schema() *ast.Schema {
	return workarounds.Served(generated.NewExecutableSchema(generated.Config{}).Schema())
}

// NewSchema returns the schema, ready to be executed. The context of an operation carries its Request.
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
