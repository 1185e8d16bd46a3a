package accessrule

import (
	"context"
	"fmt"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// SweepStep is the limit of the identifiers that one step of the sweep changes in one commit.
const SweepStep = 50

// Detachment is the background job of a rule that was deleted while it was attached. It remains until no identifier has the ID
// of the rule.
type Detachment struct {
	document.Base `bson:",inline"`
	AccessRuleID  string `bson:"accessRuleId"`
	// By, RequestID and ClientRequestID are those of the deletion. The audit records of the sweep repeat them.
	By              actor.Actor `bson:"by"`
	RequestID       string      `bson:"requestId"`
	ClientRequestID string      `bson:"clientRequestId,omitempty"`
}

// Detachments reads the detachments of every company.
type Detachments interface {
	// Next returns any detachment, or document.ErrAbsent if none is left.
	Next(ctx context.Context) (*Detachment, error)
}

// AttachedIdentifiers finds the identifiers that have the ID of a rule.
type AttachedIdentifiers interface {
	// AttachedTo returns at most limit identifiers.
	AttachedTo(ctx context.Context, companyID, accessRuleID string, limit int) ([]*Identifier, error)
}

// Sweeper removes the IDs of deleted rules from the identifiers. Any number of processes may sweep concurrently; if one ends
// before it is done, the others continue.
type Sweeper struct {
	Detachments Detachments
	Identifiers AttachedIdentifiers
	Changes     *commit.Runner
}

// queueDetachment adds the detachment of a deleted rule to the change.
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

// Step detaches one deleted rule from at most SweepStep identifiers, each with an audit record, in one commit. It returns
// document.ErrAbsent if nothing is left to do.
func (s *Sweeper) Step(ctx context.Context) error {
	detachment, err := s.Detachments.Next(ctx)
	if err != nil {
		return fmt.Errorf("finding attachments to sweep: %w", err)
	}
	isDequeued := false
	_, err = commit.Run(ctx, s.Changes, detachment.caller(), "deleteAccessRule", func(ctx context.Context, change *commit.Change) (*Detachment, error) {
		identifiers, err := s.Identifiers.AttachedTo(ctx, detachment.CompanyID, detachment.AccessRuleID, SweepStep)
		if err != nil {
			return nil, fmt.Errorf("finding the identifiers of a deleted rule: %w", err)
		}
		if len(identifiers) == 0 && !isDequeued {
			// If this loses a race, another process has dequeued the detachment: it must not be tried again.
			isDequeued = true
			change.Dequeue(detachment)
		}
		for _, identifier := range identifiers {
			if err := change.Replace(identifier, identifier.detach(detachment.AccessRuleID)); err != nil {
				return nil, err
			}
		}
		return detachment, nil
	})
	return err
}

// caller returns the caller of the deletion.
func (d *Detachment) caller() actor.Caller {
	return actor.Caller{
		CompanyID: d.CompanyID, ApplicationID: d.By.ApplicationID, ApplicationName: d.By.ApplicationName, UserID: d.By.UserID,
		RequestID: d.RequestID, ClientRequestID: d.ClientRequestID,
	}
}
