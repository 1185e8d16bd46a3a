// The gen command writes mongo/decoders, to standard output: a function for each type that a collection reads, made from the bson
// tags of its fields. With the argument "subjects" it writes the table of those functions for their test.
package main

import (
	"fmt"
	"go/format"
	"io"
	"os"
	"reflect"

	"accessgraph/domain/access"
	"accessgraph/domain/accessrule"
	"accessgraph/domain/audit"
	"accessgraph/domain/idempotency"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/tenant"
	"accessgraph/domain/useraccess"
)

//go:generate sh -c "go run . decoders > ../../decoders/decoders.go"
//go:generate sh -c "go run . subjects > ../../decoders/subjects.generated_test.go"

// bound lists the types that collections read. mongo does not compile with one that is missing here: its collection needs the function.
func bound() []reflect.Type {
	return []reflect.Type{
		reflect.TypeFor[access.Access](),
		reflect.TypeFor[accessrule.AccessRule](),
		reflect.TypeFor[accessrule.Detachment](),
		reflect.TypeFor[accessrule.Identifier](),
		reflect.TypeFor[accessrule.Passage](),
		reflect.TypeFor[accessrule.Reader](),
		reflect.TypeFor[audit.Record](),
		reflect.TypeFor[idempotency.Record](),
		reflect.TypeFor[roleaccount.ExternalPersonalIdentity](),
		reflect.TypeFor[roleaccount.ExternalRole](),
		reflect.TypeFor[roleaccount.ExternalRoleAccount](),
		reflect.TypeFor[tenant.Application](),
		reflect.TypeFor[tenant.Company](),
		reflect.TypeFor[useraccess.Customer](),
		reflect.TypeFor[useraccess.StoredUserAccess](),
		reflect.TypeFor[useraccess.User](),
		reflect.TypeFor[useraccess.UserAccessRole](),
	}
}

func main() {
	write := decoders
	if len(os.Args) == 2 && os.Args[1] == "subjects" {
		write = subjects
	}
	if err := write(os.Stdout, bound()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// emit formats source and writes it.
func emit(out io.Writer, source string) error {
	formatted, err := format.Source([]byte(source))
	if err != nil {
		return fmt.Errorf("formatting what was generated: %w\n%s", err, source)
	}
	_, err = out.Write(formatted)
	return err
}
