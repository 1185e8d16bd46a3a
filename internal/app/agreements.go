package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"accessgraph/domain/access"
	"accessgraph/internal/config"
)

const (
	agreementSuffix   = ".txt"
	agreementsSetting = "ACCESSGRAPH_AGREEMENTS"
)

// AgreementsOf returns the versions of the user agreement that the settings name, at least one.
func AgreementsOf(settings config.Server) ([]access.UserAgreement, error) {
	if settings.Agreements == "" {
		return []access.UserAgreement{access.BuiltInAgreement()}, nil
	}
	agreements, err := ReadAgreements(os.DirFS(settings.Agreements))
	if err != nil {
		return nil, config.Invalid(agreementsSetting, err)
	}
	return agreements, nil
}

// ReadAgreements returns the user agreements in a folder of versioned texts: `1.0.txt`, `1.1.txt`, each with its title on the first
// line. Nothing else may be in the folder, so that a misnamed version is not passed over.
func ReadAgreements(folder fs.FS) ([]access.UserAgreement, error) {
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		return nil, fmt.Errorf("reading the folder of agreements: %w", err)
	}
	var agreements []access.UserAgreement
	for _, entry := range entries {
		content, err := fs.ReadFile(folder, entry.Name())
		if err != nil {
			return nil, fmt.Errorf("reading the agreement %s: %w", entry.Name(), err)
		}
		version, isText := strings.CutSuffix(entry.Name(), agreementSuffix)
		if !isText {
			return nil, fmt.Errorf("the agreement %s is not valid: its name must end in %s", entry.Name(), agreementSuffix)
		}
		parsed, err := access.ParseAgreement(version, string(content))
		if err != nil {
			return nil, fmt.Errorf("the agreement %s is not valid: %w", entry.Name(), err)
		}
		agreements = append(agreements, parsed)
	}
	if len(agreements) == 0 {
		return nil, errors.New("the folder of agreements is empty: it needs at least one file such as 1.0.txt")
	}
	return agreements, nil
}

// SetAgreements has users accept the latest of other agreements from now on, and stores their texts. If a version was stored with
// another text, nothing changes, and the error names the setting and the version.
func (a *App) SetAgreements(ctx context.Context, agreements []access.UserAgreement) error {
	if err := a.storeAgreements(ctx, agreements); err != nil {
		return err
	}
	a.agreements.Store(&agreements)
	return nil
}

// storeAgreements stores the texts of agreements, so that those that users accept can be read again.
func (a *App) storeAgreements(ctx context.Context, agreements []access.UserAgreement) error {
	err := access.StoreAgreements(ctx, a.store.UserAgreements(), agreements)
	if changed, ok := errors.AsType[*access.AgreementChangedError](err); ok {
		return config.Invalid(agreementsSetting, changed)
	}
	return err
}

// CurrentAgreement returns the agreement that users accept now: the latest one.
func (a *App) CurrentAgreement() access.UserAgreement {
	return access.LatestAgreement(*a.agreements.Load())
}
