package fault

// Errors of what follows changes.
const (
	ChangesExpired     Reason = "CHANGES_EXPIRED"
	ChangesTypeUnknown Reason = "CHANGES_TYPE_UNKNOWN"
)

var changeEntries = []Entry{
	{
		Reason: ChangesExpired, Code: CodeNotValid, Status: 400,
		Message:     "Changes after the cursor have been removed: the history begins at <%1>.",
		Description: "The server keeps audit records for a limited time, and some of those after the cursor may be gone. Read the objects that you follow anew, then follow the changes without a cursor. `data.historyBeginsAt` is the time of the first changes that are still there.",
	},
	{
		Reason: ChangesTypeUnknown, Code: CodeNotValid, Status: 400,
		Message:     "Changes cannot be followed by the type <%1>.",
		Description: "`types` has the name of something that is no type of objects. `data` names it.",
	},
}
