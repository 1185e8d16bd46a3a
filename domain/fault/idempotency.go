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
		Description: "A mutation with the same Idempotency-Key, by the same application for the same acting user and under the same name in the answer, succeeded with another input. Nothing was changed. Use a new key for every new intention.",
	},
	{
		Reason: IdempotencyResultUnavailable, Code: CodeNotFound, Status: 404,
		Message:     "The mutation was carried out by an earlier request with this idempotency key, and its object is gone since.",
		Description: "A repeat is answered with the object as it is now, and there is none any more. Nothing was changed.",
	},
}
