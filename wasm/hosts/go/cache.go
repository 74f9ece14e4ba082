package agentrender

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"

	"github.com/tetratelabs/wazero"
)

var errDamagedCache = errors.New("the cached module is damaged")

// whyNotCompiled tells the causes of a failure apart by reading the module once more, without a limit or a cache: the
// module itself, the memory limit, or a file in the cache directory.
func (e *engine) whyNotCompiled(ctx context.Context, err error) error {
	runtime := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfigInterpreter())
	defer func() { _ = runtime.Close(ctx) }()
	module, wrong := runtime.CompileModule(ctx, e.config.module)
	if wrong != nil {
		return fmt.Errorf("these %d bytes are not a module that can be compiled: %w", len(e.config.module), wrong)
	}
	for _, memory := range module.ExportedMemories() {
		if least := memory.Min(); least > e.config.pages() {
			return fmt.Errorf("%w: the module needs at least %d KiB to start, and WithMemoryLimit allows %d KiB", ErrMemory,
				least*pageSize>>10, uint64(e.config.pages())*pageSize>>10)
		}
	}
	// A file that cannot be opened or written is not damaged.
	var file *fs.PathError
	if e.config.cacheDir == "" || errors.As(err, &file) {
		return err
	}
	return fmt.Errorf("%w: %w", errDamagedCache, err)
}

// What wazero calls a compiled module, and one that it was writing.
var compiledName = regexp.MustCompile(`^[0-9a-f]{64}(\.[0-9]+\.tmp)?$`)

// dropCompiled removes the modules that this version of wazero has compiled into a cache directory. Other versions have
// folders of their own there, and the user may have files.
func dropCompiled(dir string) error {
	folder, err := folderOfWazero()
	if err != nil {
		return err
	}
	folder = filepath.Join(dir, folder)
	entries, err := os.ReadDir(folder)
	for _, entry := range entries {
		if compiledName.MatchString(entry.Name()) {
			err = errors.Join(err, os.RemoveAll(filepath.Join(folder, entry.Name())))
		}
	}
	return err
}

// folderOfWazero is the name of the folder that this version of wazero makes in a cache directory. wazero does not tell it,
// so it makes one here.
func folderOfWazero() (string, error) {
	dir, err := os.MkdirTemp("", "agentrender-*")
	if err != nil {
		return "", err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	cache, err := wazero.NewCompilationCacheWithDir(dir)
	if err != nil {
		return "", err
	}
	made, err := os.ReadDir(dir)
	if err = errors.Join(err, cache.Close(context.Background())); err != nil {
		return "", err
	}
	if len(made) != 1 {
		return "", errors.New("wazero made no folder of its own")
	}
	return made[0].Name(), nil
}
