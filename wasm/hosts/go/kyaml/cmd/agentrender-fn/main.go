// Command agentrender-fn is a KRM function of a few lines: kustomize starts it by `exec`, and it renders in its own
// process. AGENTRENDER_CACHE names a directory for the compiled module.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"

	agentrender "github.com/kubeopencode/agentrender/wasm/hosts/go"
	"github.com/kubeopencode/agentrender/wasm/hosts/go/kyaml"

	"sigs.k8s.io/kustomize/kyaml/fn/framework"
)

func run(ctx context.Context) error {
	var options []agentrender.Option
	if dir := os.Getenv("AGENTRENDER_CACHE"); dir != "" {
		options = append(options, agentrender.WithCacheDir(dir))
	}
	renderer, err := agentrender.New(ctx, options...)
	if err != nil {
		return err
	}
	defer func() { _ = renderer.Close(ctx) }()
	return framework.Execute(&kyaml.Processor{Context: ctx, Renderer: renderer}, nil)
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "agentrender-fn:", err)
		os.Exit(1)
	}
}
