package embedded_test

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.etcd.io/bbolt"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/mongo/embedded"
	"accessgraph/mongo/storetest"
)

// process runs this binary in a role, and returns what it printed.
func process(t *testing.T, role, folder string) string {
	t.Helper()
	started := exec.CommandContext(t.Context(), os.Args[0])
	started.Env = append(os.Environ(), roleOfProcess+"="+role, folderOfProcess+"="+folder)
	output, err := started.CombinedOutput()
	require.NoError(t, err, "%s", output)
	return string(output)
}

// openAgain opens a store that another process has.
func openAgain(folder string) error {
	_, err := embedded.Open(folder, embedded.Options{OpenPatience: 10 * time.Millisecond})
	if !errors.Is(err, embedded.ErrInUse) {
		return fmt.Errorf("opening a store in use: %w", err)
	}
	client, err := mongo.Connect(options.Client().ApplyURI(embedded.URI).SetDialer(embedded.SocketDialer(folder)))
	if err != nil {
		return err
	}
	ctx := context.Background()
	if err := only(client.Database("test").Collection("things").InsertOne(ctx, d("_id", "through the socket"))); err != nil {
		return err
	}
	return client.Disconnect(ctx)
}

func TestASecondProcessIsToldAndUsesTheSocket(t *testing.T) {
	opened := newStore(t)
	process(t, "second", opened.folder)
	require.Equal(t, []any{"through the socket"}, find(t, opened.database.Collection("things"), d()))
	socket, err := os.Stat(filepath.Join(opened.folder, "accessgraph.sock"))
	require.NoError(t, err)
	require.Equal(t, fs.ModeSocket|0o600, socket.Mode())
	file, err := os.Stat(filepath.Join(opened.folder, "accessgraph.db"))
	require.NoError(t, err)
	require.Equal(t, fs.FileMode(0o600), file.Mode())
	require.NoError(t, opened.store.Close())
	entries, err := os.ReadDir(opened.folder)
	require.NoError(t, err)
	require.Len(t, entries, 1, "only the file is left")
	_, err = embedded.SocketDialer(opened.folder).DialContext(t.Context(), "", "")
	require.Error(t, err)
}

func TestTheFolderIsTheOwners(t *testing.T) {
	folder := filepath.Join(storetest.Folder(t), "a", "b")
	openStore(t, folder, embedded.Options{})
	info, err := os.Stat(folder)
	require.NoError(t, err)
	require.Equal(t, fs.ModeDir|0o700, info.Mode())
}

// fillTheDisk writes until the file may not grow any more, checks that this is told and that nothing is lost, and goes
// on when there is room again.
func fillTheDisk(folder string) error {
	signal.Ignore(syscall.SIGXFSZ)
	store, err := embedded.Open(folder, embedded.Options{})
	if err != nil {
		return err
	}
	client, err := mongo.Connect(options.Client().ApplyURI(embedded.URI).SetDialer(store))
	if err != nil {
		return err
	}
	ctx, things := context.Background(), client.Database("test").Collection("things")
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		return err
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 24 << 20, Max: before.Max}); err != nil {
		return err
	}
	written := 0
	write := func() error {
		return only(things.InsertOne(ctx, d("_id", written, "bytes", make([]byte, 1<<20))))
	}
	for ; err == nil && written < 100; written++ {
		err = write()
	}
	written--
	var refused mongo.ServerError
	if !errors.As(err, &refused) || !refused.HasErrorCode(14031) {
		return fmt.Errorf("after %d documents on a full disk: %w", written, err)
	}
	count, err := things.CountDocuments(ctx, d())
	if err != nil || int(count) != written {
		return fmt.Errorf("%d of %d documents are there: %w", count, written, err)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		return err
	}
	if err := write(); err != nil {
		return fmt.Errorf("writing when there is room again: %w", err)
	}
	return errors.Join(verified(ctx, store), client.Disconnect(ctx), store.Close())
}

func TestAFullDiskIsTold(t *testing.T) {
	process(t, "full", storetest.Folder(t))
}

func TestFoldersThatCannotBeUsedAreRefused(t *testing.T) {
	file := filepath.Join(storetest.Folder(t), "file")
	require.NoError(t, os.WriteFile(file, []byte("x"), 0o600))
	_, err := embedded.Open(filepath.Join(file, "data"), embedded.Options{})
	require.ErrorContains(t, err, "creating the data folder")

	long := filepath.Join(storetest.Folder(t), strings.Repeat("x", 100))
	_, err = embedded.Open(long, embedded.Options{})
	require.ErrorContains(t, err, "too long for a socket")
	_, err = embedded.SocketDialer(long).DialContext(t.Context(), "", "")
	require.ErrorContains(t, err, "too long for a socket")

	occupied := storetest.Folder(t)
	require.NoError(t, os.Mkdir(filepath.Join(occupied, "accessgraph.db"), 0o700))
	_, err = embedded.Open(occupied, embedded.Options{})
	require.ErrorContains(t, err, "opening the store")
}

