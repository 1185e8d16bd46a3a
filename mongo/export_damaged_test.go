package mongo

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/audit"
	"accessgraph/domain/commit"
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/tenant"
)

// spoil overwrites the name of a role in the file of a closed store.
func spoil(t *testing.T, folder, name string) {
	t.Helper()
	path := filepath.Join(folder, "accessgraph.db")
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Contains(t, string(content), name)
	require.NoError(t, os.WriteFile(path, bytes.ReplaceAll(content, []byte(name), bytes.Repeat([]byte("x"), len(name))), 0o600))
}

func TestExport_GoesOnPastWhatCannotBeRead(t *testing.T) {
	storeOptions := embeddedOptions(t)
	ctx := t.Context()
	store, err := Open(ctx, storeOptions)
	require.NoError(t, err)
	require.NoError(t, store.EnsureIndexes(ctx))
	companyID := newID(t, id.Company)
	var roles []*roleaccount.ExternalRole
	for _, name := range []string{"first", "second is spoiled", "third", "fourth is spoiled", "fifth"} {
		role := newRole(t, companyID)
		role.Name = name
		roles = append(roles, role)
		seed(ctx, t, store, role)
	}
	company := &tenant.Company{Base: newBase(t, id.Company, companyID), Name: "Auditors"}
	company.ID = companyID
	seed(ctx, t, store, company)
	require.NoError(t, store.Close(ctx))
	spoil(t, storeOptions.Folder, "second is spoiled")
	spoil(t, storeOptions.Folder, "fourth is spoiled")

	store, err = Open(ctx, storeOptions)
	require.NoError(t, err)
	defer func() { require.NoError(t, store.Close(ctx)) }()
	var out bytes.Buffer
	var problems []string
	count, err := store.Export(ctx, &out, func(problem Problem) { problems = append(problems, problem.String()) })
	require.NoError(t, err)
	require.Equal(t, 5, count) // including the version of the store
	require.Equal(t, []string{
		`externalRoles, _id "` + roles[1].ID + `": the record does not match its checksum`,
		`externalRoles, _id "` + roles[3].ID + `": the record does not match its checksum`,
	}, problems)

	target, _ := emptyStore(t, store)
	imported, err := target.Import(ctx, bytes.NewReader(out.Bytes()), noProblems(t))
	require.NoError(t, err)
	require.Equal(t, count, imported)
	for at, role := range roles {
		_, err := target.ExternalRoles().Get(ctx, companyID, role.ID)
		if at%2 == 0 {
			require.NoError(t, err)
		} else {
			require.Error(t, err)
		}
	}
	result, err := store.VerifyFiles(ctx, func(Problem) {})
	require.NoError(t, err)
	require.Equal(t, Verified{Documents: 7, Problems: 2}, result)
}

func TestHighWaterMark_OfTheLatestReadableRecord(t *testing.T) {
	storeOptions := embeddedOptions(t)
	ctx := t.Context()
	store, err := Open(ctx, storeOptions)
	require.NoError(t, err)
	require.NoError(t, store.EnsureIndexes(ctx))
	companyID := newID(t, id.Company)
	var records []audit.Record
	for _, request := range []string{"first request", "second request"} {
		record := newRecord(t, companyID, "subject")
		record.RequestID = request
		records = append(records, record)
		require.NoError(t, store.Commit(ctx, commit.Commit{CompanyID: companyID, AuditRecords: []audit.Record{record}}))
	}
	require.NoError(t, store.Close(ctx))
	spoil(t, storeOptions.Folder, "second request")
	store, err = Open(ctx, storeOptions)
	require.NoError(t, err)
	defer func() { require.NoError(t, store.Close(ctx)) }()
	mark, err := store.HighWaterMark(ctx)
	require.NoError(t, err)
	require.Equal(t, id.Time(records[0].ID), mark)
}
