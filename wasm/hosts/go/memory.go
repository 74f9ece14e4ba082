package agentrender

import (
	"errors"
	"runtime"

	"github.com/tetratelabs/wazero/experimental"
)

var errNoMapping = errors.New("no memory outside of Go's heap")

// memory is what an instance works in. It lies outside of Go's heap where the system has a way to reserve addresses:
// there it does not move when it grows, and is given back when the instance is closed, not when the collector next runs,
// which hostile inputs in a row do not wait for.
type memory struct {
	bytes  []byte // all that is reserved
	usable uint64
	mapped bool
}

func newMemory() *memory {
	m := &memory{}
	// For renderers that nobody closes.
	runtime.SetFinalizer(m, (*memory).Free)
	return m
}

// Allocate is called by wazero, once, before anything else; most is all that the instance may have.
func (m *memory) Allocate(_, most uint64) experimental.LinearMemory {
	bytes, err := reserve(most)
	if err == nil {
		m.bytes, m.mapped = bytes, true
	}
	return m
}

// Reallocate is called by wazero when the memory grows. Nil means that there is no more, which the module takes as
// having reached its limit.
func (m *memory) Reallocate(size uint64) []byte {
	if m.mapped && size > m.usable {
		if err := commit(m.bytes[m.usable:size]); err == nil {
			m.usable = size
		} else if m.usable > 0 {
			return nil
		} else {
			m.Free()
		}
	}
	if !m.mapped && size > uint64(len(m.bytes)) {
		m.bytes = append(m.bytes, make([]byte, size-uint64(len(m.bytes)))...)
	}
	// Without more capacity, which wazero would take for memory.
	return m.bytes[:size:size]
}

// Free is called by wazero when the instance is closed, which is never during a call.
func (m *memory) Free() {
	if m.mapped {
		_ = unmap(m.bytes)
	}
	m.bytes, m.mapped = nil, false
}
