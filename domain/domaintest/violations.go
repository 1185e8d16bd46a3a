package domaintest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/fault"
)

// Violation is a fault as a client sees it.
type Violation struct {
	Reason  fault.Reason
	Message string
	Data    map[string]any
}

// Told is a violation as a client is expected to see it.
func Told(reason fault.Reason, message string, data map[string]any) Violation {
	return Violation{Reason: reason, Message: message, Data: data}
}

// RequireViolations checks everything that a client is told: the reasons, the texts to the letter, the data and the order.
func RequireViolations(t require.TestingT, err error, expected ...Violation) {
	if helper, ok := t.(testing.TB); ok {
		helper.Helper()
	}
	var told *fault.Error
	require.ErrorAs(t, err, &told)
	found := make([]Violation, 0, len(told.Violations))
	for _, violation := range told.Violations {
		asTold := Violation{Reason: violation.Reason, Message: violation.Message()}
		if violation.Data != nil {
			asTold.Data = violation.Details()
		}
		found = append(found, asTold)
	}
	require.Equal(t, expected, found)
}
