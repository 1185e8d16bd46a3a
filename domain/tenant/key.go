package tenant

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"strings"
)

// A key is `accessgraph_` and 40 characters of base 32 in lower case: 21 random bytes (168 bits) and the CRC-32 of the
// prefix and those. A scanner for secrets finds keys by their prefix, and tells them from look-alikes by the checksum,
// without asking anybody.
const (
	keyPrefix     = "accessgraph_"
	randomBytes   = 21
	checksumBytes = 4
	keyLength     = len(keyPrefix) + (randomBytes+checksumBytes)*8/5
	hintEnd       = 4
	hintEllipsis  = "…"
)

// ErrNotAKey says that a text is not an API key, without repeating it.
var ErrNotAKey = errors.New("not an API key")

var keyEncoding = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// NewKey returns a new API key. It is a secret.
func NewKey() (string, error) {
	random := make([]byte, randomBytes, randomBytes+checksumBytes)
	if _, err := rand.Read(random); err != nil {
		return "", fmt.Errorf("making an API key: %w", err)
	}
	return keyPrefix + keyEncoding.EncodeToString(append(random, checksum(random)...)), nil
}

// ParseKey returns ErrNotAKey unless a text is a key to the letter, checksum included.
func ParseKey(text string) error {
	body, found := strings.CutPrefix(text, keyPrefix)
	if !found || len(text) != keyLength {
		return ErrNotAKey
	}
	decoded, err := keyEncoding.DecodeString(body)
	if err != nil || len(decoded) != randomBytes+checksumBytes {
		return ErrNotAKey
	}
	if !bytes.Equal(checksum(decoded[:randomBytes]), decoded[randomBytes:]) {
		return ErrNotAKey
	}
	return nil
}

// HashKey returns what is stored of a key: its SHA-256 in lower-case hex. A key has too many random bits to be guessed
// from that, so no slow hash is needed.
func HashKey(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// HintOf returns what a key may be recognised by: its prefix and its last four characters. The text must be a key.
func HintOf(text string) string { return keyPrefix + hintEllipsis + text[len(text)-hintEnd:] }

func checksum(random []byte) []byte {
	sum := crc32.ChecksumIEEE(append([]byte(keyPrefix), random...))
	return binary.BigEndian.AppendUint32(nil, sum)
}
