package view

// DeleteUserAccessPayload has the ID of the user, which is loaded if the field user is selected.
type DeleteUserAccessPayload struct {
	DeletedUserAccessID string
	UserID              string
}
