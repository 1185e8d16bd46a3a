package resolvers

import (
	"context"

	"accessgraph/domain/accessrule"
)

// decided spares the fields of a decision what was read for it.
func decided(ctx context.Context, decision *accessrule.PassageDecision) error {
	loaders, err := loadersOf(ctx)
	if err != nil {
		return err
	}
	for _, rule := range decision.AccessRules {
		loaders.AccessRules().Prime(rule.ID, rule)
	}
	if decision.Identifier != nil {
		loaders.Identifiers().Prime(decision.Identifier.ID, decision.Identifier)
	}
	return nil
}
