//go:build race

package plan_test

const hasRaceDetector = true
