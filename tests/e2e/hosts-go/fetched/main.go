// A program of somebody who has fetched both modules by their tags: prints what the renderer is.
package main

import (
	"context"
	"fmt"
	"log"

	agentrender "github.com/kubeopencode/agentrender/wasm/hosts/go"
	"github.com/kubeopencode/agentrender/wasm/hosts/go/kyaml"
)

func main() {
	renderer, err := agentrender.New(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	defer renderer.Close(context.Background())
	_ = kyaml.Processor{Renderer: renderer}
	fmt.Println(agentrender.Version, renderer.About().Version, renderer.About().Controllers)
}
