package accessrule

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"accessgraph/domain/text"
)

const notAPlate = "must have a letter or a digit"

// normalPlate returns a plate in the form in which cameras report it: its letters and digits, folded as text.Fold does and in
// capitals, with Latin letters and digits for those of other scripts that look the same or mean the same. Invisible characters and
// separators count for nothing, so that B-MW 1 and BM-W 1 are one plate.
func normalPlate(clean string) (normal, problem string) {
	if problem := text.QueryProblem(clean, 1, MaxNumberLength); problem != "" {
		return "", problem
	}
	folded := strings.Map(plateCharacter, text.Fold(clean))
	if !strings.ContainsFunc(folded, isLetterOrDigit) {
		return "", notAPlate
	}
	normal = norm.NFC.String(strings.ToUpper(folded))
	if problem := text.QueryProblem(normal, 1, MaxPlateLength); problem != "" {
		return "", problem
	}
	return normal, ""
}

// plateCharacter returns the character of a plate for a folded one, or -1 for a separator. The vowel signs of a script are parts of its
// letters.
func plateCharacter(character rune) rune {
	if latin, ok := latinTwins[character]; ok {
		return latin
	}
	switch {
	case unicode.Is(unicode.Nd, character):
		return '0' + digitValue(character)
	case isLetterOrDigit(character), unicode.Is(unicode.M, character):
		return character
	default:
		return -1
	}
}

func isLetterOrDigit(character rune) bool { return unicode.In(character, unicode.L, unicode.N) }

// latinTwins has the Latin letter for each Cyrillic and Greek letter whose capital looks the same. Folded letters are lower case.
var latinTwins = twins("авекмнорстухіѕјԛԝ"+"αβεζηικμνορτυχ", "abekmhopctyxisjqw"+"abezhikmnoptyx")

func twins(letters, latin string) map[rune]rune {
	byLetter := map[rune]rune{}
	for i, letter := range []rune(letters) {
		byLetter[letter] = rune(latin[i])
	}
	return byLetter
}

// digitValue returns the value of a decimal digit. The digits of a script follow each other, from its zero on.
func digitValue(digit rune) rune {
	zero := digit
	for unicode.Is(unicode.Nd, zero-1) {
		zero--
	}
	return (digit - zero) % 10
}
