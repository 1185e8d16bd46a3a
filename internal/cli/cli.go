// Package cli is the command line of the program: its subcommands, with their flags, settings and help.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/rs/zerolog"

	"accessgraph/internal/config"
	"accessgraph/internal/logging"
)

// Program is the program that the command line belongs to.
type Program struct {
	// Version is the version that was set when the program was built; empty if none was.
	Version string
	// Out is for results, ErrOut for the log and for warnings.
	Out    io.Writer
	ErrOut io.Writer
	// Serve listens on an address, opens the service for the address that it got, serves requests until it is told to stop,
	// and closes the service.
	Serve func(ctx context.Context, address string, open OpenService) error

	environment environment
}

// OpenService opens the service behind an address on which the program listens already.
type OpenService = func(ctx context.Context, address net.Addr) (Service, error)

// Run carries out one invocation of the program. It reads nothing but these arguments and NAME=value entries of the
// environment. The error is a sentence for the person who typed the command.
func (p Program) Run(ctx context.Context, arguments, environment []string) error {
	p.environment = variables(environment)
	invocation, err := p.parse(arguments, p.environment)
	if errors.Is(err, errHelped) {
		return nil
	}
	if err != nil {
		return err
	}
	invocation.BindTo(ctx, (*context.Context)(nil))
	invocation.Bind(p)
	return invocation.Run()
}

// errHelped is returned in place of an invocation once help was printed.
var errHelped = errors.New("help was printed")

// parse finds the subcommand and reads its settings.
func (p Program) parse(arguments []string, values environment) (*kong.Context, error) {
	helped := false
	settings := &settings{environment: values, values: map[string]value{}}
	parser, err := kong.New(&commands{},
		kong.Name("accessgraph"),
		kong.Description("A GraphQL API server for who may get in where."),
		kong.Writers(p.Out, p.ErrOut),
		kong.Exit(func(int) { helped = true }),
		kong.Help(printHelp), kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.ValueFormatter(describe),
		// A value may begin with a hyphen, as a name or a password may.
		kong.WithHyphenPrefixedParameters(true),
		kong.Resolvers(settings), kong.Bind(settings),
	)
	if err != nil {
		return nil, fmt.Errorf("building the command line: %w", err)
	}
	parser.Model.HelpFlag.Help = "Print this help."
	// kong itself would read these from the environment of the process. Flag.Envs keeps the names, for settings.
	for _, flag := range allFlags(parser.Model.Node) {
		flag.Tag.Envs = nil
	}
	if len(arguments) > 0 && arguments[0] == "help" {
		arguments = append(slices.Clone(arguments[1:]), "--help")
	}
	arguments = longFlags(arguments, parser.Model.Node)
	settings.arguments = arguments
	invocation, err := parser.Parse(arguments)
	if helped {
		return nil, errHelped
	}
	if err != nil {
		return nil, explain(err, arguments)
	}
	return invocation, missingFlag(invocation.Flags())
}

// allFlags returns the flags of a command and of all commands below it.
func allFlags(node *kong.Node) []*kong.Flag {
	flags := slices.Clone(node.Flags)
	for _, child := range node.Children {
		flags = append(flags, allFlags(child)...)
	}
	return flags
}

// longFlags returns the arguments with two hyphens before the name of each flag that has one, such as -listen: both forms are
// valid.
func longFlags(arguments []string, root *kong.Node) []string {
	takesValue := map[string]bool{}
	for _, flag := range allFlags(root) {
		takesValue[flag.Name] = !flag.IsBool()
	}
	long := slices.Clone(arguments)
	for i := 0; i < len(long); i++ {
		name, _, hasValue := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(long[i], "-"), "-"), "=")
		takes, isFlag := takesValue[name]
		if !isFlag || !strings.HasPrefix(long[i], "-") {
			continue
		}
		if !strings.HasPrefix(long[i], "--") {
			long[i] = "-" + long[i]
		}
		if takes && !hasValue {
			i++ // the next argument is its value
		}
	}
	return long
}

// printLine writes one line of a result.
func (p Program) printLine(name, value string) error {
	if _, err := fmt.Fprintf(p.Out, "%s: %s\n", name, value); err != nil {
		return fmt.Errorf("printing the result: %w", err)
	}
	return nil
}

// warnings returns the log of a subcommand, whose operator reads what it prints.
func (p Program) warnings() zerolog.Logger {
	return zerolog.New(p.logOut(config.LogAuto)).Level(zerolog.WarnLevel).With().Timestamp().Logger()
}

// logOut returns the writer that takes the lines of the log, as JSON, and writes them in a form.
func (p Program) logOut(format config.LogFormat) io.Writer {
	onTerminal := logging.IsTerminal(p.ErrOut)
	if format == config.LogConsole || format == config.LogAuto && onTerminal {
		return logging.Readable(p.ErrOut, onTerminal && p.environment["NO_COLOR"] == "")
	}
	return p.ErrOut
}
