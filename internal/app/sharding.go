package app

import "accessgraph/mongo"

// ShardingCommands returns the commands for mongosh that shard a database, one for each line: see mongo.ShardingCommands.
func ShardingCommands(database string, zones map[string]string) []string {
	return mongo.ShardingCommands(database, zones)
}
