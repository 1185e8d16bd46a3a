package cli

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"accessgraph/internal/config"
)

// ownPrefix begins the names of the environment variables that are this program's.
const ownPrefix = "ACCESSGRAPH_"

// The tags of settings that kong does not know; internal/config says what they mean.
const (
	noFlag = "noflag"
	secret = "secret"
)

// configFlag is the name of the flag that names the settings file.
const configFlag = "config"

// environment holds environment variables by their names.
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

// settings are those of an invocation that no flag of the command line sets: the environment's, and the settings file's below
// them. They resolve flags that are absent.
type settings struct {
	environment environment
	// arguments are those of the command line, with two hyphens before each flag.
	arguments []string
	// values are by the names of the flags; those that are malformed are left out.
	values map[string]value
	// problems are sentences, each of which names a setting that is unknown or malformed.
	problems []error
}

// value is the text of a setting.
type value struct {
	text string
	// name is that of the setting, where it was read: a variable, or a key of a file with its line.
	name string
	// source says where the value comes from.
	source string
}

// Validate implements kong.Resolver. The settings are checked before: see commands.BeforeResolve.
func (*settings) Validate(*kong.Application) error { return nil }

// Resolve implements kong.Resolver: it returns the value of a flag, or nil if it is set nowhere.
func (s *settings) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	var text any
	if value, isSet := s.values[flag.Name]; isSet {
		text = value.text
	}
	return text, nil
}

// settingError is a sentence that names the setting which is unknown or malformed.
type settingError struct{ sentence string }

func (s *settingError) Error() string { return s.sentence }

func settingErrorf(format string, arguments ...any) error {
	return &settingError{fmt.Sprintf(format, arguments...)}
}

// BeforeResolve reads the settings and checks them before anything is taken from them: their names, and the values of those
// that the subcommand reads, even where a flag replaces them. A subcommand that reports problems itself is started all the same.
func (c *commands) BeforeResolve(invocation *kong.Context, settings *settings) error {
	for _, step := range invocation.Path {
		if step.Flag != nil && step.Flag.Tag.Has(noFlag) {
			return fmt.Errorf("the setting %s has no flag", step.Flag.Envs[0])
		}
	}
	settings.read(allFlags(invocation.Model.Node), invocation)
	if reportsProblems(invocation.Selected()) || len(settings.problems) == 0 {
		return nil
	}
	return settings.problems[0]
}

func reportsProblems(command *kong.Node) bool {
	return command != nil && command.Target.Type() == reflect.TypeFor[checkSettings]()
}

// read reads the settings of an invocation. All flags are those of every subcommand.
func (s *settings) read(all []*kong.Flag, invocation *kong.Context) {
	s.unknownVariables(all)
	keys := s.readFile(all, s.fileOf(invocation))
	for _, flag := range invocation.Flags() {
		if len(flag.Envs) == 0 {
			continue
		}
		fromFile := s.pick(flag, keys, keyOf(flag), config.SecretFileKeySuffix)
		fromEnvironment := s.pick(flag, s.environmentValues(flag), flag.Envs[0], config.SecretFileSuffix)
		for _, value := range []*value{fromFile, fromEnvironment} {
			if value != nil {
				s.values[flag.Name] = *value
			}
		}
	}
}

// fileOf returns the name of the settings file; empty if there is none, or if the subcommand reads none.
func (s *settings) fileOf(invocation *kong.Context) string {
	for _, flag := range invocation.Flags() {
		if flag.Name != configFlag {
			continue
		}
		if name, _ := invocation.FlagValue(flag).(string); name != "" {
			return name
		}
		return s.environment[flag.Envs[0]]
	}
	return ""
}

// unknownVariables notes variables that have the program's prefix and are no settings of any subcommand.
func (s *settings) unknownVariables(all []*kong.Flag) {
	for _, name := range slices.Sorted(maps.Keys(s.environment)) {
		isSetting := slices.ContainsFunc(all, func(flag *kong.Flag) bool {
			return slices.Contains(flag.Envs, name) ||
				isSecret(flag) && name == flag.Envs[0]+config.SecretFileSuffix
		})
		if strings.HasPrefix(name, ownPrefix) && !isSetting {
			s.problems = append(s.problems, settingErrorf("the setting %s is unknown", name))
		}
	}
}

func isSecret(flag *kong.Flag) bool { return flag.Tag.Has(secret) }

// environmentValues returns the variables of a flag.
func (s *settings) environmentValues(flag *kong.Flag) map[string]value {
	values := map[string]value{}
	for _, name := range []string{flag.Envs[0], flag.Envs[0] + config.SecretFileSuffix} {
		if text, isSet := s.environment[name]; isSet {
			values[name] = value{text: text, name: name, source: "environment " + name}
		}
	}
	return values
}

// pick returns the value of a flag among those of one source, by the name of the setting there; the content of a file, for a
// secret that is named with the suffix. It returns nil if there is none, or if it is malformed, which it notes.
func (s *settings) pick(flag *kong.Flag, values map[string]value, name, suffix string) *value {
	picked, isSet := values[name]
	if fromFile, namesFile := values[name+suffix]; namesFile && isSecret(flag) {
		if isSet {
			s.problems = append(s.problems, settingErrorf("the settings %s and %s exclude each other", picked.name, fromFile.name))
			return nil
		}
		text, err := config.ReadSecret(fromFile.text)
		if err != nil {
			s.problems = append(s.problems, settingErrorf("the setting %s is not valid: %s", fromFile.name, err))
			return nil
		}
		picked, isSet = fromFile, true
		picked.text = text
	}
	if !isSet {
		return nil
	}
	if err := decode(flag, picked.text); err != nil {
		s.problems = append(s.problems, settingErrorf("the setting %s is not valid: %s", picked.name, err))
		return nil
	}
	return &picked
}

// decode returns an error if a flag does not take a text.
func decode(flag *kong.Flag, text string) error {
	scan := kong.Scan().PushTyped(text, kong.FlagValueToken)
	discarded := reflect.New(flag.Target.Type()).Elem()
	return flag.Mapper.Decode(&kong.DecodeContext{Value: flag.Value, Scan: scan}, discarded)
}
