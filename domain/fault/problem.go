package fault

import "slices"

// Problem is the ending of a reason. It names the problem of the noun before it.
type Problem string

var problems = []Problem{
	"BUSY", "CANCELED", "CONFLICT", "ERASED", "EXCEEDED", "EXPIRED", "FAILED", "IN_USE", "MISMATCH", "NOT_ACTIVE", "NOT_ALLOWED", "NOT_ENABLED",
	"NOT_FOUND", "NOT_SUPPORTED", "NOT_VALID", "REQUIRED", "TAKEN", "UNAVAILABLE", "UNKNOWN",
}

// Problems returns the closed list of problems. A reason is a noun of the schema or of the request, followed by a problem: a
// client that does not know the reason ACCESS_NAME_REQUIRED can still read its problem.
func Problems() []Problem { return slices.Clone(problems) }
