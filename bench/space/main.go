// Command space creates accesses through the whole program and prints what each of them, with its audit record, its claims and its index
// entries, takes on disk, and how full the pages of each space are.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/rs/zerolog"
	"go.etcd.io/bbolt"

	"accessgraph/api"
	"accessgraph/domain/tenant"
	"accessgraph/internal/app"
	"accessgraph/mongo"
)

const (
	createIdentity = `mutation($input: CreateExternalPersonalIdentityInput!) { createExternalPersonalIdentity(input: $input) { externalPersonalIdentity { id } } }`
	createAccess   = `mutation($input: CreateAccessInput!) { createAccess(input: $input) { access { id } } }`
)

func main() {
	accesses := flag.Int("accesses", 20_000, "accesses to create")
	each := flag.Int("each", 10, "accesses of a person")
	workers := flag.Int("workers", 16, "requests at a time")
	flag.Parse()
	if err := run(context.Background(), *accesses, *each, *workers); err != nil {
		fmt.Fprintln(os.Stderr, "space:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, accesses, each, workers int) (err error) {
	folder, err := os.MkdirTemp("", "space")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	start := time.Now()
	if err := fill(ctx, folder, accesses, each, workers); err != nil {
		return err
	}
	fmt.Printf("%d accesses in %.0f s\n", accesses, time.Since(start).Seconds())
	return measure(filepath.Join(folder, "accessgraph.db"), accesses, (accesses+each-1)/each)
}

// fill creates the accesses.
func fill(ctx context.Context, folder string, accesses, each, workers int) (err error) {
	store, err := mongo.Open(ctx, mongo.Options{Folder: folder, Logger: zerolog.Nop()})
	if err != nil {
		return err
	}
	limits, err := api.DefaultLimits().With(map[string]int{"pointsPerApplicationAndMinute": 1_000_000_000})
	if err != nil {
		return errors.Join(err, store.Close(ctx))
	}
	product, err := app.New(app.Options{Store: store, Logger: zerolog.Nop(), Version: "space", Clock: time.Now, Limits: limits})
	if err != nil {
		return errors.Join(err, store.Close(ctx))
	}
	defer func() { err = errors.Join(err, product.Close(ctx)) }()
	key, err := tenant.NewKey()
	if err != nil {
		return err
	}
	if _, err := product.SetUp(ctx, key); err != nil {
		return err
	}
	client := client{product.Handler, key}
	var next atomic.Int64
	var running sync.WaitGroup
	failed := make([]error, workers)
	for worker := range workers {
		running.Go(func() {
			for failed[worker] == nil {
				person := int(next.Add(1)) - 1
				if person*each >= accesses {
					return
				}
				failed[worker] = client.createPerson(ctx, person, each)
			}
		})
	}
	running.Wait()
	return errors.Join(failed...)
}

// client sends requests.
type client struct {
	handler http.Handler
	key     string
}

// createPerson creates an identity with its accesses.
func (c client) createPerson(ctx context.Context, person, each int) error {
	firstName, lastName := fmt.Sprintf("Ada %d", person*7919%100_003), fmt.Sprintf("Byron %d", person*104_729%99_991)
	answer, err := c.send(ctx, createIdentity, map[string]any{
		"firstName": firstName, "lastName": lastName, "emailAddress": fmt.Sprintf("person-%d@example.com", person*7919%100_003), "managed": true,
	})
	if err != nil {
		return err
	}
	for range each {
		input := map[string]any{"type": "PRIVATE", "privateId": answer.CreateExternalPersonalIdentity.ExternalPersonalIdentity.ID,
			"managed": true, "firstName": firstName, "lastName": lastName}
		if _, err := c.send(ctx, createAccess, input); err != nil {
			return err
		}
	}
	return nil
}

// answer is what is read of a response.
type answer struct {
	CreateExternalPersonalIdentity struct{ ExternalPersonalIdentity struct{ ID string } }
}

func (c client) send(ctx context.Context, document string, input map[string]any) (answer, error) {
	var response struct {
		Data   answer
		Errors json.RawMessage
	}
	body, err := json.Marshal(map[string]any{"query": document, "variables": map[string]any{"input": input}})
	if err != nil {
		return response.Data, err
	}
	request := httptest.NewRequestWithContext(ctx, http.MethodPost, "/graphql", bytes.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-API-Key", c.key)
	recorded := httptest.NewRecorder()
	c.handler.ServeHTTP(recorded, request)
	if err := json.Unmarshal(recorded.Body.Bytes(), &response); err != nil {
		return response.Data, err
	}
	if response.Errors != nil {
		return response.Data, fmt.Errorf("refused: %s", response.Errors)
	}
	return response.Data, nil
}

// measure prints what the file holds. Of the audit records, each person has one.
func measure(path string, accesses, persons int) error {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true, PreLoadFreelist: true})
	if err != nil {
		return err
	}
	report := func(tx *bbolt.Tx) error {
		each := func(bytes int) float64 { return float64(bytes) / float64(accesses) }
		fmt.Printf("%-60s %9s %7s %7s %7s %6s\n", "bytes of each access", "entries", "bytes", "leaves", "live", "full")
		var allocated, live, ofPersons int
		err := tx.ForEach(func(name []byte, bucket *bbolt.Bucket) error {
			stats := bucket.Stats()
			allocated, live = allocated+stats.LeafAlloc+stats.BranchAlloc, live+stats.LeafInuse+stats.BranchInuse
			switch {
			case bytes.Contains(name, []byte("externalPersonalIdentities")):
				ofPersons += stats.LeafAlloc + stats.BranchAlloc
			case bytes.Contains(name, []byte("auditRecords")):
				ofPersons += (stats.LeafAlloc + stats.BranchAlloc) * persons / stats.KeyN
			}
			if stats.LeafPageN > 0 {
				fmt.Printf("%-60s %9d %7.0f %7.0f %7.0f %4.0f %%\n", strings.ReplaceAll(string(name), "\x00", " "), stats.KeyN,
					each(stats.LeafAlloc+stats.BranchAlloc), each(stats.LeafAlloc), each(stats.LeafInuse), 100*float64(stats.LeafInuse)/float64(stats.LeafAlloc))
			}
			return nil
		})
		fmt.Printf("in pages %.0f, of which %.0f are of persons; live %.0f, in the file %.0f, pages of %d\n",
			each(allocated), each(ofPersons), each(live), each(int(tx.Size())), db.Info().PageSize)
		return err
	}
	return errors.Join(db.View(report), db.Close())
}
