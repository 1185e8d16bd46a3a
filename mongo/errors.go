package mongo

import (
	"context"
	"errors"
	"fmt"
	"slices"

	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/topology"

	"accessgraph/domain/fault"
)

// Labels that the driver and the server put on errors.
const (
	transientTransactionLabel = "TransientTransactionError"
	unknownCommitResultLabel  = "UnknownTransactionCommitResult"
	// noWritesPerformed is on a write of which nothing was made, for certain.
	noWritesPerformedLabel = "NoWritesPerformed"
)

// failure says what could not be done, as STORE_UNAVAILABLE or DEADLINE_EXCEEDED where it was that, with its cause.
func failure(doing string, cause error) error {
	switch {
	case isUnavailable(cause):
		cause = fault.New(fault.StoreUnavailable).Because(cause)
	case errors.Is(cause, context.Canceled):
		cause = fault.New(fault.RequestCanceled).Because(cause)
	case driver.IsTimeout(cause):
		cause = fault.New(fault.DeadlineExceeded).Because(cause)
	}
	return fmt.Errorf("%s: %w", doing, cause)
}

// unavailable says whether no server could be asked. A deadline that passed while one was being asked is not that,
// although the driver reports it as a network error too.
func isUnavailable(cause error) bool {
	if errors.As(cause, new(topology.ServerSelectionError)) || errors.Is(cause, driver.ErrClientDisconnected) {
		return true
	}
	if errors.Is(cause, context.Canceled) || driver.IsTimeout(cause) {
		return false
	}
	return driver.IsNetworkError(cause) || errors.As(cause, new(topology.ConnectionError)) ||
		errors.As(cause, new(topology.PoolError)) || isRefusal(cause)
}

// refusing reports whether the server answered that it cannot do any work, or any writes, at present.
func isRefusal(cause error) bool {
	response := driver.ServerError(nil)
	return errors.As(cause, &response) && slices.ContainsFunc(refusalCodes(), response.HasErrorCode)
}

// refusals are MongoDB's codes for a server that is being shut down, breaks off what it does, is not the primary, or has no
// room left on its disk.
func refusalCodes() []int {
	return []int{91, 189, 10058, 10107, 11600, 11601, 11602, 13435, 13436, 14031}
}

func hasLabel(cause error, label string) bool {
	answered := driver.LabeledError(nil)
	return errors.As(cause, &answered) && answered.HasErrorLabel(label)
}
