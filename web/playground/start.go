package playground

import "accessgraph/examples"

// start is what the page is told when it starts.
type start struct {
	Version       string  `json:"version"`
	Introspection string  `json:"introspection"`
	Stories       []story `json:"stories"`
}

type story struct {
	Title string `json:"title"`
	About string `json:"about"`
	Steps []step `json:"steps"`
}

type step struct {
	Name string `json:"name"`
	// Title is what the step does, in a sentence.
	Title string `json:"title"`
	// Operation is the name of the operation in the query: by it the page knows which step an answer belongs to.
	Operation string         `json:"operation"`
	Query     string         `json:"query"`
	Variables string         `json:"variables"`
	Expected  map[string]any `json:"expected"`
	Again     map[string]any `json:"again"`
}

func startOf(options Options, stories []examples.Story) start {
	told := start{Version: options.Version, Introspection: options.Introspection}
	for _, each := range stories {
		steps := make([]step, len(each.Steps))
		for i, example := range each.Steps {
			steps[i] = step{
				Name: example.Name, Title: example.Title, Operation: example.Operation, Query: example.Query, Variables: example.VariablesText,
				Expected: example.Expected, Again: example.Again,
			}
		}
		told.Stories = append(told.Stories, story{Title: each.Title, About: each.About, Steps: steps})
	}
	return told
}
