package mongo

import (
	"errors"

	driver "go.mongodb.org/mongo-driver/v2/mongo"
)

// passingCodes are the codes of MongoDB's errors that say nothing about the request: the same call can succeed later, or at
// another server. The names and their categories are those of src/mongo/base/error_codes.yml in MongoDB's sources: all codes
// there of the categories RetriableError, NetworkError, NotPrimaryError, ShutdownError, SystemOverloadedError, SnapshotError,
// StaleShardVersionError and NeedRetargettingError that a client can get, and those below that are marked, which have no
// category but pass just the same. Not among them are MaxTimeMSExpired (50), which is a deadline of the call itself, and the
// errors of a write concern, after which the write may or may not last.
var passingCodes = map[int]string{
	6:        "HostUnreachable",
	7:        "HostNotFound",
	24:       "LockTimeout",    // no category
	43:       "CursorNotFound", // no category: the server was restarted in the middle of a list
	46:       "LockBusy",       // no category
	63:       "StaleShardVersion",
	89:       "NetworkTimeout",
	91:       "ShutdownInProgress",
	112:      "WriteConflict",                  // no category
	117:      "ConflictingOperationInProgress", // no category
	133:      "FailedToSatisfyReadPreference",  // no category: no primary
	134:      "ReadConcernMajorityNotAvailableYet",
	150:      "StaleEpoch",
	175:      "QueryPlanKilled", // no category: an index was created or dropped
	189:      "PrimarySteppedDown",
	202:      "NetworkInterfaceExceededTimeLimit", // no category: between two servers
	203:      "ShardingStateNotInitialized",       // no category
	216:      "ElectionInProgress",                // no category
	237:      "CursorKilled",                      // no category
	239:      "SnapshotTooOld",
	246:      "SnapshotUnavailable",
	249:      "StaleDbVersion", // no category
	250:      "StaleChunkHistory",
	251:      "NoSuchTransaction", // no category: the server has given up the transaction
	262:      "ExceededTimeLimit",
	267:      "PreparedTransactionInProgress", // no category
	272:      "MigrationConflict",
	279:      "ClientDisconnect",                           // no category
	281:      "TransactionCoordinatorSteppingDown",         // no category
	282:      "TransactionCoordinatorReachedAbortDecision", // no category
	290:      "TransactionExceededLifetimeLimitSeconds",    // no category
	355:      "InterruptedDueToStorageChange",              // no category
	363:      "RetryableTransactionInProgress",             // no category
	365:      "TemporarilyUnavailable",                     // no category
	371:      "UserWritesBlocked",                          // no category: a migration between clusters
	388:      "TransactionTooLargeForCache",                // no category: the server's cache is full
	391:      "ReauthenticationRequired",                   // no category: the driver's next connection does it
	402:      "ResourceExhausted",
	406:      "MigrationBlockingOperationCoordinatorCleaningUp",
	407:      "PooledConnectionAcquisitionExceededTimeLimit",
	412:      "UpdatesStillPending",
	433:      "AdmissionQueueOverflow",
	449:      "RateLimitExceeded",
	450:      "PooledConnectionAcquisitionRejected",
	453:      "InterruptedDueToReshardingCriticalSection",
	462:      "IngressRequestRateLimitExceeded",
	9001:     "SocketException",
	10058:    "LegacyNotPrimary", // no category
	10107:    "NotWritablePrimary",
	11600:    "InterruptedAtShutdown",
	11601:    "Interrupted", // no category: an operator has stopped the call
	11602:    "InterruptedDueToReplStateChange",
	13388:    "StaleConfig",
	13435:    "NotPrimaryNoSecondaryOk",
	13436:    "NotPrimaryOrSecondary",
	14031:    "OutOfDiskSpace", // no category: an operator has to act, and then the same call succeeds
	46841:    "ClientMarkedKilled",
	91331:    "RetriableRemoteCommandFailure",
	10045600: "InterruptedDueToFCVChange",
}

// isPassing reports whether a server has answered with one of the passing codes. Of several errors in one answer, one is enough.
func isPassing(cause error) bool {
	response := driver.ServerError(nil)
	if !errors.As(cause, &response) {
		return false
	}
	for _, code := range response.ErrorCodes() {
		if passingCodes[code] != "" {
			return true
		}
	}
	return false
}
