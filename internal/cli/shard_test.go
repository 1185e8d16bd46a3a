package cli

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestShard_PrintsOneCommandForEachCollectionAndZone(t *testing.T) {
	out, _, err := run(nil, "shard")
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	require.Equal(t, `sh.enableSharding("accessgraph")`, lines[0])
	require.Contains(t, lines, `sh.shardCollection("accessgraph.accesses", {companyId: 1, _id: 1})`)
	require.Contains(t, lines, `sh.shardCollection("accessgraph.auditRecords", {companyId: 1, _id: 1})`)

	zoned, _, err := run(nil, "shard", "--database", "ag", "--zone", "com_b=EU", "--zone", "com_a=US")
	require.NoError(t, err)
	require.Len(t, strings.Split(strings.TrimSpace(zoned), "\n"), 1+3*(len(lines)-1))
	require.Contains(t, zoned, `sh.updateZoneKeyRange("ag.accesses", {companyId: "com_a", _id: MinKey()}, {companyId: "com_a", _id: MaxKey()}, "US")`)
}

func TestShard_RefusesWhatIsNoZoneOrDatabase(t *testing.T) {
	for arguments, problem := range map[string]string{
		"--zone com_a":                   `the flag --zone is not valid: "com_a" must be the ID of a company, = and the name of a zone`,
		"--zone =EU":                     `the flag --zone is not valid: "=EU" must be the ID of a company, = and the name of a zone`,
		"--zone com_a=EU --zone com_a=U": `the flag --zone is not valid: the company "com_a" has two zones`,
		`--database a".b`:                `the flag --database is not valid: "a\".b" must be 1 to 63 letters, digits, _ and -`,
	} {
		_, _, err := run(nil, append([]string{"shard"}, strings.Fields(arguments)...)...)
		require.EqualError(t, err, problem)
	}
}
