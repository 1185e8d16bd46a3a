package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"accessgraph/domain/actor"
	"accessgraph/domain/tenant"
	"accessgraph/internal/app"
	"accessgraph/internal/config"
)

// operate opens the store, next to a server if there is one, does the work, and closes the store.
func (p Program) operate(ctx context.Context, store config.Store, work func(*app.App) error) error {
	return p.operateOn(ctx, store, app.Opening{Shared: true}, work)
}

// operateOn is operate on a store that is opened in a certain way.
func (p Program) operateOn(ctx context.Context, store config.Store, opening app.Opening, work func(*app.App) error) (err error) {
	opening.Version, opening.Logger = buildVersion(p.Version), p.warnings()
	product, err := app.Open(ctx, store, opening)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, product.Close(context.WithoutCancel(ctx))) }()
	return work(product)
}

// newKey prints an API key that no application has yet.
type newKey struct{}

// Run implements the subcommand.
func (newKey) Run(program Program) error {
	key, err := tenant.NewKey()
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(program.Out, key); err != nil {
		return fmt.Errorf("printing the key: %w", err)
	}
	return nil
}

// issueKey gives an application one more key.
type issueKey struct {
	ApplicationID string `name:"application" required:"" placeholder:"ID" help:"ID of the application."`
	config.File
	config.Store
}

// Run implements the subcommand.
func (c *issueKey) Run(ctx context.Context, program Program) error {
	return program.operate(ctx, c.Store, func(product *app.App) error {
		key, err := product.IssueKey(ctx, c.ApplicationID)
		if err != nil {
			return err
		}
		return program.printLine("API key", key)
	})
}

// createCompany creates a company.
type createCompany struct {
	Name string `required:"" placeholder:"NAME" help:"Name of the company."`
	config.File
	config.Store
}

// Run implements the subcommand.
func (c *createCompany) Run(ctx context.Context, program Program) error {
	return program.operate(ctx, c.Store, func(product *app.App) error {
		company, err := product.CreateCompany(ctx, c.Name)
		if err != nil {
			return err
		}
		return program.printLine("company", company.ID)
	})
}

// createApplication creates an application with a key.
type createApplication struct {
	CompanyID      string `name:"company" required:"" placeholder:"ID" help:"ID of the company."`
	Name           string `required:"" placeholder:"NAME" help:"Name of the application."`
	Scopes         string `required:"" placeholder:"A,B" help:"Scopes, separated by commas."`
	GrantableRoles string `placeholder:"X,Y" help:"Codes of the roles that it may grant, separated by commas."`
	config.File
	config.Store
}

// Run implements the subcommand.
func (c *createApplication) Run(ctx context.Context, program Program) error {
	input := tenant.CreateApplicationInput{Name: c.Name, GrantableRoles: split(c.GrantableRoles)}
	for _, scope := range split(c.Scopes) {
		input.Scopes = append(input.Scopes, actor.Scope(scope))
	}
	return program.operate(ctx, c.Store, func(product *app.App) error {
		application, key, err := product.CreateApplication(ctx, c.CompanyID, input)
		if err != nil {
			return err
		}
		if err := program.printLine("application", application.ID); err != nil {
			return err
		}
		return program.printLine("API key", key)
	})
}

// split returns the parts of a list with commas, without blank ones.
func split(list string) []string {
	var parts []string
	for part := range strings.SplitSeq(list, ",") {
		if trimmed := strings.TrimSpace(part); trimmed != "" {
			parts = append(parts, trimmed)
		}
	}
	return parts
}
