package app_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/access"
	"accessgraph/internal/app"
)

func folder(files map[string]string) fstest.MapFS {
	folder := fstest.MapFS{}
	for name, content := range files {
		folder[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return folder
}

func TestTheAgreementOfTheHighestVersionIsCurrent(t *testing.T) {
	agreements, err := app.ReadAgreements(folder(map[string]string{
		"1.9.txt": "Old\n\nText.", "1.10.txt": "Terms of use\n\nFirst.\nSecond.\n", "1.txt": "Oldest\nText.",
	}))
	require.NoError(t, err)
	require.Len(t, agreements, 3)
	require.Equal(t, access.UserAgreement{Version: "1.10", Title: "Terms of use", Text: "First.\nSecond."}, access.LatestAgreement(agreements))
}

func TestAFolderOfAgreementsThatIsNoneIsRefusedBySentence(t *testing.T) {
	for sentence, files := range map[string]map[string]string{
		"the folder of agreements is empty: it needs at least one file such as 1.0.txt":                                  {},
		"the agreement 1.0.md is not valid: its name must end in .txt":                                                   {"1.0.md": "A\nb"},
		"the agreement v1.txt is not valid: its version must be dot-separated numbers such as 1.0":                       {"v1.txt": "A\nb"},
		"the agreement 1.01.txt is not valid: its version must be dot-separated numbers such as 1.0":                     {"1.01.txt": "A\nb"},
		"the agreement 2.txt is not valid: it must be UTF-8 text with a title on its first line and the agreement below": {"2.txt": "A title alone"},
		"the agreement 3.txt is not valid: it must be UTF-8 text with a title on its first line and the agreement below": {"3.txt": "A\n\xff"},
	} {
		_, err := app.ReadAgreements(folder(files))
		require.EqualError(t, err, sentence)
	}
}
