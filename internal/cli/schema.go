package cli

import (
	"fmt"

	"accessgraph/internal/app"
)

// printSchema prints the schema in GraphQL's own language.
type printSchema struct {
	WithoutOneOf bool `name:"without-oneof" help:"Leave out the directive @oneOf, for tools that do not know it."`
}

// Run implements the subcommand.
func (c *printSchema) Run(program Program) error {
	text := app.SchemaText()
	if c.WithoutOneOf {
		text = app.SchemaTextWithoutOneOf()
	}
	if _, err := fmt.Fprint(program.Out, text); err != nil {
		return fmt.Errorf("printing the schema: %w", err)
	}
	return nil
}
