package embedded_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
)

// MongoDB's documented vocabulary, from the reference pages of its manual.
const (
	documentedCommands = `aggregate count distinct mapReduce delete find findAndModify getLastError getMore insert update bulkWrite
		planCacheClear planCacheClearFilters planCacheListFilters planCacheSetFilter authenticate logout createUser
		dropAllUsersFromDatabase dropUser grantRolesToUser revokeRolesFromUser updateUser usersInfo createRole dropRole
		dropAllRolesFromDatabase grantPrivilegesToRole grantRolesToRole invalidateUserCache revokePrivilegesFromRole
		revokeRolesFromRole rolesInfo updateRole appendOplogNote applyOps hello replSetAbortPrimaryCatchUp replSetFreeze
		replSetGetConfig replSetGetStatus replSetInitiate replSetMaintenance replSetReconfig replSetResizeOplog
		replSetStepDown replSetSyncFrom abortReshardCollection addShard addShardToZone analyzeShardKey balancerCollectionStatus
		balancerStart balancerStatus balancerStop checkShardingIndex clearJumboFlag cleanupOrphaned cleanupReshardCollection
		commitReshardCollection configureCollectionBalancing configureQueryAnalyzer enableSharding flushRouterConfig getShardMap
		getShardVersion isdbgrid listShards medianKey moveChunk movePrimary mergeChunks refineCollectionShardKey removeShard
		removeShardFromZone reshardCollection setAllowMigrations setShardVersion shardCollection shardingState split splitVector
		unsetSharding updateZoneKeyRange abortTransaction commitTransaction endSessions killAllSessions
		killAllSessionsByPattern killSessions refreshSessions startSession cloneCollectionAsCapped collMod compact
		compactStructuredEncryptionData convertToCapped create createIndexes currentOp drop dropDatabase dropConnections
		dropIndexes filemd5 fsync fsyncUnlock getAuditConfig getClusterParameter getDefaultRWConcern getParameter killCursors
		killOp listCollections listDatabases listIndexes logRotate reIndex renameCollection rotateCertificates
		setAuditConfig setFeatureCompatibilityVersion setIndexCommitQuorum setClusterParameter setDefaultRWConcern
		setParameter setUserWriteBlockMode shutdown availableQueryOptions buildInfo collStats connPoolStats connectionStatus
		cursorInfo dataSize dbHash dbStats driverOIDTest explain features getCmdLineOpts getLog hostInfo isSelf
		listCommands lockInfo netstat ping profile serverStatus shardConnPoolStats top
		whatsmyuri setFreeMonitoring getFreeMonitoringStatus logApplicationMessage createSearchIndexes dropSearchIndex
		listSearchIndexes updateSearchIndex saslStart saslContinue eval group geoNear geoSearch parallelCollectionScan
		copydb clone resetError getPrevError findandmodify dropIndex buildinfo serverstatus dbstats collstats`
	documentedQueryOperators = `$all $and $bitsAllClear $bitsAllSet $bitsAnyClear $bitsAnySet $elemMatch $eq $exists $gt $gte $in
		$lt $lte $mod $ne $nin $not $regex $options $size $type $geoIntersects $geoWithin $near $nearSphere $box $center
		$centerSphere $geometry $maxDistance $minDistance $polygon $uniqueDocs $within $slice $meta $encStrCaseSensitive`
	documentedTopLevelOperators = `$and $or $nor $not $expr $jsonSchema $text $where $comment $rand $natural $sampleRate $alwaysTrue
		$alwaysFalse $isolated $atomic $eq $in $gt $exists $query $orderby`
	documentedUpdateOperators = `$currentDate $inc $min $max $mul $rename $set $setOnInsert $unset $addToSet $pop $pull $push
		$pullAll $pushAll $bit $each $position $slice $sort $isolated`
	documentedStages = `$addFields $bucket $bucketAuto $changeStream $changeStreamSplitLargeEvent $collStats $count $currentOp
		$densify $documents $facet $fill $geoNear $graphLookup $indexStats $listLocalSessions
		$listSampledQueries $listSearchIndexes $listSessions $lookup $merge $out $planCacheStats $project
		$querySettings $queryStats $redact $replaceRoot $replaceWith $sample $search $searchMeta $set $setWindowFields
		$shardedDataDistribution $skip $sort $sortByCount $unionWith $unset $unwind $vectorSearch`
	documentedAccumulators = `$accumulator $addToSet $avg $bottom $bottomN $count $first $firstN $last $lastN $max $maxN $median
		$mergeObjects $min $percentile $push $stdDevPop $stdDevSamp $top $topN`
)

