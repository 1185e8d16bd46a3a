package cli

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"

	"accessgraph/internal/config"
)

// printHelp prints the help of the program or of a subcommand: kong's page, then the settings that the page does not show.
func printHelp(options kong.HelpOptions, invocation *kong.Context) error {
	if err := kong.DefaultHelpPrinter(options, invocation); err != nil {
		return fmt.Errorf("printing help: %w", err)
	}
	heading, flags := "Settings of serve (environment; a flag of the same meaning wins):", invocation.Model.DefaultCmd.Flags
	if command := invocation.Selected(); command != nil {
		heading, flags = "Settings without a flag (environment):", withoutFlag(command)
	}
	if len(flags) == 0 {
		return nil
	}
	lines := &strings.Builder{}
	fmt.Fprintf(lines, "\n%s\n", heading)
	for _, flag := range flags {
		fmt.Fprintf(lines, "  %-30s %s (%sdefault %s)\n", flag.Envs[0], strings.TrimSuffix(flag.Help, "."), secretNote(flag), defaultOf(flag))
	}
	if _, err := fmt.Fprint(invocation.Stdout, lines); err != nil {
		return fmt.Errorf("printing help: %w", err)
	}
	return nil
}

// withoutFlag returns the settings of a command that have no flag.
func withoutFlag(command *kong.Node) []*kong.Flag {
	var flags []*kong.Flag
	for _, flag := range command.Flags {
		if flag.Tag.Has(noFlag) {
			flags = append(flags, flag)
		}
	}
	return flags
}

// secretNote says that a setting may be in a file, if it is a secret.
func secretNote(flag *kong.Flag) string {
	if !isSecret(flag) {
		return ""
	}
	return "or " + flag.Envs[0] + config.SecretFileSuffix + ", a file that holds it, "
}

func defaultOf(flag *kong.Flag) string {
	if !flag.HasDefault {
		return "unset"
	}
	return flag.Default
}

// describe returns the text of a flag, with its environment variable and its default.
func describe(value *kong.Value) string {
	var notes []string
	if value.Flag != nil {
		notes = append(notes, value.Flag.Envs...)
		if isSecret(value.Flag) {
			notes = append(notes, "or "+value.Flag.Envs[0]+config.SecretFileSuffix+", a file that holds it")
		}
	}
	if value.HasDefault {
		notes = append(notes, "default "+value.Default)
	}
	if len(notes) == 0 {
		return value.Help
	}
	return fmt.Sprintf("%s (%s).", strings.TrimSuffix(value.Help, "."), strings.Join(notes, ", "))
}
