package accessrule

import (
	"context"
	"fmt"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// SweepStep is the most identifiers that one step of a sweep changes, in one commit.
const SweepStep = 50

// Detachment is a rule that was deleted while it was attached: the work that is left, until no identifier holds the
// rule's ID any more.
type Detachment struct {
	document.Base `bson:",inline"`
	AccessRuleID  string `bson:"accessRuleId"`
	// By, RequestID and ClientRequestID are of the deletion, in whose name the sweep goes on.
	By              actor.Actor `bson:"by"`
	RequestID       string      `bson:"requestId"`
	ClientRequestID string      `bson:"clientRequestId,omitempty"`
}

// Detachments finds the work that is left, of every company.
type Detachments interface {
	// Next returns any detachment, or document.ErrAbsent when none is left.
	Next(ctx context.Context) (*Detachment, error)
}

// AttachedIdentifiers finds the identifiers that hold a rule's ID.
type AttachedIdentifiers interface {
	// AttachedTo returns as many of them as the limit allows.
	AttachedTo(ctx context.Context, companyID, accessRuleID string, limit int) ([]*Identifier, error)
}

// Sweeper takes the IDs of deleted rules off the identifiers. Any number of processes may sweep at the same time, and
// one that ends in the middle leaves the rest to the next.
type Sweeper struct {
	Detachments Detachments
	Identifiers AttachedIdentifiers
	Changes     *commit.Runner
}

// queueDetachment leaves the attachments of a deleted rule to the sweep.
func queueDetachment(change *commit.Change, rule *AccessRule) error {
	base, err := change.NewBase(id.AccessRuleDetachment)
	if err != nil {
		return err
	}
	change.Queue(&Detachment{
		Base: base, AccessRuleID: rule.ID, By: change.Caller.Actor(), RequestID: change.Caller.RequestID,
		ClientRequestID: change.Caller.ClientRequestID,
	})
	return nil
}

// Step detaches one deleted rule from at most SweepStep identifiers, each with an audit record, in one commit. It
// returns document.ErrAbsent when nothing is left to do.
func (s *Sweeper) Step(ctx context.Context) error {
	left, err := s.Detachments.Next(ctx)
	if err != nil {
		return fmt.Errorf("finding attachments to sweep: %w", err)
	}
	taken := false
	_, err = commit.Run(ctx, s.Changes, left.caller(), "deleteAccessRule", func(ctx context.Context, change *commit.Change) (*Detachment, error) {
		identifiers, err := s.Identifiers.AttachedTo(ctx, left.CompanyID, left.AccessRuleID, SweepStep)
		if err != nil {
			return nil, fmt.Errorf("finding the identifiers of a deleted rule: %w", err)
		}
		if len(identifiers) == 0 && !taken {
			// Where this loses a race, another process has taken the work away.
			taken = true
			change.Dequeue(left)
		}
		for _, identifier := range identifiers {
			if err := change.Replace(identifier, identifier.detach(left.AccessRuleID)); err != nil {
				return nil, err
			}
		}
		return left, nil
	})
	return err
}

// caller is who deleted the rule.
func (d *Detachment) caller() actor.Caller {
	return actor.Caller{
		CompanyID: d.CompanyID, ApplicationID: d.By.ApplicationID, ApplicationName: d.By.ApplicationName, UserID: d.By.UserID,
		RequestID: d.RequestID, ClientRequestID: d.ClientRequestID,
	}
}
