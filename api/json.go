package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"accessgraph/domain/fault"
)

// byteOrderMark may begin a JSON text, and is skipped (RFC 8259, section 8.1).
const byteOrderMark = "\ufeff"

// blanks are what may stand between the tokens of JSON.
const blanks = " \t\r\n"

// singleJSON returns the one JSON value that the text holds. The text must be UTF-8, without lone surrogates and without an
// object that repeats a name. The error says at which byte reading stopped, and repeats nothing of the text.
func singleJSON(name string, text []byte) (json.RawMessage, error) {
	whole := len(text)
	text = bytes.TrimPrefix(text, []byte(byteOrderMark))
	skipped := whole - len(text)
	if jsontext.Value(text).IsValid() { // the usual case, without a decoder of its own
		return bytes.Trim(text, blanks), nil
	}
	decoder := jsontext.NewDecoder(bytes.NewBuffer(text))
	if err := decoder.SkipValue(); err != nil {
		return nil, jsonParseError(skipped, whole, err)
	}
	end := decoder.InputOffset()
	if len(bytes.TrimLeft(text[end:], blanks)) > 0 {
		return nil, badRequest(name, "must hold one JSON value and nothing after it")
	}
	return json.RawMessage(bytes.TrimLeft(text[:end], blanks)), nil
}

// jsonParseError says where reading stopped and, where that is not plain to see, why.
func jsonParseError(skipped, end int, err error) error {
	syntax, ok := errors.AsType[*jsontext.SyntacticError](err)
	if !ok {
		return fault.New(fault.JSONNotValid, fault.Number(end)).With("offset", end).Err()
	}
	offset := skipped + int(syntax.ByteOffset)
	problem := fault.New(fault.JSONNotValid, fault.Number(offset)).With("offset", offset)
	if errors.Is(err, jsontext.ErrDuplicateName) {
		problem = problem.With("problem", "a member of an object is repeated")
	}
	return problem.Err()
}

// object is the text of a JSON object, of which only the members that are needed are read. It is empty when the object was
// left out, or is null.
type object json.RawMessage

// objectIn returns the object that a JSON value is; ok is false when it is something else.
func objectIn(value json.RawMessage) (text object, ok bool) {
	switch {
	case len(value) == 0 || value[0] == 'n':
		return nil, true
	case value[0] == '{':
		return object(value), true
	default:
		return nil, false
	}
}

// members returns the texts of the members with these names, in their order; nil for a member that is absent. What was read by
// singleJSON can be read without an error.
func (o object) members(names ...string) ([]json.RawMessage, error) {
	members := make([]json.RawMessage, len(names))
	if len(o) == 0 || len(names) == 0 {
		return members, nil
	}
	decoder := again(o)
	if _, err := decoder.ReadToken(); err != nil {
		return nil, err
	}
	for decoder.PeekKind() != jsontext.KindEndObject {
		name, err := decoder.ReadToken()
		if err != nil {
			return nil, err
		}
		index := slices.Index(names, name.String())
		if index < 0 {
			if err := decoder.SkipValue(); err != nil {
				return nil, err
			}
			continue
		}
		value, err := decoder.ReadValue()
		if err != nil {
			return nil, err
		}
		end := decoder.InputOffset()
		members[index] = json.RawMessage(o[end-int64(len(value)) : end])
	}
	return members, nil
}

// again returns a decoder of a text that was validated before.
func again(text []byte) *jsontext.Decoder {
	return jsontext.NewDecoder(bytes.NewBuffer(text), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
}

// valueReader reads JSON values as Go values, numbers as json.Number, up to a number of them.
type valueReader struct {
	decoder *jsontext.Decoder
	// left is how many more values may be read.
	left *int
}

// errTooManyValues says that a text has more values than may be read.
var errTooManyValues = errors.New("too many values")

func (r valueReader) read() (value any, err error) {
	if *r.left--; *r.left < 0 {
		return nil, errTooManyValues
	}
	token, err := r.decoder.ReadToken()
	if err != nil {
		return nil, err
	}
	switch token.Kind() {
	case jsontext.KindBeginObject:
		value, err = r.object()
	case jsontext.KindBeginArray:
		value, err = r.array()
	case jsontext.KindString:
		value = token.String()
	case jsontext.KindNumber:
		value = json.Number(token.String())
	case jsontext.KindTrue, jsontext.KindFalse:
		value = token.Bool()
	default: // null
	}
	return value, err
}

func (r valueReader) object() (map[string]any, error) {
	members := map[string]any{}
	for r.decoder.PeekKind() != jsontext.KindEndObject {
		name, err := r.decoder.ReadToken()
		if err != nil {
			return nil, err
		}
		member := name.String()
		if members[member], err = r.read(); err != nil {
			return nil, err
		}
	}
	_, err := r.decoder.ReadToken()
	return members, err
}

func (r valueReader) array() ([]any, error) {
	elements := []any{}
	for r.decoder.PeekKind() != jsontext.KindEndArray {
		element, err := r.read()
		if err != nil {
			return nil, err
		}
		elements = append(elements, element)
	}
	_, err := r.decoder.ReadToken()
	return elements, err
}

// values returns the values of the members with these names, numbers as json.Number. It raises LIMIT_EXCEEDED when they
// hold more values than the limit, without reading further.
func (o object) values(maximum int, names ...string) (map[string]any, error) {
	texts, err := o.members(names...)
	if err != nil {
		return nil, fmt.Errorf("reading a JSON object again: %w", err)
	}
	left := maximum
	values := make(map[string]any, len(texts))
	for i, text := range texts {
		if text == nil {
			continue
		}
		values[names[i]], err = valueReader{decoder: again(text), left: &left}.read()
		if errors.Is(err, errTooManyValues) {
			return nil, within(limitVariableValues, maximum+1, maximum)
		}
		if err != nil {
			return nil, fmt.Errorf("reading a JSON value again: %w", err)
		}
	}
	return values, nil
}
