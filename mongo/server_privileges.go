package mongo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
)

var (
	// servingActions are the actions that a server must be allowed on each collection, and indexActions those that an empty store
	// and a migration need in addition. The role readWrite has all of them.
	servingActions = []string{"find", "insert", "update", "remove", "listIndexes"}
	indexActions   = []string{"createIndex", "dropIndex"}
)

// connectionStatus is the response to the command of that name.
type connectionStatus struct {
	Auth struct {
		Users []struct{} `bson:"authenticatedUsers"`
		Roles []struct {
			Role     string `bson:"role"`
			Database string `bson:"db"`
		} `bson:"authenticatedUserRoles"`
		Privileges []privilege `bson:"authenticatedUserPrivileges"`
	} `bson:"authInfo"`
}

// privilege is what a user may do with a resource. An empty database or collection stands for all of them.
type privilege struct {
	Resource struct {
		Database   *string `bson:"db"`
		Collection *string `bson:"collection"`
		Any        bool    `bson:"anyResource"`
	} `bson:"resource"`
	Actions []string `bson:"actions"`
}

// allows reports whether the privilege has an action on a collection.
func (p privilege) allows(action, database, collection string) bool {
	covers := func(name *string, covered string) bool { return name != nil && (*name == "" || *name == covered) }
	r := p.Resource
	return slices.Contains(p.Actions, action) && (r.Any || covers(r.Database, database) && covers(r.Collection, collection))
}

// checkPrivileges fails with ErrConnection if the user of the connection may not do what every server does. What only an empty store
// or a migration needs is a warning. A server without users allows everything, and one that does not answer the question may.
func (s *Store) checkPrivileges(ctx context.Context) error {
	var status connectionStatus
	command := bson.D{{Key: "connectionStatus", Value: 1}, {Key: "showPrivileges", Value: true}}
	err := s.client.Database("admin").RunCommand(ctx, command).Decode(&status)
	switch {
	case errors.As(err, new(driver.CommandError)) && !isPassing(err):
		return nil
	case err != nil:
		return failure("asking for the privileges of the user", err)
	case len(status.Auth.Users) == 0:
		return nil
	}
	if lacks := status.lacks(s.database.Name(), servingActions); lacks != "" {
		return fmt.Errorf("%w: %s", ErrConnection, lacks)
	}
	if lacks := status.lacks(s.database.Name(), indexActions); lacks != "" {
		s.logger.Warn().Msg(lacks + ". An empty store and `accessgraph migrate` need that")
	}
	return nil
}

// lacks says which of some actions are not allowed on every collection, and what to do; "" if all are.
func (c connectionStatus) lacks(database string, actions []string) string {
	for _, d := range descriptors {
		missing := slices.DeleteFunc(slices.Clone(actions), func(action string) bool {
			return slices.ContainsFunc(c.Auth.Privileges, func(p privilege) bool { return p.allows(action, database, d.name) })
		})
		if len(missing) > 0 {
			return fmt.Sprintf("the user may not %s in %s.%s: give it the role readWrite on the database %s (it has %s)",
				strings.Join(missing, ", "), database, d.name, database, c.roles())
		}
	}
	return ""
}

// roles returns the roles of the user, each with its database.
func (c connectionStatus) roles() string {
	if len(c.Auth.Roles) == 0 {
		return "no role"
	}
	names := make([]string, len(c.Auth.Roles))
	for i, role := range c.Auth.Roles {
		names[i] = role.Role + " on " + role.Database
	}
	return strings.Join(names, ", ")
}
