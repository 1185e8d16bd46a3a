package resolvers

import (
	"github.com/99designs/gqlgen/graphql"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/inputs"
	"accessgraph/graph/model"
)

// validity turns the validity of an update into the domain's.
func validity(given graphql.Omittable[*model.IdentifierValidityInput]) inputs.Field[accessrule.IdentifierValidityInput] {
	limits := given.Value()
	if limits == nil {
		return inputs.Field[accessrule.IdentifierValidityInput]{IsSet: given.IsSet()}
	}
	return inputs.Of(accessrule.IdentifierValidityInput{
		From: field(limits.From), To: field(limits.To), MaxPasses: field(limits.MaxPasses),
	})
}

// firstValidity is that of a new identifier: null is no limit at all, as if it were left out.
func firstValidity(given graphql.Omittable[*model.IdentifierValidityInput]) accessrule.IdentifierValidityInput {
	limits := validity(given)
	if limits.Value == nil {
		return accessrule.IdentifierValidityInput{}
	}
	return *limits.Value
}
