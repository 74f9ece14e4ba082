package agentrender

import (
	"context"
	"errors"
	"sync"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

const (
	pageSize    = 64 << 10
	largestKept = 32 << 20 // bytes; the memory of an instance never shrinks
)

// compiled code by module, for all renderers of the process that have no cache on disk.
var processCache = wazero.NewCompilationCache()

var errClosed = errors.New("the renderer is closed")

// engine is the module, compiled in one way, and the instances of it that wait for a call.
type engine struct {
	config    config
	stoppable bool // calls end with their context

	mutex    sync.Mutex
	runtime  wazero.Runtime // nil until it is started
	compiled wazero.CompiledModule
	cache    wazero.CompilationCache // nil when it is the process's
	idle     []*instance
	busy     int // instances that are in use: nothing is closed below a call
	closed   bool
}

// start compiles the module, unless it is compiled.
func (e *engine) start(ctx context.Context) error {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	if e.closed {
		return errClosed
	}
	if e.runtime != nil {
		return nil
	}
	// The compiled module outlives this call, so it must not end with the context of it.
	ctx = context.WithoutCancel(ctx)
	err := e.compile(ctx)
	if err != nil {
		// A file of the cache can be cut short, by a full disk or a killed process: it is compiled anew.
		if err = e.whyNotCompiled(ctx, err); errors.Is(err, errDamagedCache) && dropCompiled(e.config.cacheDir) == nil {
			err = e.compile(ctx)
		}
	}
	if err != nil {
		return err
	}
	first, err := instantiate(ctx, e.runtime, e.compiled)
	if err != nil {
		return errors.Join(err, e.release(ctx))
	}
	e.idle = append(e.idle, first)
	return nil
}

func (e *engine) compile(ctx context.Context) error {
	cache := processCache
	if e.config.cacheDir != "" {
		var err error
		if cache, err = wazero.NewCompilationCacheWithDir(e.config.cacheDir); err != nil {
			return err
		}
		e.cache = cache
	}
	e.runtime = wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfig().
		WithCompilationCache(cache).WithMemoryLimitPages(e.config.pages()).WithCloseOnContextDone(e.stoppable))
	_, err := wasi_snapshot_preview1.Instantiate(ctx, e.runtime)
	if err == nil {
		e.compiled, err = e.runtime.CompileModule(ctx, e.config.module)
	}
	if err != nil {
		err = errors.Join(err, e.release(ctx))
	}
	return err
}

// take gives an instance to a call, which gives it back with put or drop.
func (e *engine) take(ctx context.Context) (*instance, error) {
	if err := e.start(ctx); err != nil {
		return nil, err
	}
	e.mutex.Lock()
	if e.closed {
		e.mutex.Unlock()
		return nil, errClosed
	}
	e.busy++
	if last := len(e.idle) - 1; last >= 0 {
		found := e.idle[last]
		e.idle = e.idle[:last]
		e.mutex.Unlock()
		return found, nil
	}
	runtime, compiled := e.runtime, e.compiled
	e.mutex.Unlock()
	found, err := instantiate(ctx, runtime, compiled)
	if err != nil {
		e.drop(nil)
	}
	return found, err
}

// put keeps an instance for the next call, unless there are enough, or it holds more memory than is worth keeping.
func (e *engine) put(i *instance) {
	e.mutex.Lock()
	fits := !e.closed && len(e.idle) < e.config.idle && i.module.Memory().Size() <= largestKept
	if fits {
		e.idle = append(e.idle, i)
		e.busy--
	}
	e.mutex.Unlock()
	if !fits {
		e.drop(i)
	}
}

// drop closes an instance. The last one that is given back to a closed engine closes the rest.
func (e *engine) drop(i *instance) {
	ctx := context.Background()
	if i != nil {
		_ = i.module.Close(ctx)
	}
	e.mutex.Lock()
	defer e.mutex.Unlock()
	e.busy--
	if e.closed && e.busy == 0 {
		_ = e.release(ctx)
	}
}

func (e *engine) close(ctx context.Context) error {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	e.closed = true
	if e.busy > 0 {
		return nil
	}
	return e.release(ctx)
}

func (e *engine) release(ctx context.Context) error {
	var err error
	if e.runtime != nil {
		err = e.runtime.Close(ctx)
	}
	if e.cache != nil {
		err = errors.Join(err, e.cache.Close(ctx))
	}
	e.runtime, e.compiled, e.cache, e.idle = nil, nil, nil, nil
	return err
}
