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

	"github.com/go-json-experiment/json/jsontext"

	"accessgraph/domain/fault"
)

// parameters is a GraphQL request, whichever way it came.
type parameters struct {
	// query is the text of the document; empty if only documentID says which one it is.
	query         string
	operationName string
	// documentID is the SHA-256 hash of the document's text in hexadecimal digits, or another ID of a trusted document; empty if the
	// request has none.
	documentID string
	// persists is set if the text is to be stored by documentID once the request has turned out to be valid.
	persists bool
	// variables and extensions are valid JSON, of which only the members that are needed are read.
	variables  object
	extensions object
}

// readBody reads the body of a POST request within a limit in bytes. What is wrong with it is a fault; the bytes
// themselves never become part of one.
func readBody(w http.ResponseWriter, r *http.Request, limit string, maximum int) ([]byte, error) {
	if r.ContentLength > int64(maximum) {
		return nil, bodyTooLarge(limit, maximum)
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, int64(maximum)))
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return nil, bodyTooLarge(limit, maximum)
	}
	if err != nil {
		return nil, fault.New(fault.RequestNotValid).With("body", "could not be read to its end").Because(err)
	}
	return body, nil
}

func bodyTooLarge(limit string, maximum int) error {
	return fault.New(fault.RequestBodySizeExceeded, fault.Number(maximum)).
		With("limit", limit).With("maximum", maximum).Err()
}

// decodeBody reads a GraphQL request from the body of a POST request.
func decodeBody(body []byte) (parameters, error) {
	if len(bytes.TrimSpace(bytes.TrimPrefix(body, []byte(byteOrderMark)))) == 0 {
		return parameters{}, fault.New(fault.RequestBodyRequired, "GraphQL request").Err()
	}
	value, err := singleJSON("body", body)
	if err != nil {
		return parameters{}, err
	}
	request, ok := objectIn(value)
	if !ok || len(request) == 0 {
		return parameters{}, badRequest("body", "must be a JSON object; requests cannot be batched")
	}
	texts, err := request.members(memberNames()...)
	if err != nil {
		return parameters{}, fmt.Errorf("reading the members of the body: %w", err)
	}
	return decodeMembers(texts)
}

// The members of a GraphQL request.
const (
	memberQuery         = "query"
	memberOperationName = "operationName"
	memberVariables     = "variables"
	memberExtensions    = "extensions"
	memberDocumentID    = "documentId"
)

func memberNames() []string {
	return []string{memberQuery, memberOperationName, memberVariables, memberExtensions, memberDocumentID}
}

// decodeMembers reads a GraphQL request from the texts of its members, in the order of memberNames.
func decodeMembers(texts []json.RawMessage) (request parameters, err error) {
	if request.query, err = stringIn(memberQuery, texts[0]); err != nil {
		return parameters{}, err
	}
	if request.operationName, err = stringIn(memberOperationName, texts[1]); err != nil {
		return parameters{}, err
	}
	if request.variables, err = objectMember(memberVariables, texts[2]); err != nil {
		return parameters{}, err
	}
	if request.extensions, err = objectMember(memberExtensions, texts[3]); err != nil {
		return parameters{}, err
	}
	if request.documentID, err = documentIDIn(texts[4], request.extensions); err != nil {
		return parameters{}, err
	}
	if request.query == "" && request.documentID == "" {
		return parameters{}, badRequest(memberQuery, "must be specified")
	}
	return request, nil
}

// decodeURL reads a GraphQL request from the parameters of a GET request. A parameter that is empty counts as absent.
func decodeURL(rawQuery string) (parameters, error) {
	values, err := url.ParseQuery(rawQuery)
	if err != nil {
		return parameters{}, badRequest("parameters", "must be encoded as in a URL")
	}
	names := memberNames()
	texts := make([]json.RawMessage, len(names))
	for i, name := range names {
		text := values.Get(name)
		if len(values[name]) > 1 {
			return parameters{}, badRequest(name, "must be given once")
		}
		if text == "" {
			continue
		}
		if texts[i], err = memberOfURL(name, text); err != nil {
			return parameters{}, err
		}
	}
	return decodeMembers(texts)
}

// memberOfURL returns a parameter as the JSON that it would be in a body.
func memberOfURL(name, text string) (json.RawMessage, error) {
	if name == memberVariables || name == memberExtensions {
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

// stringIn returns the string that a member is; none when it is absent or null.
func stringIn(name string, value json.RawMessage) (string, error) {
	if len(value) == 0 {
		return "", nil
	}
	switch jsontext.Value(value).Kind() {
	case jsontext.KindNull:
		return "", nil
	case jsontext.KindString:
		text, err := jsontext.AppendUnquote(nil, value)
		return string(text), err
	default:
		return "", badRequest(name, "must be a string")
	}
}

func objectMember(name string, value json.RawMessage) (object, error) {
	member, ok := objectIn(value)
	if !ok {
		return nil, badRequest(name, "must be a JSON object")
	}
	return member, nil
}

func badRequest(where, problem string) error {
	return fault.New(fault.RequestNotValid).With(where, problem).Err()
}
