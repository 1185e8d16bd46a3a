package mongo

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded"
)

// Verified is how much was verified.
type Verified struct {
	// Documents were found, readable or not.
	Documents int
	// Problems were found; those that were not reported for their number are counted.
	Problems int
}

// VerifyFiles reads the whole embedded store and reports every problem: in its pages, its catalogue, its documents and its indexes.
// It may be used meanwhile, also by another process. What documents mean to each other is not looked at. MongoDB looks after
// its own files: there nothing is read. It fails only when it could not be carried out, as with STORE_UNAVAILABLE.
func (s *Store) VerifyFiles(ctx context.Context, report func(Problem)) (Verified, error) {
	if !s.embedded {
		return Verified{}, nil
	}
	ctx, cancel := context.WithTimeout(ctx, transferTimeout)
	defer cancel()
	seen := map[Problem]struct{}{}
	var found Verified
	frame, err := s.validate(ctx, embedded.ValidateStore(), seen, report)
	if err != nil {
		return found, failure("verifying the store", err)
	}
	found.Problems = frame.Total
	for _, name := range frame.Collections {
		before := len(seen)
		validated, err := s.validate(ctx, embedded.ValidateCollection(name), seen, report)
		if err != nil {
			return found, failure("verifying "+name, err)
		}
		found.Documents += validated.Documents
		found.Problems += len(seen) - before + validated.Total - len(validated.Problems)
	}
	return found, nil
}

// validate runs a command and reports each problem that it lists, unless another command has listed it.
func (s *Store) validate(ctx context.Context, command bson.D, seen map[Problem]struct{}, report func(Problem)) (embedded.Validation, error) {
	var found embedded.Validation
	if err := s.database.RunCommand(ctx, command).Decode(&found); err != nil {
		return found, err
	}
	for _, problem := range found.Problems {
		if _, before := seen[problem]; !before {
			seen[problem] = struct{}{}
			report(problem)
		}
	}
	if more := found.Total - len(found.Problems); more > 0 {
		report(Problem{What: fmt.Sprintf("%d more problems", more)})
	}
	return found, nil
}

// VerifyFolder is VerifyFiles for an embedded store that may not be open, and that may be too damaged for Open. One that another
// process has open is reached through that process.
func VerifyFolder(ctx context.Context, opened Options, report func(Problem)) (Verified, error) {
	opened.URI, opened.Shared = "", true
	source, err := opened.endpoint()
	if errors.Is(err, ErrDamaged) {
		var found Verified
		verifying := embedded.VerifyFolder(ctx, opened.Folder, func(problem Problem) {
			found.Problems++
			report(problem)
		})
		return found, errors.Join(err, verifying)
	}
	if err != nil {
		return Verified{}, err
	}
	store, err := connect(source)
	if err != nil {
		return Verified{}, errors.Join(fmt.Errorf("connecting to the store: %w", err), source.close())
	}
	found, err := store.VerifyFiles(ctx, report)
	return found, errors.Join(err, store.Close(context.WithoutCancel(ctx)))
}

// Repaired is what a repair did.
type Repaired = embedded.Repaired

// RepairFolder makes an embedded store anew from whatever can still be read, and sets the rest aside in a file. No process may have
// the folder open. The old file is not changed and stays under another name.
func RepairFolder(ctx context.Context, folder string) (Repaired, error) {
	return embedded.Repair(ctx, folder)
}
