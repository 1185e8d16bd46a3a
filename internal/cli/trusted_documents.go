package cli

import (
	"github.com/rs/zerolog"

	"accessgraph/internal/app"
	"accessgraph/internal/config"
)

// reloadTrustedDocuments reloads the manifests of trusted documents. If they cannot be read, or a document is not valid, the ones in force stay.
func reloadTrustedDocuments(product *app.App, settings config.Server, logger zerolog.Logger) {
	if settings.TrustedDocuments == "" {
		return
	}
	documents, err := app.TrustedDocumentsOf(settings)
	if err == nil {
		err = product.SetTrustedDocuments(documents)
	}
	if err != nil {
		logger.Error().Err(err).Msg("the trusted documents could not be reloaded: the ones in force stay")
		return
	}
	logger.Info().Int("documents", len(documents)).Msg("the trusted documents were reloaded")
}
