package api

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"accessgraph/domain/fault"
)

// refusal is why a request is not executed.
type refusal struct {
	problems []problem
	// status is the HTTP status in either media type. 0 stands for a request error of GraphQL's: 400 for clients that
	// understand it, 200 for those that take anything else for a failure of the transport.
	status int
	// allow lists the methods that would have been accepted, for status 405.
	allow string
	// retryAfter is after how many seconds to try again; 1 when 0, for a status that has it.
	retryAfter int
}

// refuse refuses with a request error of GraphQL's.
func refuse(err error) *refusal {
	return &refusal{problems: []problem{{err: err}}}
}

// refuseWith refuses with the same HTTP status in either media type.
func refuseWith(status int, err error) *refusal {
	return &refusal{problems: []problem{{err: err}}, status: status}
}

func methodNotAllowed(method, allow, why string) *refusal {
	if !isName(method) {
		method = "of this request"
	}
	found := refuseWith(http.StatusMethodNotAllowed, fault.New(fault.MethodNotAllowed, method, why).Err())
	found.allow = allow
	return found
}

// answer is what goes back to the client.
type answer struct {
	Errors gqlerror.List
	// Data is empty when nothing was executed.
	Data       json.RawMessage
	Extensions map[string]any

	status    int
	mediaType string
	// release takes back the memory of Data once it was written; nil for an answer without such memory.
	release func()
}

// refused writes a refusal as an answer, and its headers with it.
func refused(ctx context.Context, header http.Header, mediaType string, why *refusal) answer {
	status := why.status
	if status == 0 {
		status = http.StatusOK
		if mediaType == mediaGraphQL {
			status = http.StatusBadRequest
		}
	}
	why.setHeaders(header, status)
	errors := make(gqlerror.List, len(why.problems))
	for i, each := range why.problems {
		errors[i] = describe(ctx, asFault(each.err, ""))
		errors[i].Locations = each.locations
	}
	return answer{Errors: errors, status: status, mediaType: mediaType}
}

// write sends an answer. An answer that cannot be written as JSON becomes SERVER_FAILED.
func write(ctx context.Context, w http.ResponseWriter, given answer) answer {
	body, err := given.encode()
	if err != nil {
		given = answer{
			Errors: gqlerror.List{describe(ctx, caused(fault.New(fault.ServerFailed), err))},
			status: http.StatusInternalServerError, mediaType: given.mediaType,
		}
		if body, err = given.encode(); err != nil {
			body = nil
		}
	}
	w.Header().Set("Content-Type", given.mediaType+"; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(body.size()))
	w.WriteHeader(given.status)
	for _, part := range body {
		if _, err := w.Write(part); err != nil {
			exchange := exchangeOf(ctx)
			exchange.logger.Debug().EmbedObject(exchange).Msg("the client left before the answer was written")
			break
		}
	}
	return given
}

// body is a text in parts: what was executed can be large, and is not copied.
type body [][]byte

func (b body) size() int {
	size := 0
	for _, part := range b {
		size += len(part)
	}
	return size
}

// encode returns the answer as JSON: errors first, as the specification advises.
func (a answer) encode() (body, error) {
	var parts body
	begin := "{"
	add := func(name string, value []byte) {
		parts = append(parts, []byte(begin+`"`+name+`":`), value)
		begin = ","
	}
	if len(a.Errors) > 0 {
		errors, err := encode(a.Errors)
		if err != nil {
			return nil, err
		}
		add("errors", errors)
	}
	if len(a.Data) > 0 {
		add("data", a.Data)
	}
	if len(a.Extensions) > 0 {
		extensions, err := encode(a.Extensions)
		if err != nil {
			return nil, err
		}
		add("extensions", extensions)
	}
	if len(parts) == 0 {
		return body{[]byte("{}\n")}, nil
	}
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
