package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// FoldVersion is the version of Fold. It is stored beside what Fold made: a key of another version is to be made anew.
// It changes with the rules below, and with the tables of Unicode when those change them.
const FoldVersion = 1

// keySeparator ends the name in a key. It sorts before every character that Fold leaves, so that a name comes before
// those it is the start of.
const keySeparator = "\x01"

// afterStart sorts after every character that a name can have: Problem refuses it.
const afterStart = "\U0010FFFF"

// Fold returns a text as names are searched and ordered: without differences of case, of accents and of compatibility
// forms such as full-width letters, and without control and format characters.
//
// It is the full case folding of Normalization Form KD without the non-spacing marks that are shared by scripts or belong
// to Hebrew or Arabic. The vowel signs of other scripts are letters, and stay; so do letters such as ø and ł, which
// Unicode does not decompose.
func Fold(raw string) string {
	bare := strings.Map(func(character rune) rune {
		if accent(character) || unicode.In(character, unicode.Cc, unicode.Cf) {
			return -1
		}
		return oneCherokeeCase(character)
	}, norm.NFKD.String(raw))
	return norm.NFKD.String(cases.Fold().String(bare))
}

// oneCherokeeCase makes the letters of Cherokee capitals: the case folding of the library turns each of their cases into
// the other, instead of both into one.
func oneCherokeeCase(character rune) rune {
	if unicode.Is(unicode.Cherokee, character) {
		return unicode.ToUpper(character)
	}
	return character
}

func accent(character rune) bool {
	return unicode.Is(unicode.Mn, character) && unicode.In(character, unicode.Inherited, unicode.Hebrew, unicode.Arabic)
}

// NameKey is what a document is ordered by in a list by name: the folded name, then the ID, so that no two are alike.
func NameKey(name, id string) string { return Fold(name) + keySeparator + id }

// IDOfNameKey returns the ID in a key; found is false for a text that is no key.
func IDOfNameKey(key string) (id string, found bool) {
	_, id, found = strings.Cut(key, keySeparator)
	return id, found
}

// KeyStartsWith reports whether a key is that of a name that begins with a text, case and accents apart.
func KeyStartsWith(key, start string) bool {
	low, high := StartingWith(start)
	return low <= key && key < high
}

// StartingWith returns the keys of the names that begin with a text, case and accents apart: from low on and before high.
func StartingWith(start string) (low, high string) {
	folded := Fold(Clean(start))
	return folded, folded + afterStart
}
