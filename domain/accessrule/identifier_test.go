package accessrule_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/inputs"
)

func taken() violation {
	return newViolation(
		fault.IdentifierNumberTaken, "The company has an identifier of this type and number already.",
		map[string]any{"input.number": "must be unique within the company and type"},
	)
}

func TestService_CreateIdentifier(t *testing.T) {
	w := newWorld()
	identifier, err := w.CreateIdentifier(t.Context(), caller(), accessrule.CreateIdentifierInput{
		Name: " Ada's card ", Affiliation: accessrule.Guest, Type: accessrule.Card, Number: "0a-0b",
	})
	require.NoError(t, err)
	require.NoError(t, id.Check(id.Identifier, identifier.ID))
	require.Equal(t, &accessrule.Identifier{
		Base:  document.Base{ID: identifier.ID, CompanyID: "com_1", SchemaVersion: 1, Version: 1, UpdatedAt: now()},
		Named: identifier.Named, Name: "Ada's card", Affiliation: accessrule.Guest, Type: accessrule.Card, Number: "0A:0B", Enabled: true,
		AccessRuleIDs: []string{}, TimeProfileIDs: []string{}, CreatedBy: caller().Actor(),
	}, identifier)
	_, limited := w.store.Counter(commit.PassesLeftOfIdentifier, identifier.ID)
	require.False(t, limited)
}

func TestService_CreateIdentifier_Validity(t *testing.T) {
	w := newWorld()
	from := time.Date(2026, 1, 1, 1, 0, 0, 1_999_999, time.FixedZone("", 3600))
	to := from.Add(time.Millisecond)
	input := identifierInput(accessrule.LicensePlate, "ab-12")
	input.Validity = accessrule.IdentifierValidityInput{From: inputs.Of(from), To: inputs.Of(to), MaxPasses: inputs.Of(99_999)}
	identifier, err := w.CreateIdentifier(t.Context(), caller(), input)
	require.NoError(t, err)
	require.Equal(t, accessrule.IdentifierValidity{
		From: new(time.Date(2026, 1, 1, 0, 0, 0, 1_000_000, time.UTC)), To: new(time.Date(2026, 1, 1, 0, 0, 0, 2_000_000, time.UTC)),
		MaxPasses: new(99_999),
	}, identifier.Validity)
	left, limited := w.store.Counter(commit.PassesLeftOfIdentifier, identifier.ID)
	require.True(t, limited)
	require.Equal(t, 99_999, left)
}

func TestService_CreateIdentifier_ReportsAllViolations(t *testing.T) {
	w := newWorld()
	instant := now()
	for name, test := range map[string]struct {
		from, to time.Time
		passes   int
	}{
		"empty, and too few":                {instant, instant, 0},
		"backwards, and too many":           {instant, instant.Add(-time.Hour), 100_000},
		"less than a millisecond, negative": {instant, instant.Add(time.Microsecond), -1},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := w.CreateIdentifier(t.Context(), caller(), accessrule.CreateIdentifierInput{
				Name: strings.Repeat("ы", 101), Affiliation: accessrule.Owner, Type: accessrule.InputCode, Number: "12345678901",
				Validity: accessrule.IdentifierValidityInput{From: inputs.Of(test.from), To: inputs.Of(test.to), MaxPasses: inputs.Of(test.passes)},
			})
			domaintest.RequireViolations(t, err, invalid(map[string]any{
				"input.name": "must have at most 100 characters", "input.number": "must be 1 to 10 digits",
				"input.validity.to": "must be later than from", "input.validity.maxPasses": "must be between 1 and 99999",
			}))
		})
	}
	require.Zero(t, w.store.Commits())
}

func TestService_CreateIdentifier_NumberIsUniqueWithinCompanyAndType(t *testing.T) {
	w := newWorld()
	for _, input := range []accessrule.CreateIdentifierInput{
		identifierInput(accessrule.Card, "0a:0b"), identifierInput(accessrule.Ukey, "0a:0b"),
		identifierInput(accessrule.InputCode, "12"), identifierInput(accessrule.InputCode, "012"), identifierInput(accessrule.Card, "12"),
	} {
		_, err := w.CreateIdentifier(t.Context(), caller(), input)
		require.NoError(t, err)
	}
	for _, number := range []string{"0A-0B", "0000101000001011"} {
		_, err := w.CreateIdentifier(t.Context(), caller(), identifierInput(accessrule.Card, number))
		domaintest.RequireViolations(t, err, taken())
	}
	_, err := w.CreateIdentifier(t.Context(), stranger(), identifierInput(accessrule.Card, "0a:0b"))
	require.NoError(t, err)
}

func TestService_CreateIdentifier_OneOfManyGetsTheNumber(t *testing.T) {
	w := newWorld()
	errs := make([]error, 16)
	var group sync.WaitGroup
	for i := range errs {
		group.Go(func() {
			_, errs[i] = w.CreateIdentifier(t.Context(), caller(), identifierInput(accessrule.LicensePlate, "AB "+strings.Repeat("-", i)+"12"))
		})
	}
	group.Wait()
	failed := slices.DeleteFunc(errs, func(err error) bool { return err == nil })
	require.Len(t, failed, 15)
	for _, err := range failed {
		domaintest.RequireViolations(t, err, taken())
	}
}

func TestIdentifier_InputCodesAreNotAudited(t *testing.T) {
	w := newWorld()
	_, err := w.CreateIdentifier(t.Context(), caller(), identifierInput(accessrule.InputCode, "4711"))
	require.NoError(t, err)
	for _, change := range w.store.Records()[0].Changes {
		require.NotEqual(t, "number", change.Field)
		require.NotEqual(t, "4711", change.After)
	}
}
