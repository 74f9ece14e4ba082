//go:build !linux && !darwin

package agentrender

func reserve(uint64) ([]byte, error) { return nil, errNoMapping }

func commit([]byte) error { return errNoMapping }

func unmap([]byte) error { return errNoMapping }
