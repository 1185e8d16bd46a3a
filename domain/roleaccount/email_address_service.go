package roleaccount

import (
	"context"
	"errors"
	"fmt"

	"accessgraph/domain/fault"
)

// verify raises EMAIL_ADDRESS_UNKNOWN if mail cannot be sent to an address.
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

// verifyOnce returns verify for one mutation: the address is verified once, however often the commit is retried.
func (s *Service) verifyOnce(ctx context.Context) func(address string) error {
	isVerified := false
	var result error
	return func(address string) error {
		if !isVerified {
			isVerified, result = true, s.verify(ctx, address)
		}
		return result
	}
}
