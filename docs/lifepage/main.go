// The lifepage command writes docs/access-life.md from the table of transitions of an access, to standard output.
package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"accessgraph/domain/access"
)

//go:generate sh -c "go run . > ../access-life.md"

const opening = `# The life of an access

This page is written by ` + "`go generate ./docs/...`" + ` from the table that the rules and ` + "`Access.transitions`" + ` read (` + "`domain/access`" + `).

A new access is INVITED, and an access is never deleted. Setting the state that it has is no error and no step; every state that no
row leads to is refused. It becomes ACTIVE only while its identity and its role account are ACTIVE and the account's role is
enabled, and can be used only while they are. An invitation is pending until it is accepted, revoked, replaced or expired; it can be
revoked while it is pending.

`

func main() {
	if err := write(os.Stdout, access.Transitions()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// write gives the page: its opening, the steps as a table, and as a diagram.
func write(w io.Writer, steps []access.Transition) error {
	var page strings.Builder
	page.WriteString(opening)
	page.WriteString("| step | from | to | accesses managed by | done by |\n|---|---|---|---|---|\n")
	for _, step := range steps {
		fmt.Fprintf(&page, "| %s | %s | %s | %s | `%s` |\n", step.Action, step.From, step.To, step.Managed, mutation(step.Action))
	}
	page.WriteString("\n```mermaid\nstateDiagram-v2\n  [*] --> " + string(access.Invited) + "\n")
	for _, step := range steps {
		fmt.Fprintf(&page, "  %s --> %s: %s\n", step.From, step.To, mutation(step.Action))
	}
	page.WriteString("```\n")
	if _, err := io.WriteString(w, page.String()); err != nil {
		return fmt.Errorf("writing the page of an access's life: %w", err)
	}
	return nil
}

// mutation is the field of the schema that takes a step.
func mutation(action access.Action) string {
	switch action {
	case access.Activate:
		return "activateAccess"
	case access.Invite:
		return "inviteAccess"
	case access.RevokeInvitation:
		return "revokeAccessInvitation"
	case access.Accept:
		return "acceptAccessInvitation"
	default:
		return "updateAccess"
	}
}
