package access

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"accessgraph/domain/fault"
)

// UserAgreement is what a user accepts when an access is activated.
type UserAgreement struct {
	Version string
	Title   string
	Text    string
}

// BuiltInAgreement is the agreement of an installation that has none of its own.
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

// ParseAgreement reads an agreement from a text: its title on the first line, then the rest. The version is numbers
// with dots between, such as 1.0 or 2.
func ParseAgreement(version, content string) (UserAgreement, error) {
	if _, err := versionNumbers(version); err != nil {
		return UserAgreement{}, err
	}
	title, text, _ := strings.Cut(content, "\n")
	parsed := UserAgreement{Version: version, Title: strings.TrimSpace(title), Text: strings.TrimSpace(text)}
	if !utf8.ValidString(content) || parsed.Title == "" || parsed.Text == "" {
		return UserAgreement{}, errors.New("it must be UTF-8 text with a title on its first line and the agreement below")
	}
	return parsed, nil
}

// LatestAgreement returns the agreement of the highest version; false when there is none. Versions are compared number
// by number: 1.10 comes after 1.9.
func LatestAgreement(agreements []UserAgreement) (UserAgreement, bool) {
	if len(agreements) == 0 {
		return UserAgreement{}, false
	}
	return slices.MaxFunc(agreements, func(a, b UserAgreement) int {
		first, _ := versionNumbers(a.Version)
		second, _ := versionNumbers(b.Version)
		return slices.Compare(first, second)
	}), true
}

func versionNumbers(version string) ([]int, error) {
	var numbers []int
	for part := range strings.SplitSeq(version, ".") {
		number, err := strconv.Atoi(part)
		if err != nil || strconv.Itoa(number) != part || number < 0 {
			return nil, errors.New("its version must be numbers with dots between, as 1.0")
		}
		numbers = append(numbers, number)
	}
	return numbers, nil
}

// UserAgreement returns what an application accepts when it activates an access on its user's behalf.
func (s *Service) UserAgreement(of *Access) (UserAgreement, error) {
	var found fault.Violations
	if of.State != Invited {
		found.Add(fault.New(fault.AccessAgreementStateNotAllowed).With(argumentPath, mustBeInvited))
	}
	if !of.Managed {
		found.Add(fault.New(fault.AccessActivationManagedRequired).With(argumentPath, mustBePlatforms))
	}
	if err := found.Err(); err != nil {
		return UserAgreement{}, err
	}
	return s.Agreement(), nil
}

// checkVersion refuses a version of the agreement that is not the current one.
func (u UserAgreement) checkVersion(read string) error {
	if read == u.Version {
		return nil
	}
	return fault.New(fault.AccessAgreementVersionConflict, u.Version).
		With("input.agreementVersion", "must be the current version").With("currentVersion", u.Version).Err()
}
