package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// FoldVersion is the version of Fold, which is stored with each key. Keys of another version must be computed again. It changes with
// the rules of Fold, and with the tables of Unicode if they change the results.
const FoldVersion = 2

// keySeparator ends the name in a key. It sorts before every character of a folded name, so that a name sorts before the names that
// begin with it.
const keySeparator = "\x01"

// afterStart sorts after every character of a name: Problem rejects it.
const afterStart = "\U0010FFFF"

// Fold returns the form of a text by which names are searched, sorted and unique: without differences of case, accents and
// compatibility forms such as full-width letters, with one i and one apostrophe, and without control, format and default-ignorable
// characters.
//
// It applies full case folding to Normalization Form KD, and removes the non-spacing marks that are shared by scripts or belong to
// Hebrew or Arabic. The vowel signs of other scripts are letters and remain, like the letters that Unicode does not decompose, such
// as ø and ł.
func Fold(raw string) string {
	// The acute accent as a character of its own decomposes to a space and an accent, so that apostrophes come first.
	plain := norm.NFKD.String(strings.Map(foldApostrophe, norm.NFD.String(raw)))
	bare := strings.Map(func(character rune) rune {
		if isAccent(character) || isDefaultIgnorable(character) || unicode.In(character, unicode.Cc, unicode.Cf) {
			return -1
		}
		return upperCherokee(foldApostrophe(foldDotlessI(character)))
	}, plain)
	return norm.NFKD.String(cases.Fold().String(bare))
}

// upperCherokee returns the capital of a Cherokee letter: the case folding of the library maps each of its cases to the other, and
// not both to one.
func upperCherokee(character rune) rune {
	if unicode.Is(unicode.Cherokee, character) {
		return unicode.ToUpper(character)
	}
	return character
}

// foldDotlessI returns i for the dotless i of Turkish, whose capital is I.
func foldDotlessI(character rune) rune {
	if character == 'ı' {
		return 'i'
	}
	return character
}

// apostrophes are the characters that people and programs write for an apostrophe, an okina or a glottal stop.
const apostrophes = "`´ʹʻʼʽʾʿ‘’‛′＇Ꞌꞌՙ՚׳"

// foldApostrophe returns the plain apostrophe for each of its kinds.
func foldApostrophe(character rune) rune {
	if strings.ContainsRune(apostrophes, character) {
		return '\''
	}
	return character
}

func isAccent(character rune) bool {
	return unicode.Is(unicode.Mn, character) && unicode.In(character, unicode.Inherited, unicode.Hebrew, unicode.Arabic)
}

// NameKey returns the key by which a document is sorted in a list by name: the folded name and the ID, which makes the key unique.
func NameKey(name, id string) string { return Fold(name) + keySeparator + id }

// IDOfNameKey returns the ID in a key, or false if the text is not a key.
func IDOfNameKey(key string) (id string, ok bool) {
	_, id, ok = strings.Cut(key, keySeparator)
	return id, ok
}

// KeyStartsWith reports whether the name of a key starts with a text, ignoring case and accents.
func KeyStartsWith(key, start string) bool {
	low, high := StartingWith(start)
	return low <= key && key < high
}

// StartingWith returns the key range of the names that start with a text, ignoring case and accents: from low, before high. A text of
// which nothing is left by Fold, such as a lone accent, is the start of no name.
func StartingWith(start string) (low, high string) {
	folded := Fold(Clean(start))
	if folded == "" {
		return "", ""
	}
	return folded, folded + afterStart
}
