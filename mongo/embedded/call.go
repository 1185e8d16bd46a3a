package embedded

import (
	"context"
	"math"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/engine"
)

// call is one command being carried out.
type call struct {
	store   *Store
	context context.Context
	command *command
	name    string
	request message
	fields  []element // of its body
	reply   builder

	database    string
	namespace   string // the full name of the collection, for commands on one
	session     sessionID
	hasSession  bool
	number      int64 // txnNumber
	hasNumber   bool
	starts      bool // startTransaction
	transaction *transaction
	atSnapshot  bool           // reads a kept snapshot
	clusterTime bson.Timestamp // of the one to read, zero for a new one
	kept        *keptSnapshot
	refused     bool // a statement failed, although the command did not
}

// prepare finds the command and checks every field of its body.
func (c *call) prepare() error {
	if size := len(c.request.body); size > maxCommandSize {
		return fail(codeObjectTooLarge, "BSONObj size: %d is invalid. Size must be between 0 and %d", size, maxCommandSize)
	}
	if err := validateCommand(c.request.body); err != nil {
		return err
	}
	for key := range elements(c.request.body) {
		c.command, c.name = commands[string(key)], string(key)
		break
	}
	if c.command == nil {
		return fail(codeCommandNotFound, "no such command: '%s'", c.name)
	}
	if err := c.checkFields(); err != nil {
		return err
	}
	return c.readShared()
}

func (c *call) checkFields() error {
	for key, value := range elements(c.request.body) {
		if c.field(string(key)).Type != 0 || string(key) == c.request.sequence {
			return fail(codeDuplicateField, "BSON field '%s.%s' is a duplicate field", c.name, key)
		}
		if len(c.fields) > 0 && !c.takes(key) {
			return fail(codeUnknownField, "BSON field '%s.%s' is an unknown field.", c.name, key)
		}
		c.fields = append(c.fields, element{key, value})
	}
	if sequence := c.request.sequence; sequence != "" && !contains(c.command.fields, []byte(sequence)) {
		return fail(codeUnknownField, "BSON field '%s.%s' is an unknown field.", c.name, sequence)
	}
	for _, item := range c.request.items {
		if err := validate(item, 0); err != nil {
			return err
		}
	}
	return nil
}

// takes says whether the command takes a field. That it is part of a transaction any command may say: readTransaction then
// refuses those that may not be.
func (c *call) takes(name []byte) bool {
	spec := c.command
	switch {
	case contains(spec.fields, name), contains(sharedFields, name):
		return true
	case contains(transactionFields, name):
		return string(name) != "readConcern" || spec.inTxn || spec.concludes || spec.reads
	default:
		return spec.writes && string(name) == "writeConcern"
	}
}

func contains(names []string, name []byte) bool {
	for _, known := range names {
		if known == string(name) {
			return true
		}
	}
	return false
}

// readShared reads the fields that many commands have.
func (c *call) readShared() error {
	if c.request.legacy {
		c.database = "admin"
	} else {
		var err error
		if c.database, err = c.text("$db"); err != nil {
			return err
		}
	}
	if c.command.onCollection {
		collection, err := c.text(c.name)
		if err != nil {
			return err
		}
		if err := checkNamespace(c.database, collection); err != nil {
			return err
		}
		c.namespace = c.database + "." + collection
	}
	if err := c.readSession(); err != nil || c.command.stateless {
		return err
	}
	return firstOf(c.checkReadPreference, c.checkReadConcern, c.checkWriteConcern)
}

