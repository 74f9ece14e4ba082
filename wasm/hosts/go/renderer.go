package agentrender

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
)

const (
	moduleFile = "module/agentrender-reactor.wasm"
	// DefaultMemoryLimit is what one instance may use unless WithMemoryLimit says otherwise.
	DefaultMemoryLimit = 256 << 20
)

//go:embed module
var embedded embed.FS

type config struct {
	module      []byte
	memoryLimit uint64
	cacheDir    string
	idle        int
}

func (c *config) pages() uint32 { return uint32((c.memoryLimit + pageSize - 1) / pageSize) }

// Option changes how a Renderer runs the module.
type Option func(*config)

// WithModule takes another agentrender-reactor.wasm than the embedded one.
func WithModule(module []byte) Option { return func(c *config) { c.module = module } }

// WithMemoryLimit bounds the memory of each instance, in bytes, rounded up to 64 KiB. With less than the module starts
// with, New fails with ErrMemory and says how much that is.
func WithMemoryLimit(bytes uint64) Option { return func(c *config) { c.memoryLimit = bytes } }

// WithCacheDir keeps the compiled module in a directory, for the next start of the process. A damaged file there is
// compiled anew; what else is in the directory is left alone.
func WithCacheDir(dir string) Option { return func(c *config) { c.cacheDir = dir } }

// WithIdle keeps up to n instances between calls; by default, as many as there are CPUs.
func WithIdle(n int) Option { return func(c *config) { c.idle = n } }

// Renderer renders. It is safe for concurrent use; each call has an instance of the module for itself.
type Renderer struct {
	config config
	// Looking at a deadline costs at each loop of the module, two thirds of the time of a long rendering. So calls
	// whose context can end have an engine of their own, which is compiled at the first of them.
	plain, stoppable *engine
	about            About
}

// New compiles the module, or finds it compiled.
func New(ctx context.Context, options ...Option) (*Renderer, error) {
	c := config{memoryLimit: DefaultMemoryLimit, idle: runtime.GOMAXPROCS(0)}
	for _, option := range options {
		option(&c)
	}
	if c.memoryLimit > 4<<30 {
		return nil, fmt.Errorf("agentrender: the memory limit is %d bytes; expected at most 4 GiB", c.memoryLimit)
	}
	if c.module == nil {
		module, err := fs.ReadFile(embedded, moduleFile)
		if err != nil {
			return nil, errors.New("agentrender: this build has no embedded module; see module/README.md, or use WithModule")
		}
		c.module = module
	}
	r := &Renderer{config: c, plain: &engine{config: c}, stoppable: &engine{config: c, stoppable: true}}
	first, err := r.plain.take(ctx)
	if err == nil {
		r.about, err = first.about(ctx)
		r.plain.put(first)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("agentrender: %w", err), r.Close(ctx))
	}
	return r, nil
}

// About is the version of the module, and those of the controller that it reproduces.
func (r *Renderer) About() About { return r.about }

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
	e := r.plain
	if ctx.Done() != nil {
		e = r.stoppable
	}
	instance, err := e.take(ctx)
	if err != nil {
		return nil, fmt.Errorf("agentrender: %w", err)
	}
	response, err := instance.call(ctx, request)
	if err != nil {
		err = r.explain(ctx, instance, err)
		e.drop(instance)
		return nil, err
	}
	result, err := decode(response)
	e.put(instance)
	if err == nil {
		sayNotUTF8(result.Problems, sources)
	}
	return result, err
}

// explain turns what the module died of into what the caller did.
func (r *Renderer) explain(ctx context.Context, i *instance, err error) error {
	if cause := ctx.Err(); cause != nil {
		return fmt.Errorf("agentrender: stopped: %w", cause)
	}
	// The module asks for memory in large steps, so the request that was refused does not show in what is in use.
	if used := uint64(i.module.Memory().Size()); used > r.config.memoryLimit/4 {
		return fmt.Errorf("agentrender: %w: the input needs more than %d KiB (%d KiB were in use)", ErrMemory, r.config.memoryLimit>>10, used>>10)
	}
	return fmt.Errorf("agentrender: %w", err)
}

// Close gives everything back. Calls that are under way end as they would; with the last of them goes what they use.
func (r *Renderer) Close(ctx context.Context) error {
	return errors.Join(r.plain.close(ctx), r.stoppable.close(ctx))
}
