package main

import (
	"io"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
)

type inner struct {
	ID string `bson:"_id"`
}

// unusual has fields of types that only the driver decodes.
type unusual struct {
	Inner    inner            `bson:",inline"`
	Raw      bson.Raw         `bson:"raw"`
	Pointer  *bson.RawValue   `bson:"pointer"`
	Listed   []bson.ObjectID  `bson:"listed"`
	Nested   [][]string       `bson:"nested"`
	Mapped   map[string]inner `bson:"mapped"`
	Fraction float64          `bson:"fraction"`
	Left     string           `bson:"-"`
}

func TestDecoders_LeaveToTheDriver(t *testing.T) {
	var out strings.Builder
	require.NoError(t, decoders(&out, []reflect.Type{reflect.TypeFor[unusual]()}))
	require.Contains(t, out.String(), "into.Inner.ID = r.Text()")
	for _, field := range []string{"Raw", "Pointer", "Listed", "Nested", "Mapped", "Fraction"} {
		require.Contains(t, out.String(), "r.Value(&into."+field+")")
	}
	require.NotContains(t, out.String(), "Left")
}

func TestDecoders_RefuseTags(t *testing.T) {
	for typed, message := range map[reflect.Type]string{
		reflect.TypeFor[struct{ ID string }](): "ID has no bson tag",
		reflect.TypeFor[struct {
			ID int `bson:"id,truncate"`
		}](): "ID has a bson tag that is not supported: id,truncate",
		reflect.TypeFor[struct {
			Inner *inner `bson:",inline"`
		}](): "Inner has a bson tag that is not supported: ,inline",
		reflect.TypeFor[struct {
			ID    string `bson:"_id"`
			Inner inner  `bson:",inline"`
		}](): "has several fields with the key _id",
	} {
		require.ErrorContains(t, decoders(io.Discard, []reflect.Type{typed}), message)
	}
}
