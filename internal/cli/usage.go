package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
)

// explain returns the sentence for arguments that kong could not parse. kong's own name neither the subcommand nor the way to
// the help.
func explain(err error, arguments []string) error {
	var refused *kong.ParseError
	var setting *settingError
	switch {
	case errors.As(err, &setting):
		return setting
	case !errors.As(err, &refused) || refused.Context == nil:
		return err
	case refused.Context.Error != nil:
		return explainArgument(refused.Context, arguments)
	}
	if command := refused.Context.Selected(); command != nil && len(command.Children) > 0 {
		return unknownSubcommand(leadingWords(arguments))
	}
	if missing := missingFlag(refused.Context.Flags()); missing != nil {
		return missing
	}
	return refused.Unwrap()
}

// explainArgument returns the sentence for the argument at which kong stopped: the first after those that it could place.
func explainArgument(invocation *kong.Context, arguments []string) error {
	rest := invocation.Path[len(invocation.Path)-1].Remainder()
	if len(rest) > 1 && rest[0] == "--" {
		rest = rest[1:]
	}
	if len(rest) == 0 {
		return invocation.Error
	}
	words := leadingWords(arguments)
	if len(arguments)-len(rest) < len(words) {
		return unknownSubcommand(words)
	}
	command := invocation.Selected()
	if command == nil {
		command = invocation.Model.DefaultCmd
	}
	argument := rest[0]
	if argument == "-" || !strings.HasPrefix(argument, "-") {
		return fmt.Errorf("%s takes flags only, not %q", command.Path(), argument)
	}
	name, value, hasValue := strings.Cut(strings.TrimLeft(argument, "-"), "=")
	flag := findFlag(command, name)
	reading := "reading the flags of " + command.Path()
	switch {
	case flag == nil:
		return fmt.Errorf("%s: flag provided but not defined: -%s", reading, name)
	case flag.IsBool():
		return fmt.Errorf("%s: invalid boolean value %q for the flag --%s", reading, value, name)
	case !hasValue && len(rest) == 1:
		return fmt.Errorf("%s: the flag --%s needs a value", reading, name)
	default:
		return fmt.Errorf("%s: the flag --%s is not valid: %w", reading, name, cause(invocation.Error))
	}
}

// cause returns what is wrong with a value, without the flag that kong puts before it.
func cause(err error) error {
	if inner := errors.Unwrap(err); inner != nil {
		return inner
	}
	return err
}

func unknownSubcommand(words []string) error {
	return fmt.Errorf("the subcommand %q is unknown; `accessgraph help` lists them", strings.Join(words, " "))
}

// leadingWords returns the arguments before the first flag: the words of the subcommand.
func leadingWords(arguments []string) []string {
	for i, argument := range arguments {
		if strings.HasPrefix(argument, "-") {
			return arguments[:i]
		}
	}
	return arguments
}

func findFlag(command *kong.Node, name string) *kong.Flag {
	for _, group := range command.AllFlags(false) {
		for _, flag := range group {
			if flag.Name == name {
				return flag
			}
		}
	}
	return nil
}

// missingFlag returns an error that names the first required flag which is absent or blank.
func missingFlag(flags []*kong.Flag) error {
	for _, flag := range flags {
		if flag.Required && (!flag.Set || strings.TrimSpace(flag.Target.String()) == "") {
			return fmt.Errorf("the flag --%s is required", flag.Name)
		}
	}
	return nil
}
