package cli

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// ownPrefix begins the names of the environment variables that are this program's.
const ownPrefix = "ACCESSGRAPH_"

// noFlag is the tag of a setting that has no flag.
const noFlag = "noflag"

// environment holds environment variables by their names. It resolves flags that are absent.
type environment map[string]string

// variables returns an environment of NAME=value entries.
func variables(entries []string) environment {
	values := environment{}
	for _, entry := range entries {
		name, value, _ := strings.Cut(entry, "=")
		values[name] = value
	}
	return values
}

// Validate implements kong.Resolver. The environment is checked before: see commands.BeforeResolve.
func (environment) Validate(*kong.Application) error { return nil }

// Resolve implements kong.Resolver: it returns the value of a flag, or nil if its variable is not set.
func (e environment) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	return e.value(flag), nil
}

// value returns the text of a flag's variable, or nil if it is not set.
func (e environment) value(flag *kong.Flag) any {
	for _, name := range flag.Envs {
		if value, isSet := e[name]; isSet {
			return value
		}
	}
	return nil
}

// settingError is a sentence that names the setting which is unknown or malformed.
type settingError struct{ sentence string }

func (s *settingError) Error() string { return s.sentence }

// BeforeResolve checks the environment before anything is read from it: its names, and the values of the settings that the
// subcommand reads, even those that a flag replaces.
func (c *commands) BeforeResolve(invocation *kong.Context, values environment) error {
	if err := values.unknown(allFlags(invocation.Model.Node)); err != nil {
		return err
	}
	for _, step := range invocation.Path {
		if step.Flag != nil && step.Flag.Tag.Has(noFlag) {
			return fmt.Errorf("the setting %s has no flag", step.Flag.Envs[0])
		}
	}
	for _, flag := range invocation.Flags() {
		if err := values.malformed(flag); err != nil {
			return err
		}
	}
	return nil
}

// unknown returns an error if a variable has the program's prefix and is no setting of any subcommand.
func (e environment) unknown(flags []*kong.Flag) error {
	var strangers []string
	for name := range e {
		isSetting := slices.ContainsFunc(flags, func(flag *kong.Flag) bool { return slices.Contains(flag.Envs, name) })
		if strings.HasPrefix(name, ownPrefix) && !isSetting {
			strangers = append(strangers, name)
		}
	}
	if len(strangers) == 0 {
		return nil
	}
	return &settingError{fmt.Sprintf("the setting %s is unknown", slices.Min(strangers))}
}

// malformed returns an error if the variable of a flag is set to a value that the flag does not take.
func (e environment) malformed(flag *kong.Flag) error {
	value := e.value(flag)
	if value == nil {
		return nil
	}
	scan := kong.Scan().PushTyped(value, kong.FlagValueToken)
	discarded := reflect.New(flag.Target.Type()).Elem()
	if err := flag.Mapper.Decode(&kong.DecodeContext{Value: flag.Value, Scan: scan}, discarded); err != nil {
		return &settingError{fmt.Sprintf("the setting %s is not valid: %s", flag.Envs[0], err)}
	}
	return nil
}
