//go:build unix

package agentrender

import (
	"runtime"
	"syscall"
	"testing"
)

// peak is the most memory that this process ever had, in KiB.
func peak(t *testing.T) int {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS == "darwin" { // counts bytes
		return int(usage.Maxrss >> 10)
	}
	return int(usage.Maxrss)
}