// documentedOptions are the options of the commands that are served, and of the documents in them.
var documentedOptions = map[string]string{
	"find": `skip noCursorTimeout tailable oplogReplay awaitData collation allowDiskUse let max min
		returnKey showRecordId rawData maxScan snapshot explain`,
	"aggregate":         `explain allowDiskUse bypassDocumentValidation collation let rawData batchSize`,
	"insert":            `bypassDocumentValidation maxTimeMSOpOnly encryptionInformation rawData stmtIds stmtId`,
	"update":            `bypassDocumentValidation let encryptionInformation rawData stmtIds`,
	"delete":            `let encryptionInformation rawData stmtIds bypassDocumentValidation`,
	"createIndexes":     `commitQuorum ignoreUnknownIndexOptions rawData`,
	"listIndexes":       `includeBuildUUIDs includeIndexBuildInfo rawData`,
	"getMore":           `term lastKnownCommittedOpTime`,
	"killCursors":       `rawData`,
	"commitTransaction": `recoveryToken commitTimestamp`,
	"ping":              `readConcern writeConcern verbose`,
}

// served runs a well-formed command of each kind, to which a test adds what is to be refused.
func served(name string) bson.D {
	switch name {
	case "find":
		return d(name, "things", "filter", d("_id", "a"))
	case "aggregate":
		return d(name, "things", "pipeline", bson.A{d("$match", d()), d("$group", d("_id", 1, "n", d("$sum", 1)))}, "cursor", d())
	case "insert":
		return d(name, "things", "documents", bson.A{d("_id", "new")})
	case "update":
		return d(name, "things", "updates", bson.A{d("q", d("_id", "a"), "u", d("$set", d("changed", true)))})
	case "delete":
		return d(name, "things", "deletes", bson.A{d("q", d("_id", "a"), "limit", 1)})
	case "createIndexes":
		return d(name, "things", "indexes", bson.A{d("key", d("more", 1), "name", "more_1")})
	case "commitTransaction", "ping":
		return d(name, 1)
	case "getMore":
		return d(name, int64(1), "collection", "things")
	case "killCursors":
		return d(name, "things", "cursors", bson.A{int64(1)})
	default:
		return d(name, "things")
	}
}

// refusal is a command that must be refused with one of these codes, by the name of what is wrong with it.
type refusal struct {
	command bson.D
	codes   []int
	names   string
}

func refusals() []refusal {
	var all []refusal
	add := func(names string, command bson.D, codes ...int) {
		all = append(all, refusal{command, codes, names})
	}
	commands := strings.Fields("aggregate delete find getMore insert update hello abortTransaction commitTransaction endSessions createIndexes killCursors listIndexes ping")
	for _, name := range strings.Fields(documentedCommands) {
		if !slices.Contains(commands, name) {
			add(name, d(name, "things"), 59)
		}
	}
	for name, options := range documentedOptions {
		for _, option := range strings.Fields(options) {
			add(option, append(served(name), bson.E{Key: option, Value: true}), 40415)
		}
		for _, option := range strings.Fields("apiVersion apiStrict apiDeprecationErrors $clusterTime $audit $client $configServerState databaseVersion shardVersion impersonatedUser mayBypassWriteBlocking readOnly tracking_info") {
			add(option, append(served(name), bson.E{Key: option, Value: true}), 40415)
		}
	}
	for _, one := range []any{1.0, int64(1), 2, "1", true} {
		add("n", d("aggregate", "things", "pipeline", bson.A{d("$match", d()), d("$group", d("_id", 1, "n", d("$sum", one)))}, "cursor", d()), 238)
	}
	all = append(all, operatorRefusals()...)
	return append(all, optionRefusals()...)
}

