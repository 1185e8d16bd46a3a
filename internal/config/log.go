package config

// Log says what the server logs, and in which form.
type Log struct {
	LogLevel  LogLevel  `name:"log-level" env:"ACCESSGRAPH_LOG_LEVEL" default:"info" placeholder:"LEVEL" help:"The least severe lines of the log: debug, info, warn or error."`
	LogFormat LogFormat `name:"log-format" env:"ACCESSGRAPH_LOG_FORMAT" default:"auto" placeholder:"FORMAT" help:"The form of the log: json, console (for people to read), or auto, which is console on a terminal and json elsewhere."`
}

// LogLevel is the severity below which lines are not logged.
type LogLevel string

// The values of LogLevel, from the least severe.
const (
	LogDebug LogLevel = "debug"
	LogInfo  LogLevel = "info"
	LogWarn  LogLevel = "warn"
	LogError LogLevel = "error"
)

// UnmarshalText reads a level.
func (l *LogLevel) UnmarshalText(text []byte) error {
	return oneOf(l, text, LogDebug, LogInfo, LogWarn, LogError)
}

// LogFormat is the form of the log's lines.
type LogFormat string

// The values of LogFormat.
const (
	LogAuto    LogFormat = "auto"
	LogJSON    LogFormat = "json"
	LogConsole LogFormat = "console"
)

// UnmarshalText reads a form.
func (l *LogFormat) UnmarshalText(text []byte) error {
	return oneOf(l, text, LogAuto, LogJSON, LogConsole)
}
