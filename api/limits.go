package api

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"accessgraph/domain/fault"
)

// Limits bounds what one request may cost, and how often values may be tried out. Every limit is larger than zero.
type Limits struct {
	// ParserTokens is how many tokens a document may have, comments included. It is checked before parsing.
	ParserTokens int
	// DocumentBytes is the size of a document. It is checked before parsing.
	DocumentBytes int
	// NameBytes is the length of a name in a document: of a field, an alias, a variable, a fragment. It is checked before parsing.
	NameBytes int
	// RequestBodyBytes is the size of a request's body.
	RequestBodyBytes int
	// KeylessBodyBytes is the size of the body of a request without a key.
	KeylessBodyBytes int
	// VariableValues is how many JSON values the variables of an operation may hold, those within lists and objects included.
	VariableValues int
	// HeaderBytes is the size of a request's line and headers together.
	HeaderBytes int
	// Depth is how many fields may be nested, leaves included.
	Depth int
	// Aliases is how many fields may be renamed, counted at every place where a fragment is spread.
	Aliases int
	// RepeatedFields is how many fields of the document may repeat another of their own selection set: validation compares
	// each with each.
	RepeatedFields int
	// RootFields is how many fields of Query or Mutation one operation may select.
	RootFields int
	// Cost is how many points an operation may cost; cost.go says how they are counted.
	Cost int
	// AnswerBytes is the size of a response, data and errors together.
	AnswerBytes int
	// ValidationErrors is the most errors in the response to a document that is not valid.
	ValidationErrors int
	// VariableErrors is the most offending paths in the response to variables of the wrong types.
	VariableErrors int
	// CachedDocumentBytes is the size of the largest document that is cached after validation.
	CachedDocumentBytes int
	// CachedDocuments is the most valid documents that are cached.
	CachedDocuments int
	// PersistedQueries is how many documents are stored by their hashes.
	PersistedQueries int
	// PersistedQueriesBytes is the size of all of these documents together.
	PersistedQueriesBytes int
	// CachedKeys is how many keys have their application cached, each for 10 seconds.
	CachedKeys int
	// OperationMilliseconds is how long an operation may run.
	OperationMilliseconds int
	// WrongInputCodesPerReader is how many wrong input codes an application may show at one reader in a minute. It leaves people
	// room to mistype; it takes a week to try every code of five digits. Each process counts its own, as with all
	// limits below.
	WrongInputCodesPerReader int
	// WrongInputCodesPerApplication is the same for all readers of an application together, whose names it makes up.
	WrongInputCodesPerApplication int
	// FailedInvitationsPerAddress is how many invitation tokens that are not valid may be tried from one address in a minute,
	// without a key. Those that are valid are not counted: an office behind one address may accept as many as it has.
	FailedInvitationsPerAddress int
	// FailedInvitationsPerApplication is the same for an application that sends its key, wherever from: a backend tries for
	// many people.
	FailedInvitationsPerApplication int
	// InvitationAttemptsPerToken is how often one token may be tried in a minute, wherever from.
	InvitationAttemptsPerToken int
	// PointsPerApplication is how many points of cost an application may spend in a minute, all at once if need be.
	PointsPerApplication int
	// PointsPerDoor is the same for an application that holds only the scope PASSAGE.
	PointsPerDoor int
	// PointsPerAddress is the same for an address that sends no key, or one that fails.
	PointsPerAddress int
	// PointsPerFailedKey is what a key that fails costs its address.
	PointsPerFailedKey int
	// OperationsInFlight is how many operations of applications may run at once. One application may have half of them.
	OperationsInFlight int
	// DoorOperationsInFlight is the same for applications that hold only the scope PASSAGE, and adds to it.
	DoorOperationsInFlight int
	// KeylessOperationsInFlight is the same for operations without a key, by their address, and adds to it.
	KeylessOperationsInFlight int
	// OperationsWaiting is how many operations may wait for each of the three.
	OperationsWaiting int
	// OperationsWaitingPerClient is how many of them may be of one application, or without a key, of one address.
	OperationsWaitingPerClient int
	// WaitMilliseconds is how long an operation may wait to run.
	WaitMilliseconds int
	// Connections is how many connections may be open.
	Connections int
	// ConnectionsPerAddress is how many of them one address may have, unless it is a trusted proxy's.
	ConnectionsPerAddress int
}

