package app

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"accessgraph/domain/access"
)

const agreementSuffix = ".txt"

// ReadAgreement returns the user agreement of the highest version in a folder of versioned texts: `1.0.txt`, `1.1.txt`,
// each with its title on the first line. Nothing else may be in the folder, so that a misnamed version is not passed over.
func ReadAgreement(folder fs.FS) (access.UserAgreement, error) {
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		return access.UserAgreement{}, fmt.Errorf("reading the folder of agreements: %w", err)
	}
	var agreements []access.UserAgreement
	for _, entry := range entries {
		content, err := fs.ReadFile(folder, entry.Name())
		if err != nil {
			return access.UserAgreement{}, fmt.Errorf("reading the agreement %s: %w", entry.Name(), err)
		}
		version, isText := strings.CutSuffix(entry.Name(), agreementSuffix)
		if !isText {
			return access.UserAgreement{}, fmt.Errorf("the agreement %s is not valid: its name must end in %s", entry.Name(), agreementSuffix)
		}
		parsed, err := access.ParseAgreement(version, string(content))
		if err != nil {
			return access.UserAgreement{}, fmt.Errorf("the agreement %s is not valid: %w", entry.Name(), err)
		}
		agreements = append(agreements, parsed)
	}
	latest, there := access.LatestAgreement(agreements)
	if !there {
		return access.UserAgreement{}, errors.New("the folder of agreements is empty: it needs at least one file such as 1.0.txt")
	}
	return latest, nil
}
