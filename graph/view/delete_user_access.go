package view

// DeleteUserAccessPayload answers with the user whose access was deleted, when they are asked for.
type DeleteUserAccessPayload struct {
	DeletedUserAccessID string
	UserID              string
}
