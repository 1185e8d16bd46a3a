package access

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"accessgraph/domain/fault"
)

// UserAgreement is the agreement that a user accepts when an access is activated.
type UserAgreement struct {
	Version string
	Title   string
	Text    string
}

// BuiltInAgreement returns the agreement of an installation that has none of its own.
func BuiltInAgreement() UserAgreement {
	return UserAgreement{
		Version: "1.0",
		Title:   "User agreement",
		Text: "By accepting this agreement you confirm that the names given for this access are yours, and that you will " +
			"use it only for transactions that you have read and want to sign. Transactions that are signed with this access " +
			"are made in your name. If you believe that somebody else can use it, tell the organisation that gave it to you, " +
			"and have it deactivated.",
	}
}

// ParseAgreement parses an agreement: its title is the first line of the content, its text the rest. The version consists of
// numbers separated by dots, such as 1.0 or 2.
func ParseAgreement(version, content string) (UserAgreement, error) {
	if _, err := versionNumbers(version); err != nil {
		return UserAgreement{}, err
	}
	title, text, _ := strings.Cut(content, "\n")
	agreement := UserAgreement{Version: version, Title: strings.TrimSpace(title), Text: strings.TrimSpace(text)}
	if !utf8.ValidString(content) || agreement.Title == "" || agreement.Text == "" {
		return UserAgreement{}, errors.New("it must be UTF-8 text with a title on its first line and the agreement below")
	}
	return agreement, nil
}

// LatestAgreement returns the agreement with the highest version of those that there are, at least one. Versions are compared number by
// number: 1.10 comes after 1.9.
func LatestAgreement(agreements []UserAgreement) UserAgreement {
	return slices.MaxFunc(agreements, func(a, b UserAgreement) int {
		first, _ := versionNumbers(a.Version)
		second, _ := versionNumbers(b.Version)
		return slices.Compare(first, second)
	})
}

func versionNumbers(version string) ([]int, error) {
	var numbers []int
	for part := range strings.SplitSeq(version, ".") {
		number, err := strconv.Atoi(part)
		if err != nil || strconv.Itoa(number) != part || number < 0 {
			return nil, errors.New("its version must be dot-separated numbers such as 1.0")
		}
		numbers = append(numbers, number)
	}
	return numbers, nil
}

// requireVersion raises ACCESS_AGREEMENT_VERSION_CONFLICT unless a version is that of the agreement.
func (u UserAgreement) requireVersion(version string) error {
	if version == u.Version {
		return nil
	}
	return fault.New(fault.AccessAgreementVersionConflict, u.Version).
		With("input.agreementVersion", "must be the current version").With("currentVersion", u.Version).Err()
}