// DefaultLimits returns the limits that hold unless the operator sets others.
func DefaultLimits() Limits {
	return Limits{
		ParserTokens:          2_000,
		DocumentBytes:         100_000,
		NameBytes:             128,
		RequestBodyBytes:      1 << 20,
		KeylessBodyBytes:      64 << 10,
		VariableValues:        50_000,
		HeaderBytes:           32 << 10,
		Depth:                 15,
		Aliases:               50,
		RepeatedFields:        100,
		RootFields:            20,
		Cost:                  20_000,
		AnswerBytes:           10_000_000,
		ValidationErrors:      10,
		VariableErrors:        100,
		CachedDocumentBytes:   16 << 10,
		CachedDocuments:       100,
		PersistedQueries:      1_000,
		PersistedQueriesBytes: 4_000_000,
		CachedKeys:            10_000,
		OperationMilliseconds: 10_000,

		WrongInputCodesPerReader:        10,
		WrongInputCodesPerApplication:   300,
		FailedInvitationsPerAddress:     30,
		FailedInvitationsPerApplication: 300,
		InvitationAttemptsPerToken:      10,

		PointsPerApplication:       12_000_000,
		PointsPerDoor:              1_000_000,
		PointsPerAddress:           120_000,
		PointsPerFailedKey:         1_000,
		OperationsInFlight:         64,
		DoorOperationsInFlight:     16,
		KeylessOperationsInFlight:  16,
		OperationsWaiting:          512,
		OperationsWaitingPerClient: 128,
		WaitMilliseconds:           2_000,
		Connections:                4_096,
		ConnectionsPerAddress:      512,
	}
}

// Limit is one limit as clients see it.
type Limit struct {
	Name  string
	Value int
}

// The names of the limits that an error, a metric or the log can name.
const (
	limitParserTokens     = "parserTokens"
	limitDocumentBytes    = "documentBytes"
	limitNameBytes        = "nameBytes"
	limitRequestBodyBytes = "requestBodyBytes"
	limitKeylessBodyBytes = "keylessBodyBytes"
	limitVariableValues   = "variableValues"
	limitDepth            = "depth"
	limitAliases          = "aliases"
	limitRepeatedFields   = "repeatedFields"
	limitRootFields       = "rootFields"
	limitCost             = "cost"
	limitAnswerBytes      = "answerBytes"

	limitPointsPerApplication = "pointsPerApplicationAndMinute"
	limitPointsPerDoor        = "pointsPerDoorAndMinute"
	limitPointsPerAddress     = "pointsPerAddressAndMinute"

	limitConnections           = "connections"
	limitConnectionsPerAddress = "connectionsPerAddress"
)

// List returns every limit with its unit in its name, in the order of the type.
func (l Limits) List() []Limit {
	rows := l.rows()
	listed := make([]Limit, len(rows))
	for at, row := range rows {
		listed[at] = Limit{row.name, *row.value}
	}
	return listed
}

// With returns the limits with some of them set by their names. The error names one that is unknown or out of range.
func (l Limits) With(values map[string]int) (Limits, error) {
	unknown := maps.Clone(values)
	for _, row := range l.rows() {
		if value, ok := values[row.name]; ok {
			*row.value = value
		}
		delete(unknown, row.name)
	}
	for _, name := range slices.Sorted(maps.Keys(unknown)) {
		return Limits{}, fmt.Errorf("there is no limit %s", name)
	}
	return l, l.check()
}

// limitRow is a limit by its name, and where its value stands.
type limitRow struct {
	name  string
	value *int
}

