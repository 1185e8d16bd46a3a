package access

// UserAgreement is what a user accepts when an access is activated.
type UserAgreement struct {
	Version string
	Title   string
	Text    string
}

// BuiltInAgreement is the agreement of an installation that has none of its own.
func BuiltInAgreement() UserAgreement {
	return UserAgreement{
		Version: "1.0",
		Title:   "User agreement",
		Text: "By accepting this agreement you confirm that the names given for this access are yours, and that you will " +
			"use it only for transactions that you have read and want to sign. Transactions that are signed with this access " +
			"are made in your name. If you believe that somebody else can use it, tell the organisation that gave it to you, " +
			"and have it deactivated.",
	}
}
