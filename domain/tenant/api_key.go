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
	"time"
)

// ApiKey is a key of an application, without its secret.
type ApiKey struct {
	ID string `bson:"id"`
	// Hash is the SHA-256 of the key in lower-case hex. The key itself is not stored.
	Hash string `bson:"hash"`
	// Hint is the prefix and the last four characters.
	Hint      string    `bson:"hint"`
	CreatedAt time.Time `bson:"createdAt"`
	// ExpiresAt is nil for a key that does not expire.
	ExpiresAt *time.Time `bson:"expiresAt"`
}

// Live reports whether the key has not expired at an instant.
func (k ApiKey) Live(at time.Time) bool { return k.ExpiresAt == nil || at.Before(*k.ExpiresAt) }

// keyHint is what audit records have of a key.
type keyHint struct {
	ID        string     `bson:"id"`
	Hint      string     `bson:"hint"`
	ExpiresAt *time.Time `bson:"expiresAt"`
}

// A key is `accessgraph_` followed by 40 characters of base 32 in lower case: 21 random bytes (168 bits), and the CRC-32 of the
// prefix and the random bytes. A secret scanner finds keys by their prefix, and tells them from look-alikes by the checksum.
const (
	keyPrefix     = "accessgraph_"
	randomBytes   = 21
	checksumBytes = 4
	keyLength     = len(keyPrefix) + (randomBytes+checksumBytes)*8/5
	hintEnd       = 4
	hintEllipsis  = "…"
)

// ErrNotAKey is returned for a text that is not an API key. It does not contain the text.
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

// ParseKey returns ErrNotAKey unless a text is a key, including its checksum.
func ParseKey(text string) error {
	body, hasPrefix := strings.CutPrefix(text, keyPrefix)
	if !hasPrefix || len(text) != keyLength {
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

// HashKey returns the stored form of a key: its SHA-256 in lower-case hex. A key has too many random bits to be guessed from its
// hash, so no slow hash is needed.
func HashKey(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// HintOf returns the hint by which a key can be recognised: its prefix and its last four characters. The text must be a key.
func HintOf(text string) string { return keyPrefix + hintEllipsis + text[len(text)-hintEnd:] }

func checksum(random []byte) []byte {
	sum := crc32.ChecksumIEEE(append([]byte(keyPrefix), random...))
	return binary.BigEndian.AppendUint32(nil, sum)
}