func operatorRefusals() []refusal {
	var all []refusal
	add := func(names string, command bson.D, codes ...int) {
		all = append(all, refusal{command, codes, names})
	}
	filters := func(names string, filter bson.D) {
		add(names, d("find", "things", "filter", filter), 2)
		add(names, d("update", "things", "updates", bson.A{d("q", filter, "u", d("$set", d("changed", true)))}), 2)
		add(names, d("delete", "things", "deletes", bson.A{d("q", filter, "limit", 1)}), 2)
		add(names, d("aggregate", "things", "pipeline", bson.A{d("$match", filter), d("$group", d("_id", 1, "n", d("$sum", 1)))}, "cursor", d()), 2)
	}
	for _, operator := range strings.Fields(documentedQueryOperators) {
		if !slices.Contains(strings.Fields("$gt $gte $in $lt $lte"), operator) {
			filters(operator, d("_id", d(operator, 1)))
		}
	}
	for _, operator := range strings.Fields(documentedTopLevelOperators) {
		filters(operator, d("_id", "a", operator, bson.A{d("_id", "a")}))
	}
	for _, operator := range strings.Fields(documentedUpdateOperators) {
		if !slices.Contains(strings.Fields("$set $unset $inc $max"), operator) {
			add(operator, d("update", "things", "updates", bson.A{d("q", d("_id", "a"), "u", d(operator, d("a", 1)))}), 9)
			add(operator, d("update", "things", "updates", bson.A{d("q", d("_id", "a"), "u", d("$set", d("b", 1), operator, d("a", 1)))}), 9)
		}
	}
	for _, stage := range strings.Fields(documentedStages) {
		add(stage, d("aggregate", "things", "pipeline", bson.A{d(stage, d()), d("$group", d("_id", 1, "n", d("$sum", 1)))}, "cursor", d()), 40415)
	}
	for _, accumulator := range strings.Fields(documentedAccumulators) {
		add("n", d("aggregate", "things", "pipeline", bson.A{d("$match", d()), d("$group", d("_id", 1, "n", d(accumulator, 1)))}, "cursor", d()), 40415)
	}
	return all
}

