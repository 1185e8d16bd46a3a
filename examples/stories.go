package examples

import (
	"encoding/json"
	"fmt"
)

// Story is a run of steps that belong together.
type Story struct {
	Title string
	// About says in one sentence what the steps show.
	About string
	Steps []Step
}

// Stories returns all steps, told as stories, in the order in which they have to run. Each has at least one step.
func Stories() ([]Story, error) {
	steps, err := Steps()
	if err != nil {
		return nil, err
	}
	text, err := files.ReadFile("stories.json")
	if err != nil {
		return nil, fmt.Errorf("reading the stories: %w", err)
	}
	var outlines []outline
	if err := json.Unmarshal(text, &outlines); err != nil {
		return nil, fmt.Errorf("reading the stories: %w", err)
	}
	return tell(outlines, steps)
}

// outline is a story without its steps: they are those from its first one to the next story's.
type outline struct {
	From, Title, About string
}

func tell(outlines []outline, steps []Step) ([]Story, error) {
	var stories []Story
	for _, step := range steps {
		for len(outlines) > 0 && outlines[0].From <= step.Name {
			stories = append(stories, Story{Title: outlines[0].Title, About: outlines[0].About})
			outlines = outlines[1:]
		}
		if len(stories) == 0 {
			return nil, fmt.Errorf("the step %s comes before the first story", step.Name)
		}
		last := &stories[len(stories)-1]
		last.Steps = append(last.Steps, step)
	}
	for _, story := range stories {
		if len(story.Steps) == 0 {
			return nil, fmt.Errorf("the story %q has no step", story.Title)
		}
	}
	if len(outlines) > 0 {
		return nil, fmt.Errorf("the story %q has no step", outlines[0].Title)
	}
	return stories, nil
}
