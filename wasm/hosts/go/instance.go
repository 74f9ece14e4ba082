package agentrender

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// abi is the AGENTRENDER_ABI that this package was written for.
const abi = 1

// instance is one instance of the module; it takes one call at a time. The functions are those of agentrender.h.
type instance struct {
	module                          api.Module
	memory                          *memory // for the collector: it must not go while the module is there
	allocate, free, render, release api.Function
}

func instantiate(ctx context.Context, runtime wazero.Runtime, compiled wazero.CompiledModule) (*instance, error) {
	memory := newMemory()
	module, err := runtime.InstantiateModule(experimental.WithMemoryAllocator(ctx, memory), compiled,
		wazero.NewModuleConfig().WithName("").WithStartFunctions("_initialize"))
	if err != nil {
		memory.Free()
		return nil, err
	}
	i := &instance{module: module, memory: memory}
	for name, function := range map[string]*api.Function{"agentrender_allocate": &i.allocate,
		"agentrender_free": &i.free, "agentrender_render": &i.render, "agentrender_release": &i.release} {
		if *function = module.ExportedFunction(name); *function == nil {
			return nil, errors.Join(fmt.Errorf("the module has no function %s", name), module.Close(ctx))
		}
	}
	if err := checkABI(ctx, module); err != nil {
		return nil, errors.Join(err, module.Close(ctx))
	}
	return i, nil
}

func checkABI(ctx context.Context, module api.Module) error {
	function := module.ExportedFunction("agentrender_abi")
	if function == nil {
		return errors.New("the module has no function agentrender_abi")
	}
	version, err := function.Call(ctx)
	if err == nil && version[0] != abi {
		err = fmt.Errorf("the module has ABI version %d, this package is for %d", version[0], abi)
	}
	return err
}

// about is what the module says of itself; one of an earlier release says nothing.
func (i *instance) about(ctx context.Context) (about About, err error) {
	function := i.module.ExportedFunction("agentrender_about")
	if function == nil {
		return about, nil
	}
	place, err := function.Call(ctx)
	if err != nil {
		return about, err
	}
	memory := i.module.Memory()
	text, ok := memory.Read(uint32(place[0]), memory.Size()-uint32(place[0]))
	end := bytes.IndexByte(text, 0)
	if !ok || end < 0 {
		return about, errors.New("what the module says of itself is not in its memory")
	}
	return about, json.Unmarshal(text[:end], &about)
}

// call gives the bytes of a request to the module and returns those of the response.
func (i *instance) call(ctx context.Context, request []byte) ([]byte, error) {
	place, err := i.allocate.Call(ctx, uint64(len(request)))
	if err != nil {
		return nil, err
	}
	if place[0] == 0 {
		return nil, fmt.Errorf("%w: no room for a request of %d bytes", ErrMemory, len(request))
	}
	i.module.Memory().Write(uint32(place[0]), request)
	response, err := i.render.Call(ctx, place[0], uint64(len(request)))
	if err != nil {
		return nil, err
	}
	if _, err := i.free.Call(ctx, place[0]); err != nil {
		return nil, err
	}
	text, err := i.read(uint32(response[0]))
	if err != nil {
		return nil, err
	}
	_, err = i.release.Call(ctx, response[0])
	return text, err
}

// read copies the bytes of the agentrender_response at an address.
func (i *instance) read(address uint32) ([]byte, error) {
	memory := i.module.Memory()
	head, ok := memory.Read(address, 8)
	if !ok {
		return nil, errors.New("the response is not in the module's memory")
	}
	text, ok := memory.Read(binary.LittleEndian.Uint32(head), binary.LittleEndian.Uint32(head[4:]))
	if !ok {
		return nil, errors.New("the response is not in the module's memory")
	}
	return append([]byte(nil), text...), nil
}

type wireSource struct {
	Name  string `json:"name"`
	Text  string `json:"text"`
	Named bool   `json:"named"`
}

type wireOptions struct {
	Options
	Strict *bool `json:"strict,omitempty"` // nil: as an AgentRender in the input says, else true
}

func strictness(options Options) *bool {
	if !options.Lenient {
		return nil
	}
	return new(bool)
}

func encode(options Options, sources []Source) ([]byte, error) {
	wire := make([]wireSource, len(sources))
	for i, source := range sources {
		text, _ := untilNotUTF8(source.Text)
		wire[i] = wireSource{source.Name, text, !source.Optional}
	}
	request, err := json.Marshal(struct {
		Sources []wireSource `json:"sources"`
		Options wireOptions  `json:"options"`
	}{wire, wireOptions{options, strictness(options)}})
	if err != nil {
		return nil, fmt.Errorf("agentrender: %w", err)
	}
	return request, nil
}

func decode(response []byte) (*Result, error) {
	var wire struct {
		Accepted bool `json:"accepted"`
		Result
	}
	if err := json.Unmarshal(response, &wire); err != nil {
		return nil, fmt.Errorf("agentrender: the response of the module: %w", err)
	}
	if !wire.Accepted {
		return nil, &RequestError{wire.Problems}
	}
	return &wire.Result, nil
}
