package resolvers

import (
	"context"

	"accessgraph/domain/fault"
	"accessgraph/domain/useraccess"
)

// userAccessBlockers returns the blockers of accesses of one type. It reads their users in one batch, whatever the scopes of the caller.
func userAccessBlockers[A useraccess.UserAccess](ctx context.Context, e *entities, accesses []A) ([][]fault.Fault, error) {
	return eachWithUser(ctx, e, accesses, func(access *useraccess.StoredUserAccess, user *useraccess.User) []fault.Fault {
		return access.Blockers(user)
	})
}

// areUserAccessesUsable returns for each of the accesses whether it has no blockers.
func areUserAccessesUsable[A useraccess.UserAccess](ctx context.Context, e *entities, accesses []A) ([]*bool, error) {
	return eachWithUser(ctx, e, accesses, func(access *useraccess.StoredUserAccess, user *useraccess.User) *bool {
		return new(len(access.Blockers(user)) == 0)
	})
}

// eachWithUser resolves a field for all accesses of a level from their users. If a user cannot be read, the access has an error.
func eachWithUser[A useraccess.UserAccess, T any](
	ctx context.Context, e *entities, accesses []A, resolve func(access *useraccess.StoredUserAccess, user *useraccess.User) T,
) ([]T, error) {
	loaders, err := loadersOf(ctx)
	if err != nil {
		return nil, err
	}
	e.users.loader(loaders).Prefetch(ctx, idsOf(accesses, func(access A) string { return access.Stored().UserID }))
	return each(accesses, func(access A) (value T, err error) {
		user, err := e.users.lookUp(ctx, access.Stored().UserID)
		if err != nil {
			return value, err
		}
		return resolve(access.Stored(), user), nil
	})
}
