package api

import (
	"time"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"accessgraph/domain/fault"
)

// noteOperation keeps what the log and the metrics may tell about an operation: names of the schema, and the operation's own name when
// it is one of GraphQL's. Neither the document nor a value is among it.
func (e *exchange) noteOperation(operation *ast.OperationDefinition, root *ast.Definition, roots []*ast.Field, most int) {
	e.operation = string(operation.Operation)
	if isName(operation.Name) {
		e.operationName = operation.Name
	}
	for _, field := range roots[:min(len(roots), most)] {
		if root != nil && root.Fields.ForName(field.Name) != nil {
			e.rootFields = append(e.rootFields, field.Name)
		}
	}
}

// finish writes the one line that every request to the endpoint has, and counts it.
func (e *exchange) finish(status int, errors gqlerror.List) {
	e.metrics.request(e, status, errors)
	e.logOperation(status, errors)
}

// refuse writes the line of a request that was refused before it reached the endpoint, and counts its errors.
func (e *exchange) refuse(status int, errors gqlerror.List) {
	e.metrics.answered(errors)
	e.logOperation(status, errors)
}

func (e *exchange) logOperation(status int, errors gqlerror.List) {
	line := e.logger.Info().EmbedObject(e).Int("status", status).Dur("durationMilliseconds", time.Since(e.started)).Str("address", e.address)
	if e.userAgent != "" {
		line.Str("userAgent", e.userAgent)
	}
	if e.clientRequestID != "" {
		line.Str("clientRequestId", e.clientRequestID)
	}
	if e.operation != "" {
		line.Str("operation", e.operation).Strs("rootFields", e.rootFields).Int("cost", e.cost)
	}
	if e.operationName != "" {
		line.Str("operationName", e.operationName)
	}
	if e.applicationID != "" {
		line.Str("applicationId", e.applicationID)
	}
	line.Int("storeCalls", e.commands.Sent())
	if reasons := reasonsOf(errors); len(reasons) > 0 {
		line.Strs("reasons", reasons)
	}
	line.Msg("request")
}

// reasonsOf returns each reason of a list of errors once, in their order.
func reasonsOf(errors gqlerror.List) []string {
	var reasons []string
	seen := map[fault.Reason]bool{}
	for _, each := range errors {
		reason, ok := each.Extensions["reason"].(fault.Reason)
		if ok && !seen[reason] {
			seen[reason] = true
			reasons = append(reasons, string(reason))
		}
	}
	return reasons
}
