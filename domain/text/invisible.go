package text

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Characters that are invisible, and stay where a script or an emoji needs them.
const (
	zeroWidthNonJoiner = '\u200c'
	zeroWidthJoiner    = '\u200d'
	blackFlag          = '\U0001F3F4'
	tagZero            = '\U000E0030'
	tagNine            = '\U000E0039'
	tagA               = '\U000E0061'
	tagZ               = '\U000E007A'
	cancelTag          = '\U000E007F'
)

// brailleBlank is a symbol without a dot. It is not white space.
const brailleBlank = '\u2800'

// viramaClass is the canonical combining class of the signs that join consonants.
const viramaClass = 9

// HasVisible reports whether a text has a character that can be seen.
func HasVisible(text string) bool { return strings.ContainsFunc(text, isVisible) }

func isVisible(character rune) bool {
	return character != brailleBlank && !unicode.IsSpace(character) && !isDefaultIgnorable(character) &&
		!unicode.In(character, unicode.M, unicode.Cc, unicode.Cf)
}

// isDefaultIgnorable reports whether a character is a Default_Ignorable_Code_Point: it is not displayed, unless a program supports
// what it is for.
func isDefaultIgnorable(character rune) bool {
	switch {
	case unicode.In(character, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector):
		return true
	case !unicode.Is(unicode.Cf, character) || unicode.Is(unicode.Prepended_Concatenation_Mark, character):
		return false
	case character >= '\ufff9' && character <= '\ufffb': // interlinear annotation
		return false
	default:
		return character < '\U00013430' || character > '\U0001343F' // Egyptian hieroglyphs
	}
}

// invisibleProblem returns the problem of a text that has no visible character and must have one, or of the first character that
// nobody can see. It says which character that is, for whoever has to find it.
func invisibleProblem(clean string, shortest int, isSeparator func(rune) bool) string {
	if shortest > 0 && !HasVisible(clean) {
		return notVisible
	}
	characters := []rune(clean)
	for at, character := range characters {
		switch {
		case isSeparator != nil && isSeparator(character):
			return fmt.Sprintf("must be on one line: replace %U, its character %d", character, at+1)
		case isDefaultIgnorable(character) && !isNeeded(characters, at):
			return fmt.Sprintf("must not contain invisible characters: remove %U, its character %d", character, at+1)
		case unicode.Is(unicode.M, character) && isLone(characters, at):
			return fmt.Sprintf("must not contain a combining mark without a letter: remove %U, its character %d", character, at+1)
		}
	}
	return ""
}

// isLone reports whether a mark has nothing before it to combine with.
func isLone(characters []rune, at int) bool {
	return at == 0 || unicode.IsSpace(characters[at-1]) || unicode.IsControl(characters[at-1])
}

// isNeeded reports whether an invisible character changes how its neighbours look: a joiner within a word or an emoji, a variation
// selector after its base, or a tag in the flag of a part of a country.
func isNeeded(characters []rune, at int) bool {
	if at == 0 {
		return false
	}
	before := characters[at-1]
	switch character := characters[at]; {
	case character == zeroWidthJoiner || character == zeroWidthNonJoiner:
		// Malayalam ends words with a virama and a joiner.
		isFollowed := at+1 < len(characters) && isJoined(characters[at+1])
		return isJoined(before) && (isFollowed || isVirama(before))
	case unicode.Is(unicode.Variation_Selector, character):
		return unicode.In(before, unicode.L, unicode.N, unicode.P, unicode.S, unicode.Mc)
	default:
		return isTag(character) && isInFlag(characters, at)
	}
}

// isJoined reports whether a joiner can stand beside a character.
func isJoined(character rune) bool {
	return unicode.In(character, unicode.L, unicode.M, unicode.N, unicode.So, unicode.Sk)
}

func isVirama(character rune) bool {
	return norm.NFC.PropertiesString(string(character)).CCC() == viramaClass
}

func isTag(character rune) bool {
	return character == cancelTag || character >= tagZero && character <= tagNine || character >= tagA && character <= tagZ
}

// isInFlag reports whether the tags around a tag are those of one flag: after a black flag, the code of a part of a country, in 3 to
// 6 letters and digits, and the tag that ends it.
func isInFlag(characters []rune, at int) bool {
	const shortest, longest = 3, 6
	first, end := at, at
	for first > 0 && isTag(characters[first-1]) {
		first--
	}
	for end < len(characters) && isTag(characters[end]) {
		end++
	}
	length := slices.Index(characters[first:end], cancelTag)
	return first > 0 && characters[first-1] == blackFlag && length == end-first-1 && length >= shortest && length <= longest
}
