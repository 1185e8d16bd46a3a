package domaintest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/fault"
)

// Violation is a fault in the form in which a client receives it.
type Violation struct {
	Reason  fault.Reason
	Message string
	Data    map[string]any
}

// NewViolation returns a violation that a client is expected to receive.
func NewViolation(reason fault.Reason, message string, data map[string]any) Violation {
	return Violation{Reason: reason, Message: message, Data: data}
}

// RequireViolations checks everything that a client receives: the reasons, the exact messages, the data and the order.
func RequireViolations(t require.TestingT, err error, expected ...Violation) {
	if helper, ok := t.(testing.TB); ok {
		helper.Helper()
	}
	var refusal *fault.Error
	require.ErrorAs(t, err, &refusal)
	violations := make([]Violation, 0, len(refusal.Violations))
	for _, violation := range refusal.Violations {
		asReceived := Violation{Reason: violation.Reason, Message: violation.Message()}
		if violation.Data != nil {
			asReceived.Data = violation.Details()
		}
		violations = append(violations, asReceived)
	}
	require.Equal(t, expected, violations)
}
