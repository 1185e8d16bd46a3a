// The gen command generates mongo/decoders to standard output: a function for each type of document, from the bson tags of its
// fields. With the argument "subjects" it generates the table of these functions for their test.
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

// documentTypes lists the types of documents that collections read. Without its type here, a descriptor of package mongo does not
// compile: it needs the generated function.
var documentTypes = []reflect.Type{
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

func main() {
	write := decoders
	if len(os.Args) == 2 && os.Args[1] == "subjects" {
		write = subjects
	}
	if err := write(os.Stdout, documentTypes); err != nil {
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
