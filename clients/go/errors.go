package accessgraph

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"accessgraph/clients/go/schema"
)

// Error is an error that the server reports. errors.As finds the first one of a response.
type Error struct {
	// Message is for people. Branch on Code and Reason.
	Message string
	// Path leads to the field that failed: names, and indexes of lists. It is empty for an error of the whole request.
	Path []any
	// Code is the kind of the error.
	Code schema.ErrorCode
	// Reason is the error itself. Later versions of the server have more reasons.
	Reason schema.ErrorReason
	// Status is the HTTP status that the contract documents. The response's own may differ.
	Status int
	// Retryable reports whether the same request can succeed later. The client has then retried it already.
	Retryable bool
	// Data has the details, such as what is wrong by the path of each invalid input field, over all violations.
	Data map[string]any
	// Violations are all the rules that the input breaks. The error itself is the first of them.
	Violations []Violation
	// RequestID names the request in the logs of the server.
	RequestID string
	// RetryAfter is how long the server asks to wait. It is 0 if it does not say so.
	RetryAfter time.Duration
}

// Violation is a rule that the input breaks.
type Violation struct {
	// Reason is the rule.
	Reason schema.ErrorReason `json:"reason"`
	// Message is for people.
	Message string `json:"message"`
	// Data has what is wrong by the path of each input field, as in Error.
	Data map[string]any `json:"data"`
}

// Error returns the message with the reason and the request's ID.
func (e *Error) Error() string {
	return fmt.Sprintf("%s (%s, request %s)", e.Message, e.Reason, e.RequestID)
}

// Fields returns what is wrong with each field of the input, by its path, such as input.firstName: the texts to show beside the fields
// of a form. It is empty if the error does not come from the input, such as that of a rate.
func (e *Error) Fields() map[string]string {
	fields := map[string]string{}
	for path, problem := range e.Data {
		if text, ok := problem.(string); ok && strings.HasPrefix(path, "input.") {
			fields[path] = text
		}
	}
	return fields
}

// Errors are all errors of a response, in its order. There is at least one.
type Errors []*Error

// Error returns the errors, a line each.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, failure := range e {
		lines[i] = failure.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns each error, for errors.As.
func (e Errors) Unwrap() []error {
	failures := make([]error, len(e))
	for i, failure := range e {
		failures[i] = failure
	}
	return failures
}

// retryable reports whether a retry can change anything. What succeeded is replayed, by the Idempotency-Key.
func (e Errors) retryable() bool {
	return slices.ContainsFunc(e, func(failure *Error) bool { return failure.Retryable })
}

// ConnectionError means that no whole response was received: a mutation may have been carried out. The next attempt, with the same
// Idempotency-Key, tells.
type ConnectionError struct{ err error }

// Error returns what failed.
func (e *ConnectionError) Error() string { return e.err.Error() }

// Unwrap returns the error of net/http.
func (e *ConnectionError) Unwrap() error { return e.err }

// HTTPError is a response that is not GraphQL, such as that of a proxy.
type HTTPError struct {
	// Status is the HTTP status.
	Status int
	// RetryAfter is how long the response asks to wait. It is 0 if it does not say so.
	RetryAfter time.Duration
}

// Error returns the status.
func (e *HTTPError) Error() string {
	return fmt.Sprintf("the response is not GraphQL: HTTP status %d %s", e.Status, http.StatusText(e.Status))
}

// retryable reports whether a proxy says that the server cannot be reached now.
func (e *HTTPError) retryable() bool {
	return slices.Contains([]int{
		http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout,
	}, e.Status)
}

// wireError is an error as a response has it.
type wireError struct {
	Message    string `json:"message"`
	Path       []any  `json:"path"`
	Extensions struct {
		Code       schema.ErrorCode   `json:"code"`
		Reason     schema.ErrorReason `json:"reason"`
		Status     int                `json:"status"`
		Retryable  bool               `json:"retryable"`
		Data       map[string]any     `json:"data"`
		Violations []Violation        `json:"violations"`
		RequestID  string             `json:"requestId"`
	} `json:"extensions"`
}

// newErrors returns the errors of a response that asks to wait.
func newErrors(wire []wireError, retryAfter time.Duration) Errors {
	failures := make(Errors, len(wire))
	for i, failure := range wire {
		details := failure.Extensions
		failures[i] = &Error{
			Message: failure.Message, Path: failure.Path, Code: details.Code, Reason: details.Reason, Status: details.Status,
			Retryable: details.Retryable, Data: details.Data, Violations: details.Violations, RequestID: details.RequestID,
			RetryAfter: retryAfter,
		}
	}
	return failures
}
