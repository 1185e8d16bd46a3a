package mongo

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded"
	"accessgraph/mongo/embedded/integrity"
)

// Verified is the result of a verification.
type Verified struct {
	// Documents is the number of documents, readable or not.
	Documents int
	// Problems is the number of problems, including those that were too many to be reported.
	Problems int
}

// VerifyFiles reads the whole embedded store and reports every problem in its pages, its catalogue, its documents and its
// indexes. It does not check what documents mean to each other. The store may be in use, by other processes too. On MongoDB,
// which takes care of its own files, VerifyFiles reads nothing. It fails only if it cannot be carried out, such as with
// STORE_UNAVAILABLE.
func (s *Store) VerifyFiles(ctx context.Context, report func(Problem)) (Verified, error) {
	if !s.embedded {
		return Verified{}, nil
	}
	ctx, cancel := context.WithTimeout(ctx, transferTimeout)
	defer cancel()
	seen := map[Problem]struct{}{}
	var result Verified
	store, err := s.validate(ctx, embedded.ValidateStore(), seen, report)
	if err != nil {
		return result, failure("verifying the store", err)
	}
	result.Problems = store.Total
	for _, name := range store.Collections {
		seenBefore := len(seen)
		collection, err := s.validate(ctx, embedded.ValidateCollection(name), seen, report)
		if err != nil {
			return result, failure("verifying "+name, err)
		}
		result.Documents += collection.Documents
		result.Problems += len(seen) - seenBefore + collection.Total - len(collection.Problems)
	}
	return result, nil
}

// validate runs a command of validation, and reports each problem of its response that is not in seen. It adds them to seen.
func (s *Store) validate(ctx context.Context, command bson.D, seen map[Problem]struct{}, report func(Problem)) (embedded.Validation, error) {
	var response embedded.Validation
	if err := s.database.RunCommand(ctx, command).Decode(&response); err != nil {
		return response, err
	}
	for _, problem := range response.Problems {
		if _, ok := seen[problem]; !ok {
			seen[problem] = struct{}{}
			report(problem)
		}
	}
	if more := response.Total - len(response.Problems); more > 0 {
		report(Problem{What: fmt.Sprintf("%d more problems", more)})
	}
	return response, nil
}

// VerifyFolder does what VerifyFiles does for an embedded store that need not be open, and may be too damaged for Open. A
// store that another process has opened is accessed through that process.
func VerifyFolder(ctx context.Context, storeOptions Options, report func(Problem)) (Verified, error) {
	storeOptions.URI, storeOptions.Shared = "", true
	target, err := storeOptions.endpoint()
	if errors.Is(err, ErrDamaged) {
		var result Verified
		verifyErr := integrity.VerifyFolder(ctx, storeOptions.Folder, func(problem Problem) {
			result.Problems++
			report(problem)
		})
		return result, errors.Join(err, verifyErr)
	}
	if err != nil {
		return Verified{}, err
	}
	store, err := connect(target)
	if err != nil {
		return Verified{}, errors.Join(fmt.Errorf("connecting to the store: %w", err), target.close())
	}
	result, err := store.VerifyFiles(ctx, report)
	return result, errors.Join(err, store.Close(context.WithoutCancel(ctx)))
}

// Repaired is the result of a repair.
type Repaired = integrity.Repaired

// RepairFolder builds an embedded store anew from everything that can still be read, and writes the rest to a file beside it.
// No process may have opened the folder. The old file is not changed, and is kept under another name.
func RepairFolder(ctx context.Context, folder string) (Repaired, error) {
	return integrity.Repair(ctx, folder)
}
