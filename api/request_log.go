package api

import (
	"time"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"accessgraph/domain/fault"
)

// noteOperation keeps what the log and the metrics may tell about an operation: names of the schema, and the operation's own name when
// it is one of GraphQL's. Neither the document nor a value is among it.
func (i *requestInfo) noteOperation(operation *ast.OperationDefinition, root *ast.Definition, roots []*ast.Field, most int) {
	i.operation = string(operation.Operation)
	if isName(operation.Name) {
		i.operationName = operation.Name
	}
	for _, field := range roots[:min(len(roots), most)] {
		if root != nil && root.Fields.ForName(field.Name) != nil {
			i.rootFields = append(i.rootFields, field.Name)
		}
	}
}

// finish writes the one line that every request to the endpoint has, and counts it.
func (i *requestInfo) finish(status int, errors gqlerror.List) {
	i.metrics.request(i, status, errors)
	i.logOperation(status, errors)
}

// refuse writes the line of a request that was refused before it reached the endpoint, and counts its errors.
func (i *requestInfo) refuse(status int, errors gqlerror.List) {
	i.metrics.errorsSent(errors)
	i.logOperation(status, errors)
}

func (i *requestInfo) logOperation(status int, errors gqlerror.List) {
	line := i.logger.Info().EmbedObject(i).Int("status", status).Dur("durationMilliseconds", time.Since(i.started)).Str("address", i.address)
	if i.userAgent != "" {
		line.Str("userAgent", i.userAgent)
	}
	if i.clientRequestID != "" {
		line.Str("clientRequestId", i.clientRequestID)
	}
	if i.operation != "" {
		line.Str("operation", i.operation).Strs("rootFields", i.rootFields).Int("cost", i.cost)
	}
	if i.operationName != "" {
		line.Str("operationName", i.operationName)
	}
	if i.untrusted {
		line.Bool("trusted", false)
	}
	if i.applicationID != "" {
		line.Str("applicationId", i.applicationID)
	}
	line.Int("storeCalls", i.commands.Sent())
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
