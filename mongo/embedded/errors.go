package embedded

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/engine"
)

// code is one of MongoDB's error codes.
type code int32

const (
	codeInternalError          code = 1
	codeBadValue               code = 2
	codeFailedToParse          code = 9
	codeUnauthorized           code = 13
	codeTypeMismatch           code = 14
	codeOverflow               code = 15
	codeInvalidLength          code = 16
	codeInvalidBSON            code = 22
	codeNamespaceNotFound      code = 26
	codePathNotViable          code = 28
	codeConflictingOperators   code = 40
	codeCursorNotFound         code = 43
	codeMaxTimeMSExpired       code = 50
	codeDollarPrefixedField    code = 52
	codeInvalidIDField         code = 53
	codeCommandNotFound        code = 59
	codeImmutableField         code = 66
	codeCannotCreateIndex      code = 67
	codeInvalidOptions         code = 72
	codeInvalidNamespace       code = 73
	codeIndexOptionsConflict   code = 85
	codeIndexKeySpecsConflict  code = 86
	codeWriteConflict          code = 112
	codeFailedReadPreference   code = 133
	codeShutdownInProgress     code = 91
	codeCannotIndexParallel    code = 171
	codeInvalidIndexOption     code = 197
	codeIncompleteHistory      code = 217
	codeTransactionTooOld      code = 225
	codeNotImplemented         code = 238
	codeSnapshotTooOld         code = 239
	codeNoSuchTransaction      code = 251
	codeTransactionCommitted   code = 256
	codeTransactionTooLarge    code = 257
	codeNotSupportedInTxn      code = 263
	codeIndexBuildAborted      code = 276
	codeObjectTooLarge         code = 10334
	codeDuplicateKey           code = 11000
	codeInterruptedAtShutdown  code = 11600
	codeInterrupted            code = 11601
	codeOutOfDiskSpace         code = 14031
	codeKeyTooLong             code = 17280
	codeGrownTooLarge          code = 17419
	codeUnrecognizedStage      code = 40324
	codeUnknownField           code = 40415
	codeDuplicateField         code = 40413
	codeMissingField           code = 40414
	codeCursorOfSession        code = 50736
	codeCursorOfTransaction    code = 50739
	codeConflictingTransaction code = 50911
)

// names are the names of the codes that have one in MongoDB; the others are called Location and their number.
var names = map[code]string{
	codeInternalError: "InternalError", codeBadValue: "BadValue", codeFailedToParse: "FailedToParse",
	codeUnauthorized: "Unauthorized", codeTypeMismatch: "TypeMismatch", codeOverflow: "Overflow", codeInvalidLength: "InvalidLength",
	codeInvalidBSON: "InvalidBSON", codeNamespaceNotFound: "NamespaceNotFound", codePathNotViable: "PathNotViable",
	codeConflictingOperators: "ConflictingUpdateOperators", codeCursorNotFound: "CursorNotFound",
	codeMaxTimeMSExpired: "MaxTimeMSExpired", codeDollarPrefixedField: "DollarPrefixedFieldName",
	codeInvalidIDField: "InvalidIdField", codeCommandNotFound: "CommandNotFound", codeImmutableField: "ImmutableField",
	codeCannotCreateIndex: "CannotCreateIndex", codeInvalidOptions: "InvalidOptions",
	codeInvalidNamespace: "InvalidNamespace", codeIndexOptionsConflict: "IndexOptionsConflict",
	codeIndexKeySpecsConflict: "IndexKeySpecsConflict", codeWriteConflict: "WriteConflict",
	codeFailedReadPreference: "FailedToSatisfyReadPreference", codeCannotIndexParallel: "CannotIndexParallelArrays",
	codeInvalidIndexOption: "InvalidIndexSpecificationOption", codeIncompleteHistory: "IncompleteTransactionHistory",
	codeTransactionTooOld: "TransactionTooOld",
	codeNotImplemented:    "NotImplemented", codeSnapshotTooOld: "SnapshotTooOld", codeNoSuchTransaction: "NoSuchTransaction",
	codeTransactionCommitted: "TransactionCommitted", codeTransactionTooLarge: "TransactionTooLarge",
	codeNotSupportedInTxn: "OperationNotSupportedInTransaction", codeObjectTooLarge: "BSONObjectTooLarge", codeIndexBuildAborted: "IndexBuildAborted",
	codeShutdownInProgress: "ShutdownInProgress", codeInterrupted: "Interrupted",
	codeDuplicateKey: "DuplicateKey", codeInterruptedAtShutdown: "InterruptedAtShutdown",
	codeOutOfDiskSpace: "OutOfDiskSpace", codeUnknownField: "IDLUnknownField", codeDuplicateField: "IDLDuplicateField",
	codeMissingField: "IDLFailedToParse",
}

