package decoders_test

import (
	"iter"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
)

// variants yields a document with one element at a time changed, and with its elements in another order.
func variants(document bson.Raw) iter.Seq[bson.D] {
	return func(yield func(bson.D) bool) {
		elements := elementsOf(document)
		reversed := slices.Clone(elements)
		slices.Reverse(reversed)
		if !yield(elements) || !yield(reversed) || !yield(append(slices.Clone(elements), bson.E{Key: "unknown", Value: "x"})) {
			return
		}
		for at, element := range elements {
			for _, replacement := range replacements(element) {
				if !yield(slices.Concat(elements[:at], replacement, elements[at+1:])) {
					return
				}
			}
		}
	}
}

// elementsOf returns the elements of a document with their raw values.
func elementsOf(document bson.Raw) bson.D {
	var elements bson.D
	if err := bson.Unmarshal(document, &elements); err != nil {
		panic(err)
	}
	for at := range elements {
		elements[at].Value = document.Lookup(elements[at].Key)
	}
	return elements
}

// replacements returns what may replace an element: nothing, or other elements with its name or a similar one.
func replacements(element bson.E) []bson.D {
	value := element.Value.(bson.RawValue)
	all := []bson.D{
		{}, {element, element}, {{Key: strings.ToUpper(element.Key), Value: value}}, {{Key: strings.ToLower(element.Key), Value: value}},
		{{Key: "unknownField", Value: value}, element}, {{Key: "", Value: value}},
		// The sign of kelvin is a k in lower case.
		{{Key: strings.ReplaceAll(element.Key, "k", "\u212a"), Value: value}},
	}
	for _, other := range valuesOfAllKinds() {
		all = append(all, bson.D{{Key: element.Key, Value: other}}, bson.D{element, {Key: element.Key, Value: other}},
			bson.D{{Key: element.Key, Value: other}, element}, bson.D{{Key: "unknown", Value: other}})
	}
	if inner, ok := value.DocumentOK(); ok {
		for variant := range variants(inner) {
			all = append(all, bson.D{{Key: element.Key, Value: variant}})
		}
	}
	if inner, ok := value.ArrayOK(); ok {
		for variant := range variants(bson.Raw(inner)) {
			values := make(bson.A, len(variant))
			for at := range variant {
				values[at] = variant[at].Value
			}
			all = append(all, bson.D{{Key: element.Key, Value: values}})
		}
	}
	return all
}

// mutated returns a document with several elements changed at random.
func mutated(t require.TestingT, random *rand.Rand, document bson.Raw) bson.Raw {
	elements := elementsOf(document)
	for range 1 + random.IntN(3) {
		if len(elements) == 0 {
			break
		}
		at := random.IntN(len(elements))
		if _, raw := elements[at].Value.(bson.RawValue); !raw {
			continue
		}
		choices := replacements(elements[at])
		elements = slices.Concat(elements[:at], choices[random.IntN(len(choices))], elements[at+1:])
	}
	random.Shuffle(len(elements), func(a, b int) { elements[a], elements[b] = elements[b], elements[a] })
	return marshalled(t, elements)
}
