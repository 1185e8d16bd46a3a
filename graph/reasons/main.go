// Command reasons writes the enum ErrorReason of the schema from the error catalogue, to standard output.
package main

import (
	"fmt"
	"io"
	"os"

	"accessgraph/domain/fault"
)

func main() {
	if err := write(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(out io.Writer) error {
	text := "# Generated from the error catalogue by go generate ./resolvers. Do not edit.\n" +
		"\"The stable name of each entry of the error catalogue. Reasons are added over time: clients fall back to the code.\"\n" +
		"enum ErrorReason {\n"
	for _, entry := range fault.Catalog() {
		text += fmt.Sprintf("  %q\n  %s\n", entry.Description, entry.Reason)
	}
	_, err := io.WriteString(out, text+"}\n")
	return err
}