func (l *Limits) rows() []limitRow {
	return []limitRow{
		{limitParserTokens, &l.ParserTokens},
		{limitDocumentBytes, &l.DocumentBytes},
		{limitNameBytes, &l.NameBytes},
		{limitRequestBodyBytes, &l.RequestBodyBytes},
		{limitKeylessBodyBytes, &l.KeylessBodyBytes},
		{limitVariableValues, &l.VariableValues},
		{"headerBytes", &l.HeaderBytes},
		{limitDepth, &l.Depth},
		{limitAliases, &l.Aliases},
		{limitRepeatedFields, &l.RepeatedFields},
		{limitRootFields, &l.RootFields},
		{limitCost, &l.Cost},
		{limitAnswerBytes, &l.AnswerBytes},
		{"validationErrors", &l.ValidationErrors},
		{"variableErrors", &l.VariableErrors},
		{"cachedDocumentBytes", &l.CachedDocumentBytes},
		{"cachedDocuments", &l.CachedDocuments},
		{"persistedQueries", &l.PersistedQueries},
		{"persistedQueriesBytes", &l.PersistedQueriesBytes},
		{"cachedKeys", &l.CachedKeys},
		{"operationMilliseconds", &l.OperationMilliseconds},
		{"wrongInputCodesPerReaderAndMinute", &l.WrongInputCodesPerReader},
		{"wrongInputCodesPerApplicationAndMinute", &l.WrongInputCodesPerApplication},
		{"failedInvitationsPerAddressAndMinute", &l.FailedInvitationsPerAddress},
		{"failedInvitationsPerApplicationAndMinute", &l.FailedInvitationsPerApplication},
		{"invitationAttemptsPerTokenAndMinute", &l.InvitationAttemptsPerToken},
		{limitPointsPerApplication, &l.PointsPerApplication},
		{limitPointsPerDoor, &l.PointsPerDoor},
		{limitPointsPerAddress, &l.PointsPerAddress},
		{"pointsPerFailedKey", &l.PointsPerFailedKey},
		{"operationsInFlight", &l.OperationsInFlight},
		{"doorOperationsInFlight", &l.DoorOperationsInFlight},
		{"keylessOperationsInFlight", &l.KeylessOperationsInFlight},
		{"operationsWaiting", &l.OperationsWaiting},
		{"operationsWaitingPerClient", &l.OperationsWaitingPerClient},
		{"waitMilliseconds", &l.WaitMilliseconds},
		{limitConnections, &l.Connections},
		{limitConnectionsPerAddress, &l.ConnectionsPerAddress},
	}
}

// operation is how long an operation may run.
func (l Limits) operation() time.Duration {
	return time.Duration(l.OperationMilliseconds) * time.Millisecond
}

// wait is how long an operation may wait to run.
func (l Limits) wait() time.Duration {
	return time.Duration(l.WaitMilliseconds) * time.Millisecond
}

func (l Limits) check() error {
	for _, limit := range l.List() {
		if limit.Value <= 0 {
			return fmt.Errorf("the limit %s must be larger than 0, not %d", limit.Name, limit.Value)
		}
	}
	// A bucket that cannot hold the dearest operation would have its client wait for minutes after one.
	for _, bucket := range []Limit{
		{limitPointsPerApplication, l.PointsPerApplication}, {limitPointsPerDoor, l.PointsPerDoor}, {limitPointsPerAddress, l.PointsPerAddress},
	} {
		if bucket.Value < l.Cost {
			return fmt.Errorf("the limit %s must be at least the limit %s, which is %d, not %d", bucket.Name, limitCost, l.Cost, bucket.Value)
		}
	}
	return nil
}

// within returns nil, or the error that names the limit and both numbers.
func within(limit string, actual, maximum int) error {
	if actual <= maximum {
		return nil
	}
	return fault.New(fault.LimitExceeded, limit, fault.Number(actual), fault.Number(maximum)).
		With("limit", limit).With("actual", actual).With("maximum", maximum).Err()
}
