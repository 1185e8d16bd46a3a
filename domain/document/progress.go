package document

import (
	"encoding/binary"
	"slices"

	"accessgraph/domain/id"
)

// Progress is how far a follower has read a list in the order of creation. An ID is made before its document is committed, so a
// document can appear before others that were read already. Progress therefore remembers the last moments: it divides them into
// segments, and keeps a digest of what was read of each. A segment that holds anything else the next time is read again.
type Progress struct {
	// Last is the ID of the entry that was read last, or a bound of IDs.
	Last string
	// settled is the key up to which everything has been read and nothing can appear any more.
	settled id.Key
	// segments follow settled, in ascending order. Without segments, everything up to Last is settled.
	segments []segment
}

// segment is a range of keys that begins after the segment before it.
type segment struct {
	end id.Key
	// digest is the exclusive or of the random parts of the IDs that were read, and count their number.
	digest uint64
	count  uint32
}

// MaxSegments is the maximum number of segments of a Progress, and so bounds the length of a cursor.
const MaxSegments = 16

// Lengths in an encoded Progress, in bytes.
const (
	keyLength     = 16
	segmentLength = keyLength + 8 + 4
)

// After returns the progress of a follower to whom everything up to an ID or a bound of IDs is settled.
func After(bound string) Progress { return Progress{Last: bound} }

// ParseProgress reads an encoded Progress. ok is false if it is malformed.
func ParseProgress(encoded string) (progress Progress, ok bool) {
	end := min(len(encoded), id.Length)
	progress.Last = encoded[:end]
	if _, ok := id.KeyOf(progress.Last); !ok {
		return Progress{}, false
	}
	return progress, end == len(encoded) || progress.parseSegments([]byte(encoded[end:]))
}

func (p *Progress) parseSegments(raw []byte) bool {
	if len(raw) <= keyLength || (len(raw)-keyLength)%segmentLength != 0 || len(raw) > keyLength+MaxSegments*segmentLength {
		return false
	}
	p.settled = parseKey(raw)
	previous := p.settled
	for encoded := range slices.Chunk(raw[keyLength:], segmentLength) {
		s := segment{
			end: parseKey(encoded), digest: binary.BigEndian.Uint64(encoded[keyLength:]), count: binary.BigEndian.Uint32(encoded[keyLength+8:]),
		}
		if s.end.Compare(previous) <= 0 {
			return false
		}
		p.segments, previous = append(p.segments, s), s.end
	}
	return true
}

func parseKey(raw []byte) id.Key {
	return id.Key{Moment: binary.BigEndian.Uint64(raw), Random: binary.BigEndian.Uint64(raw[8:])}
}

func appendKey(raw []byte, key id.Key) []byte {
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(raw, key.Moment), key.Random)
}

// Encode returns the progress as a text of bytes: the ID of the last entry alone if everything up to it is settled.
func (p Progress) Encode() string {
	if len(p.segments) == 0 {
		return p.Last
	}
	raw := make([]byte, 0, len(p.Last)+keyLength+len(p.segments)*segmentLength)
	raw = appendKey(append(raw, p.Last...), p.settled)
	for _, s := range p.segments {
		raw = binary.BigEndian.AppendUint64(appendKey(raw, s.end), s.digest)
		raw = binary.BigEndian.AppendUint32(raw, s.count)
	}
	return string(raw)
}

// Bound returns the exclusive bound of the IDs that have to be read next.
func (p Progress) Bound() string {
	if len(p.segments) == 0 {
		return p.Last
	}
	return p.settled.Text(id.KindOf(p.Last))
}

// Remembered returns the number of entries after the bound that have been read. They have to be read again to find what is new
// among them.
func (p Progress) Remembered() int {
	count := 0
	for _, s := range p.segments {
		count += int(s.count)
	}
	return count
}

// NotBefore returns the progress with everything before a time, in milliseconds since 1970, settled; all of it must have been read.
func (p Progress) NotBefore(millisecond int64, kind id.Kind) Progress {
	if bound := id.LastBefore(millisecond).Text(kind); len(p.segments) == 0 && p.Last < bound {
		p.Last = bound
	}
	return p
}

// IsBehind reports whether something that was created before a time, in milliseconds since 1970, may not have been read.
func (p Progress) IsBehind(millisecond int64) bool {
	key, _ := id.KeyOf(p.Bound())
	return key.Compare(id.LastBefore(millisecond)) < 0
}

// bounded merges segments until there are at most MaxSegments. What is committed late is committed soon after its ID was made, as a
// rule: a segment is the longer the older it is, so that a late entry has only entries of about its own delay read again.
func bounded(settled id.Key, segments []segment) []segment {
	for len(segments) > MaxSegments {
		newest, start := segments[len(segments)-1].end.Moment, settled.Moment
		best, bestRatio := 0, 0.0
		for i := range len(segments) - 1 {
			end := segments[i+1].end.Moment
			ratio := float64(end-start) / float64(newest-end+1<<16)
			if i == 0 || ratio < bestRatio {
				best, bestRatio = i, ratio
			}
			start = segments[i].end.Moment
		}
		segments[best+1].digest ^= segments[best].digest
		segments[best+1].count += segments[best].count
		segments = slices.Delete(segments, best, best+1)
	}
	return segments
}
