//go:build !unix

package agentrender

import "testing"

func peak(t *testing.T) int {
	t.Skip("the most memory that a process ever had is not known here")
	return 0
}
