package examples

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// ErrUnexpected says that an answer is not what the example expects.
var ErrUnexpected = errors.New("unexpected answer")

// Run is one pass through the steps. It remembers answers, since later steps refer to them.
type Run struct {
	known map[string]any
}

// NewRun starts a pass. Its number, up to 10 digits without leading zeros, makes the names and numbers of the pass its own.
func NewRun(number string) *Run {
	return &Run{known: map[string]any{"run": number}}
}

// Variables returns the variables of a step with every placeholder filled, or an error naming one that cannot be.
func (r *Run) Variables(step Step) (map[string]any, error) {
	filled := map[string]any{}
	for name, value := range step.Variables {
		value, err := r.fill(value)
		if err != nil {
			return nil, fmt.Errorf("filling the variables of %s: %w", step.Name, err)
		}
		filled[name] = value
	}
	return filled, nil
}

// Check compares a decoded answer with what the step expects, and remembers its data. ErrUnexpected says where the two differ.
func (r *Run) Check(step Step, answer map[string]any) error {
	problem := differs(step.Expected, answer)
	if problem != "" && step.Again != nil {
		problem = differs(step.Again, answer)
	}
	if problem != "" {
		return fmt.Errorf("%s: %w: %s", step.Name, ErrUnexpected, problem)
	}
	r.known[step.Name] = answer["data"]
	return nil
}

func (r *Run) fill(value any) (any, error) {
	switch value := value.(type) {
	case string:
		return r.fillText(value)
	case []any:
		filled := make([]any, len(value))
		for i, element := range value {
			var err error
			if filled[i], err = r.fill(element); err != nil {
				return nil, err
			}
		}
		return filled, nil
	case map[string]any:
		filled := make(map[string]any, len(value))
		for key, element := range value {
			var err error
			if filled[key], err = r.fill(element); err != nil {
				return nil, err
			}
		}
		return filled, nil
	default:
		return value, nil
	}
}

func (r *Run) fillText(text string) (string, error) {
	placeholder := regexp.MustCompile(`\$\{([^}]+)\}`)
	var unknown error
	filled := placeholder.ReplaceAllStringFunc(text, func(found string) string {
		path := placeholder.FindStringSubmatch(found)[1]
		value, ok := r.find(path)
		if !ok {
			unknown = fmt.Errorf("nothing is known of %s", path)
		}
		return value
	})
	return filled, unknown
}

func (r *Run) find(path string) (string, bool) {
	var value any = r.known
	for _, key := range strings.Split(path, ".") {
		switch container := value.(type) {
		case map[string]any:
			value = container[key]
		case []any:
			index, err := strconv.Atoi(key)
			if err != nil || index < 0 || index >= len(container) {
				return "", false
			}
			value = container[index]
		default:
			return "", false
		}
	}
	text, ok := value.(string)
	return text, ok
}

// differs returns "" when an answer has everything that is expected of it, and errors only where they are.
func differs(expected, answer map[string]any) string {
	_, mustFail := expected["errors"]
	if _, had := answer["errors"]; had != mustFail {
		return fmt.Sprintf("errors: expected %t, got %v", mustFail, answer["errors"])
	}
	return lacks("answer", expected, answer)
}

// lacks returns "" when the value has everything that is wanted, else the path of the first thing that is not there.
// An object may have more than is wanted; an array may not.
func lacks(path string, want, have any) string {
	switch want := want.(type) {
	case map[string]any:
		return objectLacks(path, want, have)
	case []any:
		array, ok := have.([]any)
		if !ok || len(array) != len(want) {
			return fmt.Sprintf("%s: want %d elements, have %v", path, len(want), have)
		}
		for i, element := range want {
			if problem := lacks(fmt.Sprintf("%s[%d]", path, i), element, array[i]); problem != "" {
				return problem
			}
		}
		return ""
	default:
		if want != have {
			return fmt.Sprintf("%s: want %v, have %v", path, want, have)
		}
		return ""
	}
}

func objectLacks(path string, want map[string]any, have any) string {
	object, ok := have.(map[string]any)
	if !ok {
		return fmt.Sprintf("%s: want an object, have %v", path, have)
	}
	keys := make([]string, 0, len(want))
	for key := range want {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		value, there := object[key]
		if !there {
			return fmt.Sprintf("%s.%s: not there", path, key)
		}
		if problem := lacks(path+"."+key, want[key], value); problem != "" {
			return problem
		}
	}
	return ""
}