func optionRefusals() []refusal {
	var all []refusal
	add := func(names string, command bson.D, codes ...int) {
		all = append(all, refusal{command, codes, names})
	}
	update := func(option string, value any, codes ...int) {
		add(option, d("update", "things", "updates", bson.A{append(d("q", d("_id", "a"), "u", d("$set", d("changed", true))), bson.E{Key: option, Value: value})}), codes...)
	}
	update("multi", true, 238)
	update("upsert", true, 238)
	for _, option := range strings.Fields("collation arrayFilters c sort upsertSupplied sampleId") {
		update(option, d(), 40415)
	}
	add("aggregation pipeline", d("update", "things", "updates", bson.A{d("q", d("_id", "a"), "u", bson.A{d("$set", d("a", 1))})}), 238)
	for _, operator := range []string{"$inc", "$max", "$set", "$unset"} {
		add("a.b", d("update", "things", "updates", bson.A{d("q", d("_id", "a"), "u", d(operator, d("a.b", 1)))}), 238)
	}
	add("array", d("update", "things", "updates", bson.A{d("q", d("_id", "a"), "u", d("$set", d("a.0", 1)))}), 238)
	add("$", d("update", "things", "updates", bson.A{d("q", d("_id", "a"), "u", d("$set", d("a.$", 1)))}), 2)
	add("$[]", d("update", "things", "updates", bson.A{d("q", d("_id", "a"), "u", d("$set", d("a.$[].b", 1)))}), 2)
	add("limit", d("delete", "things", "deletes", bson.A{d("q", d("_id", "a"), "limit", 0)}), 238)
	add("collation", d("delete", "things", "deletes", bson.A{d("q", d("_id", "a"), "limit", 1, "collation", d())}), 40415)
	for _, option := range strings.Fields(`unique sparse expireAfterSeconds partialFilterExpression collation hidden background weights
		default_language language_override textIndexVersion 2dsphereIndexVersion bits min max wildcardProjection storageEngine
		bucketSize dropDups clustered prepareUnique columnstoreProjection`) {
		add(option, d("createIndexes", "things", "indexes", bson.A{d("key", d("x", 1), "name", "x", option, 1)}), 197)
	}
	for _, kind := range []any{"text", "2d", "2dsphere", "hashed", "geoHaystack", "columnstore", 0, 2, true} {
		add("", d("createIndexes", "things", "indexes", bson.A{d("key", d("x", kind), "name", "x")}), 67)
	}
	add("$**", d("createIndexes", "things", "indexes", bson.A{d("key", d("$**", 1), "name", "x")}), 67)
	for _, projection := range []bson.D{d("a", 0), d("_id", 0), d("a", 1, "b", 0), d("a", "$b"), d("a", d("$slice", 1)), d("a", d("$elemMatch", d())), d("a", d("$meta", "x")), d("a.b", 1), d("a.$", 1)} {
		add("", d("find", "things", "filter", d("_id", "a"), "projection", projection), 238)
	}
	for level, code := range map[string]int{"linearizable": 238, "available": 238, "none": 238} {
		add(level, d("find", "things", "filter", d("_id", "a"), "readConcern", d("level", level)), code)
	}
	add("afterClusterTime", d("find", "things", "readConcern", d("afterClusterTime", 1)), 40415)
	for _, concern := range []bson.D{d("w", 0), d("w", 2), d("w", "mine"), d("fsync", true), d("w", 1, "provenance", "x")} {
		add("", d("insert", "things", "documents", bson.A{d("_id", "new")}, "writeConcern", concern), 238, 40415)
	}
	add("secondary", d("find", "things", "$readPreference", d("mode", "secondary")), 238)
	add("tags", d("find", "things", "$readPreference", d("mode", "nearest", "tags", bson.A{})), 40415)
	for _, value := range []any{bson.Regex{Pattern: "a"}, bson.NewDecimal128(0, 1), bson.MinKey{}, bson.MaxKey{}, bson.Timestamp{T: 1}, bson.Undefined{}, bson.JavaScript("x"), bson.Symbol("x"), bson.CodeWithScope{Code: "x", Scope: d()}, bson.DBPointer{DB: "x"}} {
		add("", d("find", "things", "filter", d("_id", value)), 238)
		add("", d("insert", "things", "documents", bson.A{d("_id", "new", "value", value)}), 238)
		add("", d("insert", "things", "documents", bson.A{d("_id", "new", "deep", bson.A{d("value", value)})}), 238)
	}
	for _, filter := range []bson.D{d("a", d("b", 1)), d("a", bson.A{1}), d("a", d("$in", bson.A{d()})), d("a", d("$gt", d())), d("_id", d("$in", bson.A{bson.A{}}))} {
		add("", d("find", "things", "filter", filter), 2)
	}
	for _, filter := range []bson.D{d("other", 1), d("b", 1)} {
		add("no index", d("find", "things", "filter", filter), 2)
	}
	add("no index", d("find", "things", "filter", d("_id", "a"), "sort", d("other", 1)), 2)
	add("no index", d("find", "things", "filter", d("a", 1), "sort", d("b", 1, "a", 1, "c", 1)), 2)
	add("hint", d("find", "things", "filter", d("_id", "a"), "hint", d("unknown", 1)), 2)
	return all
}

func TestWhatIsNotServedIsRefusedByName(t *testing.T) {
	opened := newStore(t)
	things := opened.database.Collection("things")
	createIndex(t, things, d("a", 1, "b", 1))
	insert(t, things, d("_id", "a", "a", 1, "b", 1))
	all := refusals()
	require.Greater(t, len(all), 700)
	for _, refused := range all {
		err := opened.database.RunCommand(t.Context(), refused.command).Err()
		var answer mongo.CommandError
		var write mongo.WriteException
		code, message := 0, ""
		switch {
		case errors.As(err, &answer):
			code, message = int(answer.Code), answer.Message
		case errors.As(err, &write) && len(write.WriteErrors) > 0:
			code, message = write.WriteErrors[0].Code, write.WriteErrors[0].Message
		}
		require.Contains(t, refused.codes, code, "%v: %v", refused.command, err)
		require.Contains(t, message, refused.names, "%v", refused.command)
	}
	require.Equal(t, []any{"a"}, find(t, things, d()))
	var found bson.D
	require.NoError(t, things.FindOne(t.Context(), d("_id", "a")).Decode(&found))
	require.Equal(t, d("_id", "a", "a", int32(1), "b", int32(1)), found)
}
