package cli

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/alecthomas/kong"

	"accessgraph/internal/config"
)

// readFile returns the values of a settings file by their keys. It notes keys that are no settings of any subcommand, keys that
// occur twice, and values in a form that their settings do not have.
func (s *settings) readFile(all []*kong.Flag, name string) map[string]value {
	values := map[string]value{}
	if name == "" {
		return values
	}
	entries, err := config.ReadFile(name)
	if err != nil {
		s.problems = append(s.problems, settingErrorf("%s", err))
		return values
	}
	lines := map[string]int{}
	for _, entry := range entries {
		where := fmt.Sprintf("%s, line %d", name, entry.Line)
		flag := keyed(all, entry.Key)
		first, isTwice := lines[entry.Key]
		lines[entry.Key] = entry.Line
		switch {
		case flag == nil:
			s.problems = append(s.problems, settingErrorf("the setting %s (%s) is unknown", entry.Key, where))
		case isTwice:
			s.problems = append(s.problems, settingErrorf("the setting %s (%s) is there twice: line %d has it, too", entry.Key, where, first))
		case !takes(flag, entry):
			s.problems = append(s.problems, settingErrorf("the setting %s (%s) is not valid: %s", entry.Key, where, expectedForm(flag, entry)))
		default:
			values[entry.Key] = value{text: entry.Text, name: fmt.Sprintf("%s (%s)", entry.Key, where), source: "file " + where}
		}
	}
	return values
}

// keyOf returns the key of a setting in a settings file; empty for the name of the file itself.
func keyOf(flag *kong.Flag) string {
	if flag.Name == configFlag {
		return ""
	}
	return flag.Name
}

// keyed returns the setting of a key, or nil if no subcommand has it.
func keyed(all []*kong.Flag, key string) *kong.Flag {
	i := slices.IndexFunc(all, func(flag *kong.Flag) bool {
		own := keyOf(flag)
		return len(flag.Envs) > 0 && own != "" && (key == own || isSecret(flag) && key == own+config.SecretFileKeySuffix)
	})
	if i < 0 {
		return nil
	}
	return all[i]
}

// takes reports whether a setting may be written as an entry is: as a list only if it is one, as a mapping likewise.
func takes(flag *kong.Flag, entry config.Entry) bool {
	switch entry.Form {
	case config.FormText:
		return true
	case config.FormList:
		return flag.Target.Kind() == reflect.Slice
	case config.FormMapping:
		return flag.Target.Kind() == reflect.Map
	default:
		return false
	}
}

// expectedForm says which forms a setting may have, of which an entry has none.
func expectedForm(flag *kong.Flag, entry config.Entry) string {
	switch {
	case entry.Form == config.FormNone:
		return "it has no value"
	case flag.Target.Kind() == reflect.Slice:
		return "it must be a text, or a list of texts"
	case flag.Target.Kind() == reflect.Map:
		return "it must be a text, or names with numbers"
	default:
		return "it must be a text or a number"
	}
}
