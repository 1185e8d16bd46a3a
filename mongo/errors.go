package mongo

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/topology"

	"accessgraph/domain/document"
	"accessgraph/domain/fault"
)

var (
	// ErrUnreadable reports that a stored document is not of the form that its collection needs. The error names the document.
	ErrUnreadable = errors.New("a stored document cannot be read: run `accessgraph migrate` if the store is of an earlier version, else `accessgraph verify`")
	// ErrLaterDocument reports that a stored document was written by a later version of the program.
	ErrLaterDocument = errors.New("the document was written by a later version of accessgraph")
)

// Labels that the driver and the server put on errors.
const (
	transientTransactionLabel = "TransientTransactionError"
	unknownCommitResultLabel  = "UnknownTransactionCommitResult"
	// noWritesPerformedLabel is on the error of a write that certainly wrote nothing.
	noWritesPerformedLabel = "NoWritesPerformed"
)

// failure wraps a cause with what was being done. It turns the cause into STORE_UNAVAILABLE, DEADLINE_EXCEEDED or
// REQUEST_CANCELED where it is one of these.
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

func (c companyCollection) readFailure(cause error) error { return failure("reading "+c.name(), cause) }

// unreadable returns ErrUnreadable with the name of the document and the reason. It goes to the log only.
func (c companyCollection) unreadable(raw bson.Raw, reason error) error {
	return fmt.Errorf("%w: %s, _id %s: %w", ErrUnreadable, c.name(), raw.Lookup(idField), reason)
}

// checkReadable fails with ErrLaterDocument, which names the document, if the program does not know the document's form.
func (c companyCollection) checkReadable(raw bson.Raw) error {
	if version, ok := raw.Lookup(schemaField).AsInt64OK(); ok && version > document.CurrentSchemaVersion {
		return fmt.Errorf("%w: %s, _id %s has the schemaVersion %d", ErrLaterDocument, c.name(), raw.Lookup(idField), version)
	}
	return nil
}

// isUnavailable reports whether no server responded, or one responded that it cannot do the work at present. An error of a
// deadline that passed in the meantime is not one, although the driver reports it as a network error too.
func isUnavailable(cause error) bool {
	if errors.Is(cause, errAway) || errors.As(cause, new(topology.ServerSelectionError)) ||
		errors.Is(cause, driver.ErrClientDisconnected) || isPassing(cause) {
		return true
	}
	if errors.Is(cause, context.Canceled) || driver.IsTimeout(cause) {
		return false
	}
	return driver.IsNetworkError(cause) || errors.As(cause, new(topology.ConnectionError)) || errors.As(cause, new(topology.PoolError))
}

func hasLabel(cause error, label string) bool {
	response := driver.LabeledError(nil)
	return errors.As(cause, &response) && response.HasErrorLabel(label)
}

// recoverPanic turns a panic of a goroutine into the error that the goroutine returns. It must be deferred.
func recoverPanic(err *error) {
	if problem := recover(); problem != nil {
		*err = fmt.Errorf("a panic: %v\n%s", problem, debug.Stack())
	}
}
