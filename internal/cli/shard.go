package cli

import (
	"fmt"
	"regexp"
	"strings"

	"accessgraph/internal/app"
)

// databaseName is a name that MongoDB accepts for a database on every system.
var databaseName = regexp.MustCompile(`^[A-Za-z0-9_-]{1,63}$`)

// shard prints the commands that shard MongoDB's database.
type shard struct {
	Database string   `help:"The database that MONGODB_URI names." placeholder:"NAME" default:"accessgraph"`
	Zone     []string `help:"Keep the documents of a company on the shards of a zone; may be repeated." placeholder:"COMPANY=ZONE"`
}

// Run implements the subcommand.
func (c *shard) Run(program Program) error {
	if !databaseName.MatchString(c.Database) {
		return fmt.Errorf("the flag --database is not valid: %q must be 1 to 63 letters, digits, _ and -", c.Database)
	}
	zones := map[string]string{}
	for _, assignment := range c.Zone {
		companyID, zone, _ := strings.Cut(assignment, "=")
		if companyID == "" || zone == "" {
			return fmt.Errorf("the flag --zone is not valid: %q must be the ID of a company, = and the name of a zone", assignment)
		}
		if zones[companyID] != "" {
			return fmt.Errorf("the flag --zone is not valid: the company %q has two zones", companyID)
		}
		zones[companyID] = zone
	}
	for _, command := range app.ShardingCommands(c.Database, zones) {
		if _, err := fmt.Fprintln(program.Out, command); err != nil {
			return fmt.Errorf("printing the commands: %w", err)
		}
	}
	return nil
}
