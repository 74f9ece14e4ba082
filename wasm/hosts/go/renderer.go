package agentrender

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"sync"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

const (
	moduleFile = "module/agentrender-reactor.wasm"
	pageSize   = 64 << 10
	// DefaultMemoryLimit is what one instance may use unless WithMemoryLimit says otherwise.
	DefaultMemoryLimit = 256 << 20
)

//go:embed module
var embedded embed.FS

// compiled code by module, for all renderers of the process that have no cache on disk.
var processCache = wazero.NewCompilationCache()

type config struct {
	module      []byte
	memoryLimit uint64
	cacheDir    string
	idle        int
}

// Option changes how a Renderer runs the module.
type Option func(*config)

// WithModule takes another agentrender-reactor.wasm than the embedded one.
func WithModule(module []byte) Option { return func(c *config) { c.module = module } }

// WithMemoryLimit bounds the memory of each instance, in bytes, rounded up to 64 KiB.
func WithMemoryLimit(bytes uint64) Option { return func(c *config) { c.memoryLimit = bytes } }

// WithCacheDir keeps the compiled module in a directory, for the next start of the process.
func WithCacheDir(dir string) Option { return func(c *config) { c.cacheDir = dir } }

// WithIdle keeps up to n instances between calls; the number of CPUs unless said.
func WithIdle(n int) Option { return func(c *config) { c.idle = n } }

// Renderer renders. It is safe for concurrent use; each call has an instance of the module for itself.
type Renderer struct {
	runtime  wazero.Runtime
	compiled wazero.CompiledModule
	cache    wazero.CompilationCache // nil when it is the process's
	limit    uint64

	mutex   sync.Mutex
	idle    []*instance
	maxIdle int
	closed  bool
}

// New compiles the module, or finds it compiled.
func New(ctx context.Context, options ...Option) (*Renderer, error) {
	c := config{memoryLimit: DefaultMemoryLimit, idle: runtime.GOMAXPROCS(0)}
	for _, option := range options {
		option(&c)
	}
	if c.module == nil {
		module, err := fs.ReadFile(embedded, moduleFile)
		if err != nil {
			return nil, errors.New("agentrender: this build has no embedded module; see module/README.md, or use WithModule")
		}
		c.module = module
	}
	r := &Renderer{maxIdle: c.idle}
	if err := r.start(ctx, c); err != nil {
		return nil, errors.Join(fmt.Errorf("agentrender: %w", err), r.Close(ctx))
	}
	return r, nil
}

func (r *Renderer) start(ctx context.Context, c config) error {
	cache := processCache
	if c.cacheDir != "" {
		var err error
		if cache, err = wazero.NewCompilationCacheWithDir(c.cacheDir); err != nil {
			return err
		}
		r.cache = cache
	}
	pages := min((c.memoryLimit+pageSize-1)/pageSize, 65536)
	r.limit = pages * pageSize
	r.runtime = wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfig().
		WithCompilationCache(cache).WithMemoryLimitPages(uint32(pages)).WithCloseOnContextDone(true))
	if _, err := wasi_snapshot_preview1.Instantiate(ctx, r.runtime); err != nil {
		return err
	}
	var err error
	if r.compiled, err = r.runtime.CompileModule(ctx, c.module); err != nil {
		return err
	}
	first, err := r.instantiate(ctx)
	if err != nil {
		return err
	}
	r.put(first)
	return nil
}

// Render renders with the default options.
func (r *Renderer) Render(ctx context.Context, sources ...Source) (*Result, error) {
	return r.RenderWith(ctx, Options{}, sources...)
}

// RenderWith renders. When ctx ends the module is stopped and the error is that of ctx. An instance that was stopped or
// failed is not used again.
func (r *Renderer) RenderWith(ctx context.Context, options Options, sources ...Source) (*Result, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	request, err := encode(options, sources)
	if err != nil {
		return nil, err
	}
	instance, err := r.take(ctx)
	if err != nil {
		return nil, err
	}
	response, err := instance.call(ctx, request)
	if err != nil {
		err = r.explain(ctx, instance, err)
		// The caller's context may have ended; closing must work all the same.
		_ = instance.module.Close(context.WithoutCancel(ctx))
		return nil, err
	}
	result, err := decode(response)
	r.put(instance)
	return result, err
}

// explain turns what the module died of into what the caller did.
func (r *Renderer) explain(ctx context.Context, i *instance, err error) error {
	if cause := ctx.Err(); cause != nil {
		return fmt.Errorf("agentrender: stopped: %w", cause)
	}
	if used := uint64(i.module.Memory().Size()); used > r.limit/2 {
		return fmt.Errorf("agentrender: %w (%d of %d KiB were in use): %w", ErrMemory, used>>10, r.limit>>10, err)
	}
	return fmt.Errorf("agentrender: %w", err)
}

func (r *Renderer) take(ctx context.Context) (*instance, error) {
	r.mutex.Lock()
	if r.closed {
		r.mutex.Unlock()
		return nil, errors.New("agentrender: the renderer is closed")
	}
	if last := len(r.idle) - 1; last >= 0 {
		found := r.idle[last]
		r.idle = r.idle[:last]
		r.mutex.Unlock()
		return found, nil
	}
	r.mutex.Unlock()
	made, err := r.instantiate(ctx)
	if err != nil {
		return nil, fmt.Errorf("agentrender: %w", err)
	}
	return made, nil
}

// put keeps an instance for the next call, unless there are enough, or it holds more memory than is worth keeping: the
// memory of an instance never shrinks.
func (r *Renderer) put(i *instance) {
	const keep = 32 << 20
	r.mutex.Lock()
	fits := !r.closed && len(r.idle) < r.maxIdle && i.module.Memory().Size() <= keep
	if fits {
		r.idle = append(r.idle, i)
	}
	r.mutex.Unlock()
	if !fits {
		_ = i.module.Close(context.Background())
	}
}

// Close gives everything back. Calls that are under way fail.
func (r *Renderer) Close(ctx context.Context) error {
	r.mutex.Lock()
	r.closed = true
	r.idle = nil
	r.mutex.Unlock()
	var err error
	if r.runtime != nil {
		err = r.runtime.Close(ctx)
	}
	if r.cache != nil {
		err = errors.Join(err, r.cache.Close(ctx))
	}
	return err
}