func firstOf(checks ...func() error) error {
	for _, check := range checks {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// limit bounds the context by the command's maxTimeMS, or by the store's own limit.
func (c *call) limit() error {
	limit := c.store.options.CommandTime
	given, err := c.integer("maxTimeMS", 0)
	if err != nil {
		return err
	}
	if given < 0 || given > math.MaxInt32 {
		return fail(codeBadValue, "maxTimeMS must be between 0 and %d", math.MaxInt32)
	}
	if given > 0 {
		limit = min(limit, time.Duration(given)*time.Millisecond)
	}
	c.context = timed{c.context, time.Now().Add(limit)}
	return nil
}

// timed is a context that is over at a time, for those who ask it whether it is: they do so again and again, and so it
// needs no timer, which would cost more than most commands.
type timed struct {
	context.Context
	until time.Time
}

func (t timed) Deadline() (time.Time, bool) { return t.until, true }

func (t timed) Err() error {
	if err := t.Context.Err(); err != nil {
		return err
	}
	if !time.Now().Before(t.until) {
		return context.DeadlineExceeded
	}
	return nil
}

// element is a field of a command's body.
type element struct {
	name  []byte
	value bson.RawValue
}

// field returns a field of the body; its type is 0 when it is missing.
func (c *call) field(name string) bson.RawValue {
	for at := range c.fields {
		if string(c.fields[at].name) == name {
			return c.fields[at].value
		}
	}
	return bson.RawValue{}
}

func (c *call) mistyped(name string, value bson.RawValue, wanted string) error {
	return mistyped(c.name+"."+name, value, wanted)
}

func mistyped(name string, value bson.RawValue, wanted string) error {
	return fail(codeTypeMismatch, "BSON field '%s' is the wrong type '%s', expected type '%s'", name, value.Type, wanted)
}

// text returns a required string.
func (c *call) text(name string) (string, error) {
	value := c.field(name)
	if value.Type == 0 {
		return "", fail(codeMissingField, "BSON field '%s.%s' is missing but a required field", c.name, name)
	}
	if value.Type != bson.TypeString {
		return "", c.mistyped(name, value, "string")
	}
	return value.StringValue(), nil
}

// integer returns a whole number, otherwise when it is missing.
func (c *call) integer(name string, otherwise int64) (int64, error) {
	value := c.field(name)
	if value.Type == 0 {
		return otherwise, nil
	}
	return whole(c.name+"."+name, value)
}

// whole reads a number that has no fraction.
func whole(name string, value bson.RawValue) (int64, error) {
	switch value.Type {
	case bson.TypeInt32, bson.TypeInt64:
		return value.AsInt64(), nil
	case bson.TypeDouble:
		if number := value.Double(); number == math.Trunc(number) && math.Abs(number) < 1<<53 {
			return int64(number), nil
		}
	}
	return 0, mistyped(name, value, "long")
}

// boolean returns a flag, otherwise when it is missing.
func (c *call) boolean(name string, otherwise bool) (bool, error) {
	value := c.field(name)
	if value.Type == 0 {
		return otherwise, nil
	}
	flag, err := truth(value)
	if err != nil {
		return false, c.mistyped(name, value, "bool")
	}
	return flag, nil
}

// truth reads a boolean, or a number as one.
func truth(value bson.RawValue) (bool, error) {
	if flag, ok := value.BooleanOK(); ok {
		return flag, nil
	}
	if isNumber(value) {
		return value.AsFloat64() != 0, nil
	}
	return false, mistyped("", value, "bool")
}

// document returns an object, one without even a length when it is missing.
func (c *call) document(name string) (bson.Raw, error) {
	value := c.field(name)
	switch value.Type {
	case 0:
		return bson.Raw{}, nil
	case bson.TypeEmbeddedDocument:
		return bson.Raw(value.Value), nil
	default:
		return nil, c.mistyped(name, value, "object")
	}
}

// documents returns a required list of objects, which may have come beside the body.
func (c *call) documents(name string) ([]bson.Raw, error) {
	if c.request.sequence == name {
		return c.request.items, nil
	}
	value := c.field(name)
	if value.Type == 0 {
		return nil, fail(codeMissingField, "BSON field '%s.%s' is missing but a required field", c.name, name)
	}
	if value.Type != bson.TypeArray {
		return nil, c.mistyped(name, value, "array")
	}
	var items []bson.Raw
	for _, item := range elements(value.Value) {
		if item.Type != bson.TypeEmbeddedDocument {
			return nil, c.mistyped(name, item, "object")
		}
		items = append(items, bson.Raw(item.Value))
	}
	return items, nil
}

// reader opens what the command reads: the transaction it is part of, a kept snapshot, or the last commit. done must be
// called.
func (c *call) reader() (reader engine.Reader, done func(), err error) {
	if c.transaction != nil {
		return c.transaction.reader(), func() {}, nil
	}
	if c.atSnapshot || c.kept != nil {
		return c.readKept()
	}
	snapshot, err := c.store.engine.Snapshot()
	if err != nil {
		return nil, nil, err
	}
	return snapshot, snapshot.Close, nil
}

// checkFieldsOf refuses fields of a document inside a command that are not listed.
func checkFieldsOf(name string, doc bson.Raw, known []string) error {
	for key := range elements(doc) {
		if !contains(known, key) {
			return fail(codeUnknownField, "BSON field '%s.%s' is an unknown field.", name, key)
		}
	}
	return nil
}
