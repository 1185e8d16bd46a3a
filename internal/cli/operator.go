package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

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
	defer func() { err = errors.Join(err, closeProduct(ctx, product)) }()
	return work(product)
}

// closeTime is how long a subcommand waits for its store to be closed.
const closeTime = 15 * time.Second

func closeProduct(ctx context.Context, product *app.App) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTime)
	defer cancel()
	return product.Close(ctx)
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
	ApplicationID string `name:"application" placeholder:"ID" help:"ID of the application. Without it, the error lists the applications."`
	config.File
	config.Store
}

// Run implements the subcommand.
func (c *issueKey) Run(ctx context.Context, program Program) error {
	return program.operate(ctx, c.Store, func(product *app.App) error {
		if strings.TrimSpace(c.ApplicationID) == "" {
			return applicationRequired(ctx, product)
		}
		key, err := product.IssueKey(ctx, c.ApplicationID)
		if err != nil {
			return err
		}
		return program.printLine("API key", key)
	})
}

// maxOffered is the number of applications that an error lists at most.
const maxOffered = 20

// applicationRequired returns the error of a subcommand without its application, which lists those that there are.
func applicationRequired(ctx context.Context, product *app.App) error {
	var offered []string
	err := product.EachApplication(ctx, "", func(application *tenant.Application) error {
		if len(offered) > maxOffered {
			return errEnough
		}
		offered = append(offered, fmt.Sprintf("%s (%s)", application.ID, application.Name))
		return nil
	})
	switch {
	case err != nil && !errors.Is(err, errEnough):
		return err
	case len(offered) == 0:
		return errors.New("the flag --application is required, and the store has no application")
	case len(offered) > maxOffered:
		offered[maxOffered] = "…; `accessgraph application list` lists them all"
	}
	return fmt.Errorf("the flag --application is required: %s", strings.Join(offered, ", "))
}

// errEnough ends a list before its end.
var errEnough = errors.New("enough")

// listCompanies lists the companies.
type listCompanies struct {
	config.File
	config.Store
}

// Run implements the subcommand.
func (c *listCompanies) Run(ctx context.Context, program Program) error {
	return program.operate(ctx, c.Store, func(product *app.App) error {
		return product.EachCompany(ctx, func(company *tenant.Company) error {
			return program.printLine(company.ID, company.Name)
		})
	})
}

// listApplications lists the applications with their scopes and the number of their keys that have not expired.
type listApplications struct {
	CompanyID string `name:"company" placeholder:"ID" help:"Only applications of this company."`
	config.File
	config.Store
}

// Run implements the subcommand.
func (c *listApplications) Run(ctx context.Context, program Program) error {
	return program.operate(ctx, c.Store, func(product *app.App) error {
		return product.EachApplication(ctx, c.CompanyID, func(application *tenant.Application) error {
			return program.printLine(application.ID, summaryOf(application, time.Now()))
		})
	})
}

// summaryOf returns an application in one line.
func summaryOf(application *tenant.Application, now time.Time) string {
	state, live := "", 0
	for _, key := range application.Keys {
		if key.Live(now) {
			live++
		}
	}
	if !application.Enabled {
		state = ", disabled"
	}
	scopes := make([]string, len(application.Scopes))
	for i, scope := range application.Scopes {
		scopes[i] = string(scope)
	}
	return fmt.Sprintf("%s (company %s, live keys %d%s; %s)", application.Name, application.CompanyID, live, state, strings.Join(scopes, " "))
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
	GrantableRoles string `placeholder:"X,Y" help:"Codes of the roles that it may grant, separated by commas: at most 200 roles of the company."`
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
