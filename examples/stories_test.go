package examples

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryStepIsPartOfAStory(t *testing.T) {
	steps, err := Steps()
	require.NoError(t, err)
	stories, err := Stories()
	require.NoError(t, err)
	var told []Step
	for _, story := range stories {
		require.NotEmpty(t, story.Title)
		require.NotEmpty(t, story.About)
		told = append(told, story.Steps...)
	}
	require.Equal(t, steps, told)
}

func TestAStoryNeedsSteps(t *testing.T) {
	steps := []Step{{Name: "10-a"}, {Name: "11-b"}, {Name: "30-c"}}
	for name, test := range map[string]struct {
		outlines []outline
		fails    string
	}{
		"all told":        {outlines: []outline{{From: "10"}, {From: "30"}}},
		"a step before":   {outlines: []outline{{From: "11"}}, fails: "10-a comes before"},
		"a gap":           {outlines: []outline{{From: "10"}, {From: "20", Title: "Doors"}, {From: "30"}}, fails: `"Doors" has no step`},
		"one at the end":  {outlines: []outline{{From: "10"}, {From: "40", Title: "Errors"}}, fails: `"Errors" has no step`},
		"no story at all": {fails: "10-a comes before"},
	} {
		t.Run(name, func(t *testing.T) {
			stories, err := tell(test.outlines, steps)
			if test.fails != "" {
				require.ErrorContains(t, err, test.fails)
				return
			}
			require.NoError(t, err)
			require.Equal(t, []Story{{Steps: steps[:2]}, {Steps: steps[2:]}}, stories)
		})
	}
}
