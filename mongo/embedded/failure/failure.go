// Package failure holds the errors of the embedded store as MongoDB tells them: by code, name and message.
package failure

import (
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// The labels of errors, as in MongoDB.
const (
	// Transient is the label on which a driver runs a whole transaction again.
	Transient = "TransientTransactionError"
	// Unwritten is the label of a write of which nothing was made, for certain.
	Unwritten = "NoWritesPerformed"
)

// Error is an error as it goes to the client.
type Error struct {
	Code    Code
	Message string
	Labels  []string
	// Pattern and Value name the key that is there already, if the error is of a duplicate key.
	Pattern, Value bson.Raw
}

// Error implements error.
func (e *Error) Error() string { return fmt.Sprintf("(%s) %s", e.Code.Name, e.Message) }

// New returns an error with a message that is formatted as by fmt.
func New(code Code, format string, arguments ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, arguments...)}
}

// Labelled adds a label to the error, and returns it.
func (e *Error) Labelled(label string) *Error {
	e.Labels = append(e.Labels, label)
	return e
}

// Unserved refuses what MongoDB would do.
func Unserved(format string, arguments ...any) *Error {
	return New(NotImplemented, "the embedded store does not serve "+format, arguments...)
}

// Mistyped refuses a field by the type of its value.
func Mistyped(name string, value bson.RawValue, expected string) *Error {
	return New(TypeMismatch, "BSON field '%s' is the wrong type '%s', expected type '%s'", name, value.Type, expected)
}

// WriteConflicted is the error of a write that met another.
func WriteConflicted() *Error {
	return New(WriteConflict, "Write conflict: a document was changed by another operation. Please retry the operation or multi-document transaction.")
}

// Code is one of MongoDB's error codes.
type Code struct {
	Number int32
	Name   string
}

// MongoDB's codes. Those without a name of their own are called Location and their number.
var (
	InternalError              = Code{1, "InternalError"}
	BadValue                   = Code{2, "BadValue"}
	FailedToParse              = Code{9, "FailedToParse"}
	TypeMismatch               = Code{14, "TypeMismatch"}
	Overflow                   = Code{15, "Overflow"}
	InvalidLength              = Code{16, "InvalidLength"}
	InvalidBSON                = Code{22, "InvalidBSON"}
	NamespaceNotFound          = Code{26, "NamespaceNotFound"}
	PathNotViable              = Code{28, "PathNotViable"}
	ConflictingUpdateOperators = Code{40, "ConflictingUpdateOperators"}
	CursorNotFound             = Code{43, "CursorNotFound"}
	MaxTimeMSExpired           = Code{50, "MaxTimeMSExpired"}
	DollarPrefixedFieldName    = Code{52, "DollarPrefixedFieldName"}
	InvalidIDField             = Code{53, "InvalidIdField"}
	CommandNotFound            = Code{59, "CommandNotFound"}
	ImmutableField             = Code{66, "ImmutableField"}
	CannotCreateIndex          = Code{67, "CannotCreateIndex"}
	InvalidOptions             = Code{72, "InvalidOptions"}
	InvalidNamespace           = Code{73, "InvalidNamespace"}
	IndexOptionsConflict       = Code{85, "IndexOptionsConflict"}
	IndexKeySpecsConflict      = Code{86, "IndexKeySpecsConflict"}
	ShutdownInProgress         = Code{91, "ShutdownInProgress"}
	WriteConflict              = Code{112, "WriteConflict"}
	CannotIndexParallelArrays  = Code{171, "CannotIndexParallelArrays"}
	InvalidIndexSpecification  = Code{197, "InvalidIndexSpecificationOption"}
	TransactionTooOld          = Code{225, "TransactionTooOld"}
	NotImplemented             = Code{238, "NotImplemented"}
	SnapshotTooOld             = Code{239, "SnapshotTooOld"}
	NoSuchTransaction          = Code{251, "NoSuchTransaction"}
	TransactionCommitted       = Code{256, "TransactionCommitted"}
	TransactionTooLarge        = Code{257, "TransactionTooLarge"}
	NotSupportedInTransaction  = Code{263, "OperationNotSupportedInTransaction"}
	IndexBuildAborted          = Code{276, "IndexBuildAborted"}
	ObjectTooLarge             = Code{10334, "BSONObjectTooLarge"}
	DuplicateKey               = Code{11000, "DuplicateKey"}
	InterruptedAtShutdown      = Code{11600, "InterruptedAtShutdown"}
	Interrupted                = Code{11601, "Interrupted"}
	OutOfDiskSpace             = Code{14031, "OutOfDiskSpace"}
	KeyTooLong                 = Code{17280, "Location17280"}
	GrownTooLarge              = Code{17419, "Location17419"}
	DuplicateField             = Code{40413, "IDLDuplicateField"}
	MissingField               = Code{40414, "IDLFailedToParse"}
	UnknownField               = Code{40415, "IDLUnknownField"}
	ConflictingTransaction     = Code{50911, "Location50911"}
)
