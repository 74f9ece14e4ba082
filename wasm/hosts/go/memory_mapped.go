//go:build linux || darwin

package agentrender

import "syscall"

// reserve takes addresses, without memory behind them.
func reserve(size uint64) ([]byte, error) {
	return syscall.Mmap(-1, 0, int(size), syscall.PROT_NONE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
}

func commit(bytes []byte) error { return syscall.Mprotect(bytes, syscall.PROT_READ|syscall.PROT_WRITE) }

func unmap(bytes []byte) error { return syscall.Munmap(bytes) }
