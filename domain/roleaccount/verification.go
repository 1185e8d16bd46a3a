package roleaccount

import (
	"context"
	"errors"
	"fmt"

	"accessgraph/domain/fault"
)

// verify asks whether mail can be sent to an address.
func (s *Service) verify(ctx context.Context, address string) error {
	err := s.EmailAddresses.Verify(ctx, address)
	var refusal *fault.Error
	if errors.As(err, &refusal) && refusal.First().Reason == fault.EmailAddressUnknown {
		return fault.New(fault.EmailAddressUnknown).With(emailAddressPath, notRecognized).Because(refusal.Cause)
	}
	if err != nil {
		return fmt.Errorf("verifying the e-mail address: %w", err)
	}
	return nil
}

// verification returns verify for one mutation: however often that has to decide again, no server is asked twice.
func (s *Service) verification(ctx context.Context) func(address string) error {
	asked := false
	var answer error
	return func(address string) error {
		if !asked {
			asked, answer = true, s.verify(ctx, address)
		}
		return answer
	}
}
