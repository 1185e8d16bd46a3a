package mongo

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// ShardingCommands returns the commands for mongosh that shard a database, one for each line. Every collection is sharded by company
// and _id, so that each filter, which begins with the company, is answered by the shards of that company. zones has the zone of the
// shards on which the documents of a company stay, by the company's ID.
func ShardingCommands(database string, zones map[string]string) []string {
	commands := []string{fmt.Sprintf("sh.enableSharding(%s)", strconv.Quote(database))}
	for _, d := range descriptors {
		namespace := strconv.Quote(database + "." + d.name)
		commands = append(commands, fmt.Sprintf("sh.shardCollection(%s, {%s: 1, %s: 1})", namespace, companyField, idField))
		for _, companyID := range slices.Sorted(maps.Keys(zones)) {
			company := strconv.Quote(companyID)
			commands = append(commands, fmt.Sprintf("sh.updateZoneKeyRange(%s, {%s: %s, %s: MinKey()}, {%s: %s, %s: MaxKey()}, %s)",
				namespace, companyField, company, idField, companyField, company, idField, strconv.Quote(zones[companyID])))
		}
	}
	return commands
}