func (c code) String() string {
	if name, named := names[c]; named {
		return name
	}
	return fmt.Sprintf("Location%d", int32(c))
}

const (
	// transient is the label on which the driver runs a whole transaction again.
	transient = "TransientTransactionError"
	// unwritten is MongoDB's label for a write of which nothing was made, for certain.
	unwritten = "NoWritesPerformed"
)

// failure is an error as it goes to the client.
type failure struct {
	code    code
	message string
	labels  []string
	keys    *duplicate // of a duplicate key
}

// duplicate names the key that is there already.
type duplicate struct{ pattern, value bson.Raw }

func (f *failure) Error() string { return fmt.Sprintf("(%s) %s", f.code, f.message) }

func fail(code code, format string, arguments ...any) *failure {
	return &failure{code: code, message: fmt.Sprintf(format, arguments...)}
}

func (f *failure) labelled(label string) *failure {
	f.labels = append(f.labels, label)
	return f
}

func writeConflict() *failure {
	return fail(codeWriteConflict, "Write conflict: a document was changed by another operation. Please retry the operation or multi-document transaction.")
}

func duplicateKey(namespace string, id bson.RawValue) *failure {
	value := build(func(b *builder) { b.value("_id", id) })
	failure := fail(codeDuplicateKey, "E11000 duplicate key error collection: %s index: _id_ dup key: %s", namespace, value)
	failure.keys = &duplicate{pattern: build(func(b *builder) { b.int32("_id", 1) }), value: value}
	return failure
}

// asFailure finds MongoDB's code for an error of the layers below.
func asFailure(err error) *failure {
	var known *failure
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, engine.ErrConflict):
		return writeConflict()
	case errors.Is(err, engine.ErrFailed):
		return fail(codeInternalError, "%s", err)
	case errors.Is(err, engine.ErrStopped):
		return fail(codeShutdownInProgress, "%s", err)
	case errors.Is(err, engine.ErrTooOld):
		return fail(codeSnapshotTooOld, "%s", err)
	case errors.Is(err, engine.ErrFull):
		return fail(codeOutOfDiskSpace, "%s", err)
	case errors.Is(err, engine.ErrClosed), errors.Is(err, context.Canceled):
		return fail(codeInterruptedAtShutdown, "the store is closing")
	case errors.Is(err, context.DeadlineExceeded):
		return fail(codeMaxTimeMSExpired, "operation exceeded time limit")
	default:
		return fail(codeInternalError, "%s", advise(err))
	}
}

// isUnwritten reports whether an error of a write says by itself that nothing was written. A command commits once, at its
// end, and of the errors of a commit only ErrFailed leaves it open.
func isUnwritten(err error) bool {
	for _, cause := range []error{engine.ErrStopped, engine.ErrFull, engine.ErrClosed, context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, cause) {
			return !errors.Is(err, engine.ErrFailed)
		}
	}
	return false
}

// problem is the error of a command as the driver takes it best. What was refused for certain is labelled so. A read that a
// stopped store refuses is not told that it is shutting down: the driver would read again and again until the deadline.
func (c *call) problem(err error) *failure {
	problem := asFailure(err)
	switch {
	case c.command == nil:
	case c.command.writes && isUnwritten(err):
		problem = problem.labelled(unwritten)
	case !c.command.writes && problem.code == codeShutdownInProgress:
		problem = fail(codeInterrupted, "%s", problem.message)
	}
	return problem
}

// write adds the fields of an error to a reply or to an entry of writeErrors.
func (f *failure) write(b *builder) {
	b.text("errmsg", f.message)
	b.int32("code", int(f.code))
	b.text("codeName", f.code.String())
	f.writeKeys(b)
}

func (f *failure) writeKeys(b *builder) {
	if f.keys != nil {
		b.raw("keyPattern", f.keys.pattern)
		b.raw("keyValue", f.keys.value)
	}
}

func (f *failure) writeLabels(b *builder) {
	if len(f.labels) == 0 {
		return
	}
	b.array("errorLabels")
	for at, label := range f.labels {
		b.text(fmt.Sprint(at), label)
	}
	b.end()
}
