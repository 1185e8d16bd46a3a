package fault

// Errors that every family shares.
const (
	VersionConflict       Reason = "VERSION_CONFLICT"
	PageSizeNotValid      Reason = "PAGE_SIZE_NOT_VALID"
	PageDirectionNotValid Reason = "PAGE_DIRECTION_NOT_VALID"
	CursorNotValid        Reason = "CURSOR_NOT_VALID"
	IDCountExceeded       Reason = "ID_COUNT_EXCEEDED"
	ValueNotValid         Reason = "VALUE_NOT_VALID"
)

var documentEntries = []Entry{
	{
		Reason: VersionConflict, Code: CodeConflict, Status: 409,
		Message:     "The object was changed in the meantime: its version is <%1> now.",
		Description: "`expectedVersion` is not the current version. `data.currentVersion` is: read the object again, and decide again. The path is that of `expectedVersion`.",
	},
	{
		Reason: PageSizeNotValid, Code: CodeNotValid, Status: 400,
		Message:     "A page has 1 to <%1> entries, not <%2>.",
		Description: "`first` or `last` is out of bounds.",
	},
	{
		Reason: PageDirectionNotValid, Code: CodeNotValid, Status: 400,
		Message:     "A page is taken from the start of a list or from its end, not from both.",
		Description: "`first` and `last` cannot be combined.",
	},
	{
		Reason: CursorNotValid, Code: CodeNotValid, Status: 400,
		Message:     "The cursor is not one of this list.",
		Description: "`after` or `before` is not a cursor of this list with this filter and order. Start again without it.",
	},
	{
		Reason: IDCountExceeded, Code: CodeNotValid, Status: 400,
		Message:     "At most <%1> IDs can be requested at once, not <%2>.",
		Description: "`nodes` or `changes` has too many IDs. Split them among several requests.",
	},
	{
		Reason: ValueNotValid, Code: CodeNotValid, Status: 400, Sentence: true,
		Message:     "A value is not valid: <%1>",
		Description: "A value in the document does not have its scalar type, such as a DateTime that is not RFC 3339. `data` names it.",
	},
}
