package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"unicode/utf8"

	"accessgraph/domain/fault"
)

// parameters is a GraphQL request, whichever way it came.
type parameters struct {
	query         string
	operationName string
	// variables holds numbers as json.Number; nil when there are none.
	variables  map[string]any
	extensions map[string]any
}

// readBody reads the body of a POST request within a limit in bytes. What is wrong with it is a fault; the bytes
// themselves never become part of one.
func readBody(w http.ResponseWriter, r *http.Request, maximum int) ([]byte, error) {
	if r.ContentLength > int64(maximum) {
		return nil, bodyTooLarge(maximum)
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, int64(maximum)))
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return nil, bodyTooLarge(maximum)
	}
	if err != nil {
		return nil, fault.New(fault.BadRequestSent).With("body", "could not be read to its end").Because(err)
	}
	return body, nil
}

func bodyTooLarge(maximum int) error {
	return fault.New(fault.RequestBodyTooLarge, fault.Number(maximum)).
		With("limit", limitRequestBodyBytes).With("maximum", maximum).Err()
}

// Some clients put it before JSON, and RFC 8259 lets a reader skip it.
const byteOrderMark = "\ufeff"

// decodeBody reads a GraphQL request from the body of a POST request.
func decodeBody(body []byte) (parameters, error) {
	var none parameters
	body = bytes.TrimPrefix(body, []byte(byteOrderMark))
	if len(bytes.TrimSpace(body)) == 0 {
		return none, fault.New(fault.RequestBodyMissing, "GraphQL request").Err()
	}
	value, err := singleJSON("body", body)
	if err != nil {
		return none, err
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(value, &members); err != nil || members == nil {
		return none, badRequest("body", "must be a JSON object; requests cannot be batched")
	}
	return decodeMembers(members)
}

func decodeMembers(members map[string]json.RawMessage) (parameters, error) {
	query, err := stringMember(members, "query")
	if err != nil {
		return parameters{}, err
	}
	operationName, err := stringMember(members, "operationName")
	if err != nil {
		return parameters{}, err
	}
	variables, err := objectMember(members, "variables")
	if err != nil {
		return parameters{}, err
	}
	extensions, err := objectMember(members, "extensions")
	if err != nil {
		return parameters{}, err
	}
	if query == "" {
		return parameters{}, badRequest("query", "must be specified")
	}
	return parameters{query: query, operationName: operationName, variables: variables, extensions: extensions}, nil
}

// decodeURL reads a GraphQL request from the parameters of a GET request. A parameter that is empty counts as absent.
func decodeURL(rawQuery string) (parameters, error) {
	values, err := url.ParseQuery(rawQuery)
	if err != nil {
		return parameters{}, badRequest("parameters", "must be encoded as in a URL")
	}
	members := map[string]json.RawMessage{}
	for _, name := range []string{"query", "operationName", "variables", "extensions"} {
		text := values.Get(name)
		if len(values[name]) > 1 {
			return parameters{}, badRequest(name, "must be given once")
		}
		if text == "" {
			continue
		}
		if members[name], err = memberOfURL(name, text); err != nil {
			return parameters{}, err
		}
	}
	return decodeMembers(members)
}

// memberOfURL returns a parameter as the JSON that it would be in a body.
func memberOfURL(name, text string) (json.RawMessage, error) {
	if name == "variables" || name == "extensions" {
		return singleJSON(name, []byte(text))
	}
	if !utf8.ValidString(text) {
		return nil, badRequest(name, "must be UTF-8")
	}
	encoded, err := json.Marshal(text)
	if err != nil {
		return nil, fmt.Errorf("reading the parameter %s: %w", name, err)
	}
	return encoded, nil
}

// singleJSON returns the one JSON value that the text holds. An error tells the offset in bytes, and nothing of the text.
func singleJSON(name string, text []byte) (json.RawMessage, error) {
	if offset := invalidUTF8(text); offset >= 0 {
		return nil, jsonParseError(offset)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	var value json.RawMessage
	if err := decoder.Decode(&value); err != nil {
		if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
			return nil, jsonParseError(int(syntax.Offset))
		}
		return nil, jsonParseError(len(text))
	}
	if rest := text[decoder.InputOffset():]; len(bytes.TrimLeft(rest, " \t\r\n")) > 0 {
		return nil, badRequest(name, "must hold one JSON value and nothing after it")
	}
	return value, nil
}

func jsonParseError(offset int) error {
	return fault.New(fault.JSONParseError, fault.Number(offset)).With("offset", offset).Err()
}

// invalidUTF8 returns the offset of the first byte that is not UTF-8, or -1.
func invalidUTF8(text []byte) int {
	for offset := 0; offset < len(text); {
		r, size := utf8.DecodeRune(text[offset:])
		if r == utf8.RuneError && size == 1 {
			return offset
		}
		offset += size
	}
	return -1
}

func stringMember(members map[string]json.RawMessage, name string) (string, error) {
	var text *string
	if raw, ok := members[name]; ok {
		if err := json.Unmarshal(raw, &text); err != nil {
			return "", badRequest(name, "must be a string")
		}
	}
	if text == nil {
		return "", nil
	}
	return *text, nil
}

func objectMember(members map[string]json.RawMessage, name string) (map[string]any, error) {
	object := map[string]any{}
	if raw, ok := members[name]; ok {
		decoder := json.NewDecoder(bytes.NewReader(raw))
		decoder.UseNumber()
		if err := decoder.Decode(&object); err != nil {
			return nil, badRequest(name, "must be a JSON object")
		}
	}
	return object, nil
}

func badRequest(where, problem string) error {
	return fault.New(fault.BadRequestSent).With(where, problem).Err()
}