func TestADamagedFileIsReported(t *testing.T) {
	whole := func(t *testing.T) (folder, file string) {
		opened := newStore(t)
		things := opened.database.Collection("things")
		createIndex(t, things, d("even", 1))
		for at := range 20 {
			insert(t, things, d("_id", at, "even", at, "text", strings.Repeat("damage me ", 1000)))
		}
		require.NoError(t, opened.store.Close())
		return opened.folder, filepath.Join(opened.folder, "accessgraph.db")
	}
	open := func(folder string) error {
		store, err := embedded.Open(folder, embedded.Options{})
		if err == nil {
			err = errors.Join(verified(t.Context(), store), store.Close())
		}
		return err
	}
	change := func(t *testing.T, file string, change func([]byte) []byte) {
		content, err := os.ReadFile(file)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(file, change(content), 0o600))
	}
	t.Run("nothing", func(t *testing.T) {
		folder, _ := whole(t)
		require.NoError(t, open(folder))
	})
	t.Run("not a store", func(t *testing.T) {
		folder, file := whole(t)
		change(t, file, func([]byte) []byte { return []byte(strings.Repeat("something else\n", 10_000)) })
		require.ErrorIs(t, open(folder), embedded.ErrDamaged)
	})
	t.Run("cut short", func(t *testing.T) {
		folder, file := whole(t)
		change(t, file, func(content []byte) []byte { return content[:64<<10] })
		require.ErrorIs(t, open(folder), embedded.ErrDamaged)
	})
	t.Run("a changed document", func(t *testing.T) {
		folder, file := whole(t)
		change(t, file, func(content []byte) []byte {
			return []byte(strings.ReplaceAll(string(content), "damage me", "damaged !"))
		})
		require.ErrorIs(t, open(folder), embedded.ErrDamaged)
		opened := openStore(t, folder, embedded.Options{})
		requireCode(t, opened.database.Collection("things").FindOne(t.Context(), d("_id", 1)).Err(), 1, "damaged")
	})
	t.Run("nothing at all", func(t *testing.T) {
		folder, file := whole(t)
		require.NoError(t, os.Truncate(file, 0))
		err := open(folder)
		require.ErrorIs(t, err, embedded.ErrDamaged)
		require.ErrorContains(t, err, "accessgraph repair")
		info, err := os.Stat(file)
		require.NoError(t, err)
		require.Zero(t, info.Size(), "it is left as it was")
	})
	t.Run("a list of free pages with one in use", func(t *testing.T) {
		folder, file := whole(t)
		change(t, file, func(content []byte) []byte {
			newest := content[16:]
			if other := content[pageSize+16:]; binary.NativeEndian.Uint64(other[48:]) > binary.NativeEndian.Uint64(newest[48:]) {
				newest = other
			}
			for page := content; len(page) >= pageSize; page = page[pageSize:] {
				if kind, count := page[8], page[10]; kind == 0x10 && count > 0 {
					copy(page[16:], newest[16:24]) // the root; was some other
				}
			}
			return content
		})
		require.ErrorContains(t, open(folder), "is in use and in the list of free pages")
	})
	t.Run("a page that leads back to itself", func(t *testing.T) {
		folder, file := whole(t)
		change(t, file, func(content []byte) []byte {
			for page := content; len(page) >= pageSize; page = page[pageSize:] {
				if page[8] == 0x01 {
					copy(page[24:32], page[:8])
				}
			}
			return content
		})
		require.ErrorContains(t, open(folder), "is used twice")
	})
	t.Run("one header", func(t *testing.T) {
		folder, file := whole(t)
		change(t, file, func(content []byte) []byte { clear(content[:pageSize]); return content })
		require.ErrorContains(t, open(folder), "the last commit before the file was opened may be lost")
	})
	t.Run("pages of zeros", func(t *testing.T) {
		folder, file := whole(t)
		change(t, file, func(content []byte) []byte { clear(content[3*pageSize:]); return content })
		require.ErrorIs(t, open(folder), embedded.ErrDamaged)
	})
	t.Run("a later format", func(t *testing.T) {
		folder, file := whole(t)
		rewrite(t, file, func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte("format")).Put([]byte("version"), []byte{0, 0, 0, 9})
		})
		require.ErrorContains(t, open(folder), "version 9, known up to 3")
	})
	t.Run("another program's file", func(t *testing.T) {
		folder, file := whole(t)
		rewrite(t, file, func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte("format")) })
		require.ErrorContains(t, open(folder), "carries no version")
	})
}

func rewrite(t *testing.T, file string, change func(*bbolt.Tx) error) {
	db, err := bbolt.Open(file, 0o600, nil)
	require.NoError(t, err)
	require.NoError(t, db.Update(change))
	require.NoError(t, db.Close())
}
