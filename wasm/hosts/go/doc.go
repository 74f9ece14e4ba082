// Package agentrender expands KubeOpenCode Agents into Kubernetes objects, in the process of the caller: the renderer is
// a WebAssembly module that runs on wazero, without cgo, files, network or clock.
//
//	renderer, err := agentrender.New(ctx)
//	if err != nil { ... }
//	defer renderer.Close(ctx)
//	result, err := renderer.Render(ctx, agentrender.Source{Name: "scout.yaml", Text: text})
//
// An error means that nothing could be rendered: the context ended, the memory limit was reached, the request was wrong.
// What is wrong with the input is in Result.Problems; Result.Err() makes an error of it.
package agentrender
