package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// A setting tagged secret is never shown, and may be the content of a file that another variable names: that of the setting with
// SecretFileSuffix after it. In a settings file, SecretFileKeySuffix ends the key.
const (
	SecretFileSuffix    = "_FILE"
	SecretFileKeySuffix = "-file"
)

// largestSecret is the largest secret that a file may hold, in bytes.
const largestSecret = 64 << 10

// ReadSecret returns the content of a file without the line break at its end, if there is one. The error does not hold any of it.
func ReadSecret(name string) (secret string, err error) {
	if name == "" {
		return "", errors.New("it must name a file")
	}
	file, err := os.Open(filepath.Clean(name))
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	content, err := io.ReadAll(io.LimitReader(file, largestSecret+1))
	switch {
	case err != nil:
		return "", err
	case len(content) > largestSecret:
		return "", fmt.Errorf("the file %s must hold at most %d bytes", name, largestSecret)
	}
	content, hasBreak := bytes.CutSuffix(content, []byte("\n"))
	if hasBreak {
		content = bytes.TrimSuffix(content, []byte("\r"))
	}
	if len(content) == 0 {
		return "", fmt.Errorf("the file %s is empty", name)
	}
	return string(content), nil
}
