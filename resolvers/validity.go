package resolvers

import (
	"github.com/99designs/gqlgen/graphql"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/document"
	"accessgraph/graph/model"
)

// validity turns the validity of an update into the domain's.
func validity(given graphql.Omittable[*model.IdentifierValidityInput]) document.Field[accessrule.UpdateValidity] {
	limits := given.Value()
	if limits == nil {
		return document.Field[accessrule.UpdateValidity]{Given: given.IsSet()}
	}
	return document.Of(accessrule.UpdateValidity{
		From: field(limits.From), To: field(limits.To), MaxPasses: field(limits.MaxPasses),
	})
}

// firstValidity is that of a new identifier: null is no limit at all, as if it were left out.
func firstValidity(given graphql.Omittable[*model.IdentifierValidityInput]) accessrule.UpdateValidity {
	limits := validity(given)
	if limits.Value == nil {
		return accessrule.UpdateValidity{}
	}
	return *limits.Value
}
