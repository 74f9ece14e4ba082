// What Flux's kustomize-controller makes of a folder: its own generator, build and substitution.
//
//	build FOLDER [NAME=VALUE]...
//
// Prints the objects. The variables are those of postBuild.substitute; a kustomization.yaml is written into the folder
// when there is none.
package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/fluxcd/pkg/kustomize"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

func kustomization(variables []string) unstructured.Unstructured {
	substitute := map[string]any{}
	for _, variable := range variables {
		name, value, _ := strings.Cut(variable, "=")
		substitute[name] = value
	}
	spec := map[string]any{"path": "./", "prune": true}
	if len(substitute) > 0 {
		spec["postBuild"] = map[string]any{"substitute": substitute}
	}
	return unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "kustomize.toolkit.fluxcd.io/v1", "kind": "Kustomization",
		"metadata": map[string]any{"name": "agents", "namespace": "flux-system"}, "spec": spec,
	}}
}

func build(folder string, variables []string) error {
	settings := kustomization(variables)
	if _, err := kustomize.NewGenerator(folder, settings).WriteFile(folder); err != nil {
		return err
	}
	resources, err := kustomize.SecureBuild(folder, folder, false)
	if err != nil {
		return err
	}
	for _, resource := range resources.Resources() {
		replaced, err := kustomize.SubstituteVariables(context.Background(), nil, settings, resource, kustomize.SubstituteWithDryRun(true))
		if err != nil {
			return fmt.Errorf("%s %s: %w", resource.GetKind(), resource.GetName(), err)
		}
		if replaced == nil { // told not to
			replaced = resource
		}
		text, err := replaced.AsYAML()
		if err != nil {
			return err
		}
		fmt.Printf("---\n%s", text)
	}
	return nil
}

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: build FOLDER [NAME=VALUE]...")
		os.Exit(2)
	}
	if err := build(os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}
