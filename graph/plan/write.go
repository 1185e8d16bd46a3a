package plan

import (
	"io"
	"strconv"
	"sync"

	"github.com/99designs/gqlgen/graphql"
)

// The functions that write a value report whether they wrote one. For null they write nothing: Close writes it and reports
// whether the schema allows it.

// stopped is the panic that ends writing with the error of the meter.
type stopped struct{ err error }

// Open begins an object and returns its offset.
func (r *Run) Open() (start int) {
	r.Enter()
	start = len(r.buf)
	r.buf = append(r.buf, '{')
	return start
}

// Key begins a field of an object.
func (r *Run) Key(f *Field) {
	r.meterIfDue()
	r.At(f)
	if r.buf[len(r.buf)-1] != '{' {
		r.buf = append(r.buf, ',')
	}
	r.buf = append(r.buf, f.key...)
}

// Close ends a field of an object. It reports whether the object is still valid.
func (r *Run) Close(f *Field, isWritten bool) bool {
	if isWritten {
		return true
	}
	r.buf = append(r.buf, "null"...)
	return !f.nonNull
}

// End ends an object or a list that began at start. It removes one that is not valid.
func (r *Run) End(start int, isValid bool, last byte) bool {
	r.Leave()
	if !isValid {
		r.cut(start)
		return false
	}
	r.buf = append(r.buf, last)
	return true
}

// OpenList begins a list and returns its offset.
func (r *Run) OpenList() (start int) {
	r.Enter()
	start = len(r.buf)
	r.buf = append(r.buf, '[')
	return start
}

// Element begins an element of a list.
func (r *Run) Element(index int) {
	r.meterIfDue()
	r.Index(index)
	if index > 0 {
		r.buf = append(r.buf, ',')
	}
}

// CloseElement ends an element of a list. It reports whether the list is still valid.
func (r *Run) CloseElement(isWritten, nonNull bool) bool {
	if isWritten {
		return true
	}
	r.buf = append(r.buf, "null"...)
	return !nonNull
}

// cut removes the text from start on.
func (r *Run) cut(start int) {
	r.buf = r.buf[:start]
	if r.meter != nil && r.metered > start {
		_ = r.meter.Wrote(r.ctx, start-r.metered) // fewer bytes cannot exceed a limit
		r.metered = start
	}
}

// meterIfDue calls meterWritten once every meterEvery bytes.
func (r *Run) meterIfDue() {
	if r.meter != nil && len(r.buf)-r.metered >= meterEvery {
		r.meterWritten()
	}
}

// meterWritten passes the number of bytes written since the last call to the meter.
func (r *Run) meterWritten() {
	size := len(r.buf) - r.metered
	r.metered = len(r.buf)
	if err := r.meter.Wrote(r.ctx, size); err != nil {
		panic(stopped{err})
	}
}

// String writes a string.
func (r *Run) String(text string) bool {
	r.buf = AppendString(r.buf, text)
	return true
}

// AppendString appends a string in the same form as graphql.MarshalString.
func AppendString(buf []byte, text string) []byte {
	const digits = "0123456789ABCDEF"
	buf = append(buf, '"')
	start := 0
	for i := range len(text) {
		c := text[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		buf = append(buf, text[start:i]...)
		start = i + 1
		switch c {
		case '\t':
			buf = append(buf, `\t`...)
		case '\r':
			buf = append(buf, `\r`...)
		case '\n':
			buf = append(buf, `\n`...)
		case '"', '\\':
			buf = append(buf, '\\', c)
		default:
			buf = append(buf, '\\', 'u', '0', '0', digits[c>>4], digits[c&0xf])
		}
	}
	return append(append(buf, text[start:]...), '"')
}

// Enum writes a value of an enum, which is a name.
func (r *Run) Enum(value string) bool {
	for i := range len(value) {
		if c := value[i]; c != '_' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			r.buf = strconv.AppendQuote(r.buf, value)
			return true
		}
	}
	r.buf = append(append(append(r.buf, '"'), value...), '"')
	return true
}

// Int writes an integer.
func (r *Run) Int(value int64) bool {
	r.buf = strconv.AppendInt(r.buf, value, 10)
	return true
}

// Bool writes true or false.
func (r *Run) Bool(value bool) bool {
	r.buf = strconv.AppendBool(r.buf, value)
	return true
}

// Append writes a scalar by a function that appends it to a buffer.
func Append[T any](r *Run, appendTo func(buf []byte, value T) []byte, value T) bool {
	r.buf = appendTo(r.buf, value)
	return true
}

// Write appends bytes to the response. It is for marshalers.
func (r *Run) Write(text []byte) (int, error) {
	r.buf = append(r.buf, text...)
	return len(text), nil
}

// WriteString is Write for a string.
func (r *Run) WriteString(text string) (int, error) {
	r.buf = append(r.buf, text...)
	return len(text), nil
}

var _ io.StringWriter = (*Run)(nil)

// Marshal writes a value by its marshaler, which may panic. If the marshaler writes null and declaredType is not empty, the type is
// non-null and Marshal adds an error.
func (r *Run) Marshal(declaredType string, marshaler func() graphql.Marshaler) bool {
	start := len(r.buf)
	isNull, fail := try(r, func() (bool, error) {
		value := marshaler()
		if value == graphql.Null {
			return true, nil
		}
		value.MarshalGQL(r)
		return false, nil
	})
	return r.marshaled(start, declaredType, isNull, fail)
}

// MarshalContext is like Marshal, for a marshaler that takes a context and may return an error.
func (r *Run) MarshalContext(declaredType string, marshaler func() graphql.ContextMarshaler) bool {
	start := len(r.buf)
	isNull, fail := try(r, func() (bool, error) {
		value := marshaler()
		if value == graphql.Null {
			return true, nil
		}
		return false, value.MarshalGQLContext(withField(r.ctx, r.fieldContext()), r)
	})
	if fail != nil {
		fail.isLocated = false
	}
	return r.marshaled(start, declaredType, isNull, fail)
}

// marshaled removes the text of a marshaler that failed. It reports whether a value was written.
func (r *Run) marshaled(start int, declaredType string, isNull bool, fail *failure) bool {
	switch {
	case fail != nil:
		r.buf = r.buf[:start]
		r.report(fail)
		return false
	case isNull && declaredType != "":
		graphql.AddInvalidNullFromMarshaler(withField(r.ctx, r.fieldContext()), declaredType)
	}
	return !isNull
}

// Unexpected adds an error for an object of an interface or union whose Go type is unknown. It returns false.
func (r *Run) Unexpected(abstract string, object any) bool {
	_, fail := try(r, func() (any, error) {
		panic(unexpectedType(abstract, object))
	})
	r.report(fail)
	return false
}

// buffers is a pool of buffers for responses.
type buffers struct{ pool sync.Pool }

// maxPooledBuffer is the size of the largest buffer in the pool.
const maxPooledBuffer = 1 << 20

func (b *buffers) take() []byte {
	if buf, ok := b.pool.Get().(*[]byte); ok {
		return (*buf)[:0]
	}
	return make([]byte, 0, meterEvery)
}

func (b *buffers) give(buf []byte) {
	if cap(buf) > 0 && cap(buf) <= maxPooledBuffer {
		b.pool.Put(&buf)
	}
}
