package cli

import "runtime/debug"

// printVersion prints the version of the program.
type printVersion struct{}

// Run implements the subcommand.
func (printVersion) Run(program Program) error {
	return program.printLine("version", buildVersion(program.Version))
}

// buildVersion returns the version of the program: the one set at build, or else the one that Go recorded for the main
// module, which is (devel) where Go has recorded none.
func buildVersion(set string) string {
	if set != "" {
		return set
	}
	build, ok := debug.ReadBuildInfo()
	if !ok || build.Main.Version == "" {
		return "(devel)"
	}
	return build.Main.Version
}
