package cli

// commands is the grammar of the command line: kong reads the subcommands from its fields, and their flags from the fields of
// those. A subcommand takes the settings that its struct holds, and no others.
type commands struct {
	Serve serve `cmd:"" default:"withargs" help:"Answer requests (the default)."`
	Key   struct {
		New   newKey   `cmd:"" help:"Print a new API key, for ACCESSGRAPH_BOOTSTRAP_KEY."`
		Issue issueKey `cmd:"" help:"Give an application one more key; of two live ones the older gives way."`
	} `cmd:"" help:"Make API keys."`
	Company struct {
		Create createCompany `cmd:"" help:"Create a company."`
		List   listCompanies `cmd:"" help:"List the companies, with their IDs."`
	} `cmd:"" help:"Create and list companies."`
	Application struct {
		Create createApplication `cmd:"" help:"Create an application and print its key."`
		List   listApplications  `cmd:"" help:"List the applications, with their IDs."`
	} `cmd:"" help:"Create and list applications."`
	Follow  followChanges `cmd:"" help:"Print the changes of a company as JSON lines, from where the last run ended: a client of the API, for a SIEM."`
	Export  exportStore   `cmd:"" help:"Write the store to an archive that import and mongorestore take."`
	Import  importStore   `cmd:"" help:"Fill an empty store from an archive, while no server runs."`
	Migrate migrate       `cmd:"" help:"Bring a store of an earlier version to this one, while no server runs; create the indexes that a store lacks."`
	Verify  verify        `cmd:"" help:"Read the whole store and list what is wrong."`
	Repair  repair        `cmd:"" help:"Derive again what follows from documents, and mend a damaged file while no server runs."`
	Compact compact       `cmd:"" help:"Rewrite the file of the embedded store without air, while no server runs."`
	Config  struct {
		Check checkSettings `cmd:"" help:"List the settings that serve would have, where each comes from, and everything that is wrong with them."`
	} `cmd:"" help:"Look at settings."`
	Health  checkHealth  `cmd:"" help:"Ask the server whether it is ready; fail if it is not."`
	Shard   shard        `cmd:"" help:"Print the commands for mongosh that shard the database of MONGODB_URI."`
	Schema  printSchema  `cmd:"" help:"Print the GraphQL schema: [--without-oneof] for tools that do not know the directive @oneOf."`
	Version printVersion `cmd:"" help:"Print the version."`
	Help    struct{}     `cmd:"" help:"Print this, or the help of the subcommand that follows."`
}
