// The errorpage command writes docs/errors.md from the error catalogue, to standard output.
package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"accessgraph/domain/fault"
)

//go:generate sh -c "go run . > ../errors.md"

const opening = `# Errors

This page is written from the error catalogue by ` + "`go generate ./docs/...`" + `; the query ` + "`errorCatalog`" + ` answers the same at run time.

Every error has this shape. A program decides by ` + "`code`" + `, and by ` + "`reason`" + ` where it wants to know more: reasons are added over time.
A reason is a noun and a problem, and the problems are few; see [By problem](#by-problem).

` + "```json" + `
{
  "message": "Input not valid: First name and last name must always be specified.",
  "path": ["createAccess"],
  "extensions": {
    "code": "NOT_VALID",
    "reason": "ACCESS_NAME_REQUIRED",
    "status": 400,
    "retryable": false,
    "data": {"input.firstName": "must be specified", "input.state": "must not be specified"},
    "requestId": "…",
    "violations": [
      {"reason": "ACCESS_NAME_REQUIRED", "message": "…", "data": {"input.firstName": "must be specified"}},
      {"reason": "ACCESS_STATE_NOT_ALLOWED", "message": "…", "data": {"input.state": "must not be specified"}}
    ]
  }
}
` + "```" + `

An error is the first violation, and its ` + "`violations`" + ` list all of them. ` + "`data`" + ` maps the path of every offending
input field, of all violations, to what is wrong with it, so that a form reads one object; each violation has its own part of it. Where
two violations concern the same path, ` + "`data`" + ` has the words of the first. ` + "`status`" + ` is the HTTP status that the contract documents; the HTTP
response itself follows GraphQL over HTTP. ` + "`retryable`" + ` says whether the same request can succeed later. In a message,
` + "`<%1>`" + `, ` + "`<%2>`" + ` … stand for values.

What a message or ` + "`data`" + ` repeats of the request is at most 64 characters, the last of them ` + "`…`" + ` where more follow. Characters
that cannot be seen, or that change how others are seen, are written as escapes such as ` + "`\\u202E`" + `.
`

func main() {
	if err := write(os.Stdout, fault.Catalog()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// write gives the page: its opening, a line for each code, and a section for each entry.
func write(w io.Writer, entries []fault.Entry) error {
	var page strings.Builder
	page.WriteString(opening)
	page.WriteString("\n## By code\n\n| code | reasons |\n|---|---|\n")
	for _, code := range codes(entries) {
		fmt.Fprintf(&page, "| `%s` | %s |\n", code, strings.Join(reasonsThat(have(code), entries), ", "))
	}
	page.WriteString("\n## By problem\n\n| problem | reasons |\n|---|---|\n")
	for _, problem := range fault.Problems() {
		fmt.Fprintf(&page, "| `%s` | %s |\n", problem, strings.Join(reasonsThat(endIn(problem), entries), ", "))
	}
	page.WriteString("\n## All\n")
	for _, entry := range entries {
		page.WriteString(section(entry))
	}
	if _, err := io.WriteString(w, page.String()); err != nil {
		return fmt.Errorf("writing the page of errors: %w", err)
	}
	return nil
}

// codes lists the codes in use, each once, in the order in which the catalogue brings them.
func codes(entries []fault.Entry) []fault.Code {
	var codes []fault.Code
	seen := map[fault.Code]bool{}
	for _, entry := range entries {
		if !seen[entry.Code] {
			seen[entry.Code] = true
			codes = append(codes, entry.Code)
		}
	}
	return codes
}

func have(code fault.Code) func(fault.Entry) bool {
	return func(entry fault.Entry) bool { return entry.Code == code }
}

func endIn(problem fault.Problem) func(fault.Entry) bool {
	return func(entry fault.Entry) bool { return strings.HasSuffix(string(entry.Reason), "_"+string(problem)) }
}

func reasonsThat(fit func(fault.Entry) bool, entries []fault.Entry) []string {
	var links []string
	for _, entry := range entries {
		if fit(entry) {
			links = append(links, fmt.Sprintf("[%s](#%s)", entry.Reason, strings.ToLower(string(entry.Reason))))
		}
	}
	return links
}

func section(entry fault.Entry) string {
	retry := "not retryable"
	if entry.Retryable {
		retry = "retryable"
	}
	origin := "our own"
	if entry.Source != "" {
		origin = "contract " + entry.Source
	}
	return fmt.Sprintf("\n### %s\n\n`%s` · status %d · %s · %s\n\n> %s\n\n%s\n",
		entry.Reason, entry.Code, entry.Status, retry, origin, escape(entry.Message), entry.Description)
}

// escape keeps a placeholder from being read as an HTML tag.
func escape(message string) string {
	return strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(message)
}
