package test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/tenant"
	"accessgraph/internal/app"
	"accessgraph/mongo/storetest"
)

// seed is a store that is filled once, by the first test that needs it. Every test gets a copy of its own, on a server of
// its own.
type seed struct {
	fill func(testing.TB) *world
	once sync.Once

	// file is the file of the embedded store.
	file []byte
	// highWaterMark is the latest time in the store: the clocks of the copies go on from there.
	highWaterMark time.Time
	log           []string
	// world is what was built. Its server is closed.
	world *world
}

var (
	// companySeed holds two companies, each with an application that has every scope.
	companySeed = seed{fill: buildCompanies}
	// worldSeed holds something of everything as well.
	worldSeed = seed{fill: buildWorld}
	// ladenSeed holds a hundred more entries in every list.
	ladenSeed = seed{fill: buildLadenWorld}
)

// build fills the store, closes it and keeps its file.
func (s *seed) build(t testing.TB) {
	t.Helper()
	w := s.fill(t)
	highWaterMark, err := w.store.HighWaterMark(t.Context())
	require.NoError(t, err)
	w.closeStore()
	file, err := os.ReadFile(filepath.Join(w.folder, storeFile))
	require.NoError(t, err)
	s.file, s.highWaterMark, s.log, s.world = file, highWaterMark, w.log.all(), w
}

// copy returns a world on a copy of the store.
func (s *seed) copy(t testing.TB, edit func(*app.Options)) *world {
	t.Helper()
	s.once.Do(func() { s.build(t) })
	require.NotEmpty(t, s.file, "the seed was not built: see the test that failed first")
	folder := storetest.Folder(t)
	require.NoError(t, os.WriteFile(filepath.Join(folder, storeFile), s.file, 0o600))
	running, _ := openServer(t, folder, func(options *app.Options) {
		options.NotBefore = s.highWaterMark
		edit(options)
	})
	running.log.lines = slices.Clone(s.log)
	running.company = s.world.company
	running.admin.key, running.foreign.key = s.world.admin.key, s.world.foreign.key
	return &world{server: running, admin: running.admin, names: maps.Clone(s.world.names)}
}

// storeFile is the name of the embedded store's file in its folder.
const storeFile = "accessgraph.db"

// buildCompanies sets up a store as an operator does.
func buildCompanies(t testing.TB) *world {
	t.Helper()
	running, product := openServer(t, storetest.Folder(t), func(*app.Options) {})
	setup, err := product.SetUp(t.Context(), "")
	require.NoError(t, err)
	company, err := product.CreateCompany(t.Context(), "Elsewhere")
	require.NoError(t, err)
	_, foreignKey, err := product.CreateApplication(t.Context(), company.ID, tenant.CreateApplicationInput{Name: "Everything", Scopes: app.AllScopes()})
	require.NoError(t, err)
	running.admin.key, running.foreign.key = setup.GeneratedKey, foreignKey
	running.company = text(t, running.admin.must(t, "{ viewer { company { id } } }", nil), "viewer", "company", "id")
	return &world{server: running, admin: running.admin, names: map[string]string{}}
}

// buildWorld fills the first company, and puts something of the second one next to it.
func buildWorld(t testing.TB) *world {
	t.Helper()
	w := companySeed.copy(t, func(*app.Options) {})
	w.peopleOfOtherOrganisations(t)
	w.accesses(t)
	w.usersAndTheirAccesses(t)
	w.rulesAndIdentifiers(t)
	w.applications(t)
	w.anotherCompany(t)
	w.logged(t)
	w.strangers(t)
	return w
}

func buildLadenWorld(t testing.TB) *world {
	t.Helper()
	w := newWorld(t)
	w.hundredOfEach(t)
	return w
}
