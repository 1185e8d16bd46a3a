// The gen command generates mongo/decoders to standard output: a function for each type of document, from the bson tags of its
// fields. With the argument "subjects" it generates the table of these functions for their test.
package main

import (
	"fmt"
	"go/format"
	"io"
	"os"
)

//go:generate sh -c "go run ./types ../../descriptors.go > types.tmp && mv types.tmp types.generated.go"
//go:generate sh -c "go run . decoders > ../../decoders/decoders.generated.go"
//go:generate sh -c "go run . subjects > ../../decoders/subjects.generated_test.go"

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
