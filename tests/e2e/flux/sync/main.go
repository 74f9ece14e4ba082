// Applies objects and prunes as Flux's kustomize-controller does, with the library that it applies and deletes by.
//
//	sync INVENTORY FILE
//
// Applies the objects of FILE to the cluster of KUBECONFIG, deletes what INVENTORY has besides and writes that anew, as the
// controller does with a Kustomization's status.inventory. The settings of both steps are the controller's defaults; its own
// packages are internal to it. Prints what became of each object.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/fluxcd/pkg/ssa"
	"github.com/fluxcd/pkg/ssa/normalize"
	"github.com/fluxcd/pkg/ssa/utils"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

const (
	controller = "kustomize-controller"
	group      = "kustomize.toolkit.fluxcd.io"
	name       = "agents"
	namespace  = "flux-system"
)

func newManager() (*ssa.ResourceManager, error) {
	config, err := clientcmd.BuildConfigFromFlags("", os.Getenv("KUBECONFIG"))
	if err != nil {
		return nil, err
	}
	kubernetes, err := client.New(config, client.Options{})
	if err != nil {
		return nil, err
	}
	return ssa.NewResourceManager(kubernetes, nil, ssa.Owner{Field: controller, Group: group}), nil
}

// before gives the objects that an earlier run has applied.
func before(inventory string) ([]*unstructured.Unstructured, error) {
	text, err := os.ReadFile(inventory)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	var found []*unstructured.Unstructured
	return found, json.Unmarshal(text, &found)
}

// stale gives those of the objects before that are none of those now.
func stale(before, now []*unstructured.Unstructured) []*unstructured.Unstructured {
	kept := map[string]bool{}
	for _, object := range now {
		kept[utils.FmtUnstructured(object)] = true
	}
	var found []*unstructured.Unstructured
	for _, object := range before {
		if !kept[utils.FmtUnstructured(object)] {
			found = append(found, object)
		}
	}
	return found
}

func apply(ctx context.Context, manager *ssa.ResourceManager, objects []*unstructured.Unstructured) (*ssa.ChangeSet, error) {
	if err := normalize.UnstructuredList(objects); err != nil {
		return nil, err
	}
	manager.SetOwnerLabels(objects, name, namespace)
	options := ssa.DefaultApplyOptions()
	options.ExclusionSelector = map[string]string{group + "/reconcile": "disabled", group + "/ssa": "Ignore"}
	options.IfNotPresentSelector = map[string]string{group + "/ssa": "IfNotPresent"}
	options.ForceSelector = map[string]string{group + "/force": "enabled"}
	return manager.ApplyAllStaged(ctx, objects, options)
}

func prune(ctx context.Context, manager *ssa.ResourceManager, objects []*unstructured.Unstructured) (*ssa.ChangeSet, error) {
	options := ssa.DefaultDeleteOptions()
	options.Inclusions = manager.GetOwnerLabels(name, namespace)
	options.Exclusions = map[string]string{group + "/prune": "disabled", group + "/reconcile": "disabled", group + "/ssa": "Ignore"}
	return manager.DeleteAll(ctx, objects, options)
}

func sync(ctx context.Context, inventory, file string) error {
	manager, err := newManager()
	if err != nil {
		return err
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	objects, err := utils.ReadObjects(bytes.NewReader(text))
	if err != nil {
		return err
	}
	earlier, err := before(inventory)
	if err != nil {
		return err
	}
	applied, err := apply(ctx, manager, objects)
	if err != nil {
		return err
	}
	fmt.Println(applied)
	pruned, err := prune(ctx, manager, stale(earlier, objects))
	if err != nil {
		return err
	}
	fmt.Println(pruned)
	written, err := json.Marshal(objects)
	if err != nil {
		return err
	}
	return os.WriteFile(inventory, written, 0o600)
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: sync INVENTORY FILE")
		os.Exit(2)
	}
	if err := sync(context.Background(), os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "sync:", err)
		os.Exit(1)
	}
}
