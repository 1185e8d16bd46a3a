package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/alecthomas/kong"

	"accessgraph/domain/tenant"
	"accessgraph/internal/app"
	"accessgraph/internal/config"
)

// hidden stands for a secret.
const hidden = "********"

// checkSettings lists the settings that serve would have, and everything that is wrong with them.
type checkSettings struct {
	config.Server
}

// Run implements the subcommand.
func (c *checkSettings) Run(invocation *kong.Context, settings *settings, program Program) error {
	progress := &printing{program: program}
	for _, flag := range invocation.Flags() {
		if len(flag.Envs) > 0 {
			progress.print(flag.Name, effective(settings, flag))
		}
	}
	problems := append(settings.problems, settings.located(invocation, problemsOf(c.Server))...)
	for _, problem := range problems {
		progress.print("problem", problem.Error())
	}
	if len(problems) > 0 {
		return errors.Join(fmt.Errorf("problems in the settings: %d", len(problems)), progress.err)
	}
	return progress.err
}

// effective returns the value of a setting and where it comes from.
func effective(settings *settings, flag *kong.Flag) string {
	text, source := defaultOf(flag), "default"
	if value, isSet := settings.values[flag.Name]; isSet {
		text, source = value.text, value.source
	}
	if argument, isSet := settings.argument(flag); isSet {
		text, source = argument, "flag"
	}
	if isSecret(flag) && source != "default" {
		text = hidden
	}
	return fmt.Sprintf("%s (%s)", text, source)
}

// argument returns the text of a flag of the command line.
func (s *settings) argument(flag *kong.Flag) (text string, isSet bool) {
	for i := 0; i < len(s.arguments); i++ {
		name, isFlag := strings.CutPrefix(s.arguments[i], "--")
		if !isFlag {
			continue
		}
		name, value, hasValue := strings.Cut(name, "=")
		if !hasValue && i+1 < len(s.arguments) {
			i++
			value = s.arguments[i]
		}
		if name == flag.Name {
			text, isSet = value, true
		}
	}
	return text, isSet
}

// problemsOf returns all that is wrong with settings that are well-formed. What a server cannot be opened with is here before it
// listens.
func problemsOf(server config.Server) []error {
	var problems []error
	if server.BootstrapKey != "" {
		problems = append(problems, checkBootstrapKey(server.BootstrapKey))
	}
	problems = append(problems, app.CheckSettings(server), checkTLS(server))
	return leaves(errors.Join(problems...))
}

// checkBootstrapKey returns an error, which does not hold the key, if it is not an API key.
func checkBootstrapKey(key string) error {
	if err := tenant.ParseKey(key); err != nil {
		return config.Invalid("ACCESSGRAPH_BOOTSTRAP_KEY", fmt.Errorf("it is %w; `accessgraph key new` prints one", err))
	}
	return nil
}

// leaves returns the errors that were joined.
func leaves(err error) []error {
	var joined interface{ Unwrap() []error }
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &joined):
		return []error{err}
	}
	var list []error
	for _, part := range joined.Unwrap() {
		list = append(list, leaves(part)...)
	}
	return list
}

// located returns the errors with the names that the settings have where they were read: a key of a file has a line.
func (s *settings) located(invocation *kong.Context, problems []error) []error {
	list := make([]error, len(problems))
	for i, problem := range problems {
		list[i] = problem
		var invalid *config.InvalidError
		if !errors.As(problem, &invalid) {
			continue
		}
		for _, flag := range invocation.Flags() {
			if value, isSet := s.values[flag.Name]; isSet && len(flag.Envs) > 0 && flag.Envs[0] == invalid.Setting {
				list[i] = settingErrorf("the setting %s is not valid: %s", value.name, invalid.Err)
			}
		}
	}
	return list
}
