package fault

// Problem is how a reason ends: what is wrong with the noun before it.
type Problem string

// Problems returns the closed list of problems. A reason is a noun of the schema or of the request and one of these, such
// as ACCESS_NAME_REQUIRED: a client that does not know a reason can still read its problem.
func Problems() []Problem {
	return []Problem{
		"BUSY", "CANCELED", "CONFLICT", "EXCEEDED", "FAILED", "IN_USE", "MISMATCH", "NOT_ACTIVE", "NOT_ALLOWED", "NOT_ENABLED",
		"NOT_FOUND", "NOT_SUPPORTED", "NOT_VALID", "REQUIRED", "TAKEN", "UNAVAILABLE", "UNKNOWN",
	}
}
