package erasure

import (
	"context"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// Job is the background job that erases what has the names and addresses of an erased person. It remains until nothing is left.
type Job struct {
	document.Base `bson:",inline"`
	PersonID      string `bson:"personId"`
	// By, RequestID and ClientRequestID are those of the mutation. The audit records of the job repeat them.
	By              actor.Actor `bson:"by"`
	RequestID       string      `bson:"requestId"`
	ClientRequestID string      `bson:"clientRequestId,omitempty"`
	Phase           Phase       `bson:"phase"`
	// After is the ID of the last document that was visited in the phase; empty at its start.
	After string `bson:"after"`
	// Objects are the objects of the person, deleted ones included, whose audit records are erased.
	Objects []Object `bson:"objects"`
}

// Object is an object whose names are, or were, those of the person.
type Object struct {
	ID string `bson:"id"`
	// TakenBy is the audit record that took an identifier from the person; empty for an object that is still the person's.
	TakenBy string `bson:"takenBy"`
	// RenamedBy is the first audit record after TakenBy that renamed the identifier: its newer names are another person's. It is empty
	// if the identifier still has the name that it had.
	RenamedBy string `bson:"renamedBy"`
}

// Phase is what a step of a job erases.
type Phase string

const (
	roleAccounts Phase = "roleAccounts"
	accesses     Phase = "accesses"
	userAccesses Phase = "userAccesses"
	identifiers  Phase = "identifiers"
	// auditRecords comes last: erased objects get no new names, so that none can appear behind the job.
	auditRecords Phase = "auditRecords"
)

// objectPhases are the phases before auditRecords, in their order.
func objectPhases() []Phase { return []Phase{roleAccounts, accesses, userAccesses, identifiers} }

// Jobs reads the jobs of every company.
type Jobs interface {
	// Next returns any job, or document.ErrAbsent if none is left.
	Next(ctx context.Context) (*Job, error)
	// Get returns document.ErrAbsent if the company does not have the job.
	Get(ctx context.Context, companyID, jobID string) (*Job, error)
}

// newJob returns the job of an erasure by the caller of a change.
func newJob(change *commit.Change, personID string) (*Job, error) {
	base, err := change.NewBase(id.ErasureJob)
	if err != nil {
		return nil, err
	}
	return &Job{
		Base: base, PersonID: personID, By: change.Caller.Actor(), RequestID: change.Caller.RequestID,
		ClientRequestID: change.Caller.ClientRequestID, Phase: objectPhases()[0], Objects: []Object{},
	}, nil
}

// References returns the reference to the person.
func (j *Job) References() []commit.Reference {
	kind, err := id.Parse(j.PersonID)
	if err != nil {
		return nil
	}
	return commit.OneReference("personId", kind, &j.PersonID)
}

// caller returns the caller of the mutation.
func (j *Job) caller() actor.Caller {
	return actor.Caller{
		CompanyID: j.CompanyID, ApplicationID: j.By.ApplicationID, ApplicationName: j.By.ApplicationName, UserID: j.By.UserID,
		RequestID: j.RequestID, ClientRequestID: j.ClientRequestID,
	}
}

// isOfUser reports whether the person is a user.
func (j *Job) isOfUser() bool { return id.Check(id.User, j.PersonID) == nil }

// action returns the mutation that queued the job.
func (j *Job) action() string {
	if j.isOfUser() {
		return eraseUser
	}
	return eraseIdentity
}

// enterNextPhase moves the job to the start of the next phase.
func (j *Job) enterNextPhase() {
	phases := append(objectPhases(), auditRecords)
	for i, current := range phases[:len(phases)-1] {
		if current == j.Phase {
			j.Phase, j.After = phases[i+1], ""
			return
		}
	}
}
