package resolvers

import (
	"context"

	"accessgraph/domain/accessrule"
)

// decided spares the fields of a decision what was read for it.
func (e *entities) decided(ctx context.Context, decision *accessrule.PassageDecision) error {
	loaders, err := loadersOf(ctx)
	if err != nil {
		return err
	}
	for _, rule := range decision.AccessRules {
		e.accessRules.loader(loaders).Prime(rule.ID, rule)
	}
	if decision.Identifier != nil {
		e.identifiers.loader(loaders).Prime(decision.Identifier.ID, decision.Identifier)
	}
	return nil
}
