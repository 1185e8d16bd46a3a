package erasure

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"accessgraph/domain/audit"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
)

// Eraser carries out the jobs of erasures. Any number of processes may do so concurrently; if one ends before a job is done, the
// others continue.
type Eraser struct {
	Jobs    Jobs
	Objects Objects
	Changes *commit.Runner
}

// Step carries out one step of any job, in one commit. It returns document.ErrAbsent if no job is left.
func (e *Eraser) Step(ctx context.Context) error {
	next, err := e.Jobs.Next(ctx)
	if err != nil {
		return fmt.Errorf("finding an erasure to finish: %w", err)
	}
	_, err = commit.Run(ctx, e.Changes, next.caller(), next.action(), func(ctx context.Context, change *commit.Change) (*Job, error) {
		before, err := e.Jobs.Get(ctx, next.CompanyID, next.ID)
		if errors.Is(err, document.ErrAbsent) {
			return next, nil // another process has finished it
		}
		if err != nil {
			return nil, fmt.Errorf("reading an erasure: %w", err)
		}
		after := *before
		after.Objects = slices.Clone(before.Objects)
		isDone, err := e.advance(ctx, change, &after)
		if err != nil {
			return nil, err
		}
		if isDone {
			change.Dequeue(before)
			return &after, e.recordEnd(ctx, change, &after)
		}
		change.Requeue(before, &after)
		return &after, nil
	})
	return err
}

// advance adds the next step of a job to a change, and moves the job behind it. It reports whether nothing is left to do.
func (e *Eraser) advance(ctx context.Context, change *commit.Change, job *Job) (isDone bool, err error) {
	if job.Phase != auditRecords {
		return false, e.Objects.erasePage(ctx, change, job)
	}
	return e.Objects.eraseAudit(ctx, change, job)
}

// recordEnd records with the person that nothing is left to erase. The person gets no new version: nobody has edited it.
func (e *Eraser) recordEnd(ctx context.Context, change *commit.Change, job *Job) error {
	if job.isOfUser() {
		user, err := e.Objects.Users.Get(ctx, job.CompanyID, job.PersonID)
		if err != nil {
			return fmt.Errorf("reading the erased user: %w", err)
		}
		after := *user
		after.Erasure = user.Erasure.Finished(change.Now)
		return recordRewrite(change, user, &after)
	}
	identity, err := e.Objects.ExternalPersonalIdentities.Get(ctx, job.CompanyID, job.PersonID)
	if err != nil {
		return fmt.Errorf("reading the erased identity: %w", err)
	}
	after := *identity
	after.Erasure = identity.Erasure.Finished(change.Now)
	return recordRewrite(change, identity, &after)
}

func recordRewrite(change *commit.Change, before, after document.Document) error {
	change.Rewrite(after)
	return change.Audit(after, audit.Changes(before, after))
}
