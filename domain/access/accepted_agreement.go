package access

import (
	"context"
	"fmt"
)

// Names are the names of an access.
type Names struct {
	FirstName         string  `bson:"firstName"`
	LastName          string  `bson:"lastName"`
	CorporateName     *string `bson:"corporateName"`
	CorporateRoleName *string `bson:"corporateRoleName"`
}

// Names returns the names that an agreement about the access speaks of.
func (a *Access) Names() Names {
	return Names{FirstName: a.FirstName, LastName: a.LastName, CorporateName: a.CorporateName, CorporateRoleName: a.CorporateRoleName}
}

// NamedAgreement is an agreement with the names of the access that it is about.
type NamedAgreement struct {
	UserAgreement

	Names Names
}

// AcceptedAgreements returns the agreements that activations accepted, by their versions. It omits the agreements of activations from
// before agreements were stored.
func (s *Service) AcceptedAgreements(ctx context.Context, activations []*Activation) (map[string]*StoredAgreement, error) {
	var versions []string
	for _, activation := range activations {
		if activation.AgreementDigest != nil {
			versions = append(versions, activation.AgreementVersion)
		}
	}
	return getAgreements(ctx, s.Agreements, versions)
}

// Agreement returns the agreement that the activation accepted, out of those that are stored, or nil for an activation from before
// agreements were stored. It fails if the stored agreement is not the accepted one.
func (a *Activation) Agreement(stored map[string]*StoredAgreement) (agreement *NamedAgreement, err error) {
	if a.AgreementDigest == nil || a.Names == nil {
		return agreement, nil
	}
	accepted := stored[a.AgreementVersion]
	if accepted == nil || accepted.Digest != *a.AgreementDigest {
		return agreement, fmt.Errorf("the accepted agreement of version %s is not stored", a.AgreementVersion)
	}
	return &NamedAgreement{UserAgreement{accepted.Version, accepted.Title, accepted.Text}, *a.Names}, nil
}
