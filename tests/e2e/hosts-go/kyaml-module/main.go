// Command function is what somebody writes who has the unpacked archive of a release.
package main

import (
	"context"
	"os"

	agentrender "github.com/kubeopencode/agentrender/wasm/hosts/go"
	"github.com/kubeopencode/agentrender/wasm/hosts/go/kyaml"

	"sigs.k8s.io/kustomize/kyaml/fn/framework"
)

func main() {
	renderer, err := agentrender.New(context.Background())
	if err == nil {
		err = framework.Execute(&kyaml.Processor{Renderer: renderer}, nil)
	}
	if err != nil {
		os.Exit(1)
	}
}
