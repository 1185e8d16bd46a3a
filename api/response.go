package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"accessgraph/domain/fault"
)

// refusal is the error of a request that is not executed.
type refusal struct {
	problems []problem
	// status is the HTTP status in either media type. 0 stands for a request error of GraphQL: 400 for clients that understand
	// it, 200 for those that take everything else for a failure of the transport.
	status int
	// allow lists the methods that are accepted, for status 405.
	allow string
	// retryAfter is the number of seconds after which to try again, for a status that has it; 0 stands for 1.
	retryAfter int
}

// Error returns the message of the first problem.
func (r *refusal) Error() string { return r.problems[0].err.Error() }

// refuseWith refuses a request with the same HTTP status in either media type.
func refuseWith(status int, err error) error {
	return &refusal{problems: []problem{{err: err}}, status: status}
}

// refusalOf returns the refusal that an error is. Any other error is a request error of GraphQL.
func refusalOf(err error) *refusal {
	if refused, ok := errors.AsType[*refusal](err); ok {
		return refused
	}
	return &refusal{problems: []problem{{err: err}}}
}

func methodNotAllowed(method, allow, why string) error {
	if !isName(method) {
		method = "of this request"
	}
	return &refusal{
		problems: []problem{{err: fault.New(fault.MethodNotAllowed, method, why).Err()}}, status: http.StatusMethodNotAllowed, allow: allow,
	}
}

// response is what is sent to the client.
type response struct {
	Errors gqlerror.List
	// Data is empty if nothing was executed.
	Data       json.RawMessage
	Extensions map[string]any

	status    int
	mediaType string
	// release takes back the memory of Data after it was written; nil for a response without such memory.
	release func()
}

// refused returns the response to a request that is not executed, and sets its headers.
func refused(ctx context.Context, header http.Header, mediaType string, err error) response {
	refusal := refusalOf(err)
	status := refusal.status
	if status == 0 {
		status = http.StatusOK
		if mediaType == mediaGraphQL {
			status = http.StatusBadRequest
		}
	}
	refusal.setHeaders(header, status)
	errors := make(gqlerror.List, len(refusal.problems))
	for i, problem := range refusal.problems {
		errors[i] = describe(ctx, asFault(problem.err))
		errors[i].Locations = problem.locations
	}
	return response{Errors: errors, status: status, mediaType: mediaType}
}

// write sends a response, and returns what was sent: SERVER_FAILED for a response that cannot be written as JSON.
func write(ctx context.Context, w http.ResponseWriter, sent response) response {
	body, err := sent.encode()
	if err != nil {
		sent = response{
			Errors: gqlerror.List{describe(ctx, caused(fault.New(fault.ServerFailed), err))},
			status: http.StatusInternalServerError, mediaType: sent.mediaType,
		}
		if body, err = sent.encode(); err != nil {
			body = nil
		}
	}
	w.Header().Set("Content-Type", sent.mediaType+"; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(body.size()))
	w.WriteHeader(sent.status)
	for _, part := range body {
		if _, err := w.Write(part); err != nil {
			info := infoOf(ctx)
			info.logger.Debug().EmbedObject(info).Msg("the client left before the response was written")
			break
		}
	}
	return sent
}

// body is a text in parts: data can be large, and is not copied.
type body [][]byte

func (b body) size() int {
	size := 0
	for _, part := range b {
		size += len(part)
	}
	return size
}

// encode returns the response as JSON: errors first, as the specification advises.
func (r response) encode() (body, error) {
	parts := make(body, 0, 7) // of three members and the end
	if len(r.Errors) > 0 {
		errors, err := encode(r.Errors)
		if err != nil {
			return nil, err
		}
		parts = append(parts, []byte(`,"errors":`), errors)
	}
	if len(r.Data) > 0 {
		parts = append(parts, []byte(`,"data":`), r.Data)
	}
	if len(r.Extensions) > 0 {
		extensions, err := encode(r.Extensions)
		if err != nil {
			return nil, err
		}
		parts = append(parts, []byte(`,"extensions":`), extensions)
	}
	if len(parts) == 0 {
		return body{[]byte("{}\n")}, nil
	}
	parts[0][0] = '{'
	return append(parts, []byte("}\n")), nil
}

func encode(value any) ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(text.Bytes(), []byte("\n")), nil
}
