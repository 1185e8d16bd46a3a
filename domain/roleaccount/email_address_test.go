package roleaccount_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
	"accessgraph/domain/roleaccount"
)

const notRecognized = "The mail server is unable to recognize the email address. Enter an existing email address before proceeding."

func TestSyntaxVerifier_Recognizes(t *testing.T) {
	for _, address := range []string{
		"a@b.se", "asa.oberg@example.com", "asa+access@mail.example.co.uk", "o'brien@example.com", "a_b-c@example.com",
		"1@2.se", "a@x1.y2", "åsa.öberg@example.com", "李@example.com", "a@xn--exmple-jua.se", "a@EXAMPLE.com", "a@example.museum",
		strings.Repeat("a", 64) + "@example.com", "a@" + strings.Repeat("b", 63) + ".com", "!#$%&'*+/=?^_`{|}~-@example.com",
	} {
		t.Run(address, func(t *testing.T) {
			require.NoError(t, roleaccount.SyntaxVerifier{}.Verify(context.Background(), address))
		})
	}
}

func TestSyntaxVerifier_DoesNotRecognize(t *testing.T) {
	for _, address := range []string{
		"", "a", "@", "a@", "@b.se", "a b@c.se", "a@b", "a@b.", "a@.b", "a@b..se", "a@-b.se", "a@b-.se", "a@b_c.se",
		"a..b@c.se", ".a@c.se", "a.@c.se", "a@b@c.se", "Åsa <a@b.se>", "<a@b.se>", `"a b"@c.se`, `"a"@c.se`, "a@b.se (work)", "(a)a@b.se",
		"a@b.se,c@d.se", "a@[127.0.0.1]", "a@[IPv6:::1]", "a@127.0.0.1", "a@exämple.se", "a@b。se", "a@b.se ", " a@b.se", "a@b\n.se", "a\x00@b.se",
		"a\u200b@b.se", "😀@b.se", "a\u202e@b.se", "a\xff@b.se", "mailto:a@b.se",
		strings.Repeat("a", 65) + "@example.com", "a@" + strings.Repeat("b", 64) + ".com", "a@" + strings.Repeat("b.", 127) + "com",
	} {
		t.Run(address, func(t *testing.T) {
			err := roleaccount.SyntaxVerifier{}.Verify(context.Background(), address)
			domaintest.RequireViolations(t, err, newViolation(fault.EmailAddressUnknown, notRecognized, nil))
		})
	}
}
