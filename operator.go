package main

import (
	"context"
	"fmt"
	"strings"

	"accessgraph/domain/actor"
	"accessgraph/domain/tenant"
	"accessgraph/internal/app"
	"accessgraph/internal/config"
)

func newKey(_ context.Context, called invocation) error {
	if err := called.parse(called.flags("key new")); err != nil {
		return err
	}
	key, err := tenant.NewKey()
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(called.out, key); err != nil {
		return fmt.Errorf("printing the key: %w", err)
	}
	return nil
}

func issueKey(ctx context.Context, called invocation) error {
	flags := called.flags("key issue")
	applicationID := flags.String("application", "", "ID of the application")
	return operate(ctx, called, flags, func(product *app.App) error {
		key, err := product.IssueKey(ctx, *applicationID)
		if err != nil {
			return err
		}
		return called.print("API key", key)
	}, "application")
}

func createCompany(ctx context.Context, called invocation) error {
	flags := called.flags("company create")
	name := flags.String("name", "", "name of the company")
	return operate(ctx, called, flags, func(product *app.App) error {
		company, err := product.CreateCompany(ctx, *name)
		if err != nil {
			return err
		}
		return called.print("company", company.ID)
	}, "name")
}

func createApplication(ctx context.Context, called invocation) error {
	flags := called.flags("application create")
	companyID := flags.String("company", "", "ID of the company")
	name := flags.String("name", "", "name of the application")
	scopes := flags.String("scopes", "", "scopes, separated by commas")
	roles := flags.String("grantable-roles", "", "codes of the roles it may grant, separated by commas")
	return operate(ctx, called, flags, func(product *app.App) error {
		wanted := tenant.CreateApplicationInput{Name: *name, GrantableRoles: split(*roles)}
		for _, scope := range split(*scopes) {
			wanted.Scopes = append(wanted.Scopes, actor.Scope(scope))
		}
		application, key, err := product.CreateApplication(ctx, *companyID, wanted)
		if err != nil {
			return err
		}
		if err := called.print("application", application.ID); err != nil {
			return err
		}
		return called.print("API key", key)
	}, "company", "name", "scopes")
}

func split(list string) []string {
	var parts []string
	for part := range strings.SplitSeq(list, ",") {
		if trimmed := strings.TrimSpace(part); trimmed != "" {
			parts = append(parts, trimmed)
		}
	}
	return parts
}

func printSchema(_ context.Context, called invocation) error {
	flags := called.flags("schema")
	withoutOneOf := flags.Bool("without-oneof", false, "leave out the directive @oneOf, for tools that do not know it")
	if err := called.parse(flags); err != nil {
		return err
	}
	text := app.SchemaText()
	if *withoutOneOf {
		text = app.SchemaTextWithoutOneOf()
	}
	if _, err := fmt.Fprint(called.out, text); err != nil {
		return fmt.Errorf("printing the schema: %w", err)
	}
	return nil
}

func printVersion(_ context.Context, called invocation) error {
	if err := called.parse(called.flags("version")); err != nil {
		return err
	}
	return called.print("version", buildVersion())
}

func help(_ context.Context, called invocation) error {
	if _, err := fmt.Fprintln(called.out, "accessgraph [subcommand] [flags]\n\nSubcommands:"); err != nil {
		return fmt.Errorf("printing help: %w", err)
	}
	for _, known := range commands() {
		if _, err := fmt.Fprintf(called.out, "  %-20s %s\n", known.words, known.usage); err != nil {
			return fmt.Errorf("printing help: %w", err)
		}
	}
	if _, err := fmt.Fprintln(called.out, "\nSettings (environment; a flag of the same meaning wins):"); err != nil {
		return fmt.Errorf("printing help: %w", err)
	}
	return config.Describe(called.out)
}
