package main

import "runtime/debug"

// version is the version of the program as the build sets it: go build -ldflags '-X main.version=v1.2.3', which `make build`
// does. It is empty in any other build.
var version string

// buildVersion returns the version of the program: the one set at build, or else the one that Go recorded for the main
// module, which is (devel) where it knows of none.
func buildVersion() string {
	if version != "" {
		return version
	}
	build, ok := debug.ReadBuildInfo()
	if !ok || build.Main.Version == "" {
		return "(devel)"
	}
	return build.Main.Version
}
