package fault

// Errors of mutations that are sent with an Idempotency-Key.
const (
	IdempotencyKeyConflict       Reason = "IDEMPOTENCY_KEY_CONFLICT"
	IdempotencyResultUnavailable Reason = "IDEMPOTENCY_RESULT_UNAVAILABLE"
)

var idempotencyEntries = []Entry{
	{
		Reason: IdempotencyKeyConflict, Code: CodeConflict, Status: 409,
		Message:     "The idempotency key was used within the last 24 hours for another input.",
		Description: "A mutation with the same Idempotency-Key, by the same application for the same acting user and under the same response name, succeeded with another input. Nothing was changed. Use a new key for each intention.",
	},
	{
		Reason: IdempotencyResultUnavailable, Code: CodeNotFound, Status: 404,
		Message:     "The mutation was carried out by an earlier request with this idempotency key, and its object is gone since.",
		Description: "A replay returns the object as it is now, but the object has been deleted. Nothing was changed.",
	},
}
