// What Flux's kustomize-controller makes of a folder: its own generator, build and substitution.
//
//	build [-always] [-strict] FOLDER [NAME=VALUE]...
//
// Prints the objects. The variables are those of postBuild.substitute; a kustomization.yaml is written into the folder
// when there is none. -always is postBuild.substituteStrategy: Always, -strict the controller's StrictPostBuildSubstitutions.
package main

import (
	"context"
	"flag"
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

func build(folder string, variables []string, options ...kustomize.SubstituteOption) error {
	settings := kustomization(variables)
	if _, err := kustomize.NewGenerator(folder, settings).WriteFile(folder); err != nil {
		return err
	}
	resources, err := kustomize.SecureBuild(folder, folder, false)
	if err != nil {
		return err
	}
	for _, resource := range resources.Resources() {
		replaced, err := kustomize.SubstituteVariables(context.Background(), nil, settings, resource, options...)
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
	always := flag.Bool("always", false, "substitute without variables, too")
	strict := flag.Bool("strict", false, "an unknown variable is an error")
	flag.Parse()
	if flag.NArg() < 1 {
		fmt.Fprintln(os.Stderr, "usage: build [-always] [-strict] FOLDER [NAME=VALUE]...")
		os.Exit(2)
	}
	// Else it would ask a cluster for the ConfigMaps and Secrets of substituteFrom.
	here := kustomize.SubstituteWithDryRun(true)
	err := build(flag.Arg(0), flag.Args()[1:], here, kustomize.SubstituteWithAlways(*always), kustomize.SubstituteWithStrict(*strict))
	if err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}
