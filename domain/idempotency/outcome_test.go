package idempotency_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/idempotency"
)

type thing struct{ document.Base }

type objects map[string]document.Document

func (o objects) Object(_ context.Context, companyID, documentID string) (document.Document, error) {
	doc, ok := o[documentID]
	if !ok || doc.Meta().CompanyID != companyID {
		return nil, document.ErrAbsent
	}
	return doc, nil
}

func newThing(documentID string) *thing {
	return &thing{document.Base{ID: documentID, CompanyID: "com_1"}}
}

func TestOutcomeOf_ADocumentIsKeptByItsID(t *testing.T) {
	stored := objects{"one": newThing("one")}
	outcome, err := idempotency.OutcomeOf(newThing("one"))
	require.NoError(t, err)
	restored, err := idempotency.Restore[*thing](t.Context(), outcome, stored, "com_1")
	require.NoError(t, err)
	require.Same(t, stored["one"], document.Document(restored))
	_, err = idempotency.Restore[*thing](t.Context(), outcome, stored, "com_2")
	require.ErrorIs(t, err, document.ErrAbsent)
}

type passage struct {
	Thing   *thing
	Other   *thing
	Granted bool     `outcome:"kept"`
	Relays  []int    `outcome:"kept"`
	Note    *string  `outcome:"kept"`
	Secret  string   // not marked
	Codes   []string // not marked
	hidden  string
}

func TestOutcomeOf_AStructIsKeptByItsFields(t *testing.T) {
	stored := objects{"one": newThing("one")}
	result := passage{Thing: newThing("one"), Granted: true, Relays: []int{1, 2}, Secret: "s3cret", Codes: []string{"s3cret"}, hidden: "s3cret"}
	outcome, err := idempotency.OutcomeOf(result)
	require.NoError(t, err)
	require.NotContains(t, outcome, "Other")
	for _, value := range outcome {
		require.NotContains(t, value, "s3cret")
	}
	restored, err := idempotency.Restore[passage](t.Context(), outcome, stored, "com_1")
	require.NoError(t, err)
	require.Equal(t, passage{Thing: newThing("one"), Granted: true, Relays: []int{1, 2}}, restored)
}

func TestOutcomeOf_AnotherTypeIsAnError(t *testing.T) {
	for _, result := range []any{true, "text", 1, []string{"a"}} {
		_, err := idempotency.OutcomeOf(result)
		require.Error(t, err)
	}
	_, err := idempotency.Restore[string](t.Context(), idempotency.Outcome{}, objects{}, "com_1")
	require.Error(t, err)
	wrong := objects{"one": &struct{ document.Base }{document.Base{ID: "one", CompanyID: "com_1"}}}
	_, err = idempotency.Restore[*thing](t.Context(), idempotency.Outcome{"result": "one"}, wrong, "com_1")
	require.Error(t, err)
}

func TestRecordID_DependsOnFieldUserAndApplication(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.StringMatching(`[a-z_0-9]{0,3}`)
		key := rapid.StringMatching(`[a-z|]{1,4}`)
		draw := func(name string) (string, [5]string) {
			company, application, user := part.Draw(t, name+"company"), part.Draw(t, name+"application"), part.Draw(t, name+"user")
			field, sent := part.Draw(t, name+"field"), key.Draw(t, name+"key")
			attempt, err := actor.NewAttempt(sent, field, "createThing", nil)
			require.NoError(t, err)
			caller := actor.Caller{CompanyID: company, ApplicationID: application, UserID: &user, Attempt: attempt}
			return idempotency.RecordID(caller), [5]string{company, application, user, field, sent}
		}
		oneID, one := draw("one ")
		otherID, other := draw("other ")
		require.Equal(t, one == other, oneID == otherID)
	})
}

func TestRecord_Expired(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	attempt, err := actor.NewAttempt("key", "createThing", "createThing", map[string]any{"input": map[string]any{"name": "x"}})
	require.NoError(t, err)
	record := idempotency.NewRecord(actor.Caller{Attempt: attempt}, idempotency.Outcome{}, now)
	require.False(t, record.Expired(now.Add(idempotency.Window-time.Millisecond)))
	require.True(t, record.Expired(now.Add(idempotency.Window)))
	require.True(t, record.Matches(attempt))
	other, err := actor.NewAttempt("key", "createThing", "createThing", map[string]any{"input": map[string]any{"name": "y"}})
	require.NoError(t, err)
	require.False(t, record.Matches(other))
}

func TestNewAttempt_ArgumentsThatAreNoJSON(t *testing.T) {
	_, err := actor.NewAttempt("key", "f", "f", map[string]any{"x": func() {}})
	require.Error(t, err)
}
