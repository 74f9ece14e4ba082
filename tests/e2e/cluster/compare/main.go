// Argo CD's own comparison of what is rendered with what is live, after Argo CD's own apply.
//
//	compare [-validate] [-only] TRACKING APPLY [FILE...]
//	compare -sync NAMESPACE TRACKING APPLY [FILE...]
//
// Applies each object of the files as a sync of an Application does, with TRACKING (annotation, label,
// annotation+label) and APPLY (client-side, server-side), and compares it with what the API server then has: by the
// legacy three-way diff and by ServerSideDiff. KUBECONFIG says where. Prints a line of JSON for each comparison. With
// -validate it applies as a sync without the option Validate=false: that parses the API server's OpenAPI for each object.
// With -only it applies nothing. With -sync it compares nothing: it syncs a namespace with the objects of the files, with
// pruning, and prints what became of each.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"sync"

	"github.com/argoproj/argo-cd/v3/common"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/util/argo"
	argodiff "github.com/argoproj/argo-cd/v3/util/argo/diff"
	"github.com/argoproj/argo-cd/v3/util/argo/normalizers"
	kubeutil "github.com/argoproj/argo-cd/v3/util/kube"
	"github.com/argoproj/gitops-engine/pkg/diff"
	"github.com/argoproj/gitops-engine/pkg/utils/kube"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	cmdutil "k8s.io/kubectl/pkg/cmd/util"
)

const (
	workers = 4
	tries   = 5 // the API server gives up after 34 s, which a busy machine can need
)

// Result is what one comparison said.
type Result struct {
	Diff      string `json:"diff"` // legacy or server-side
	Namespace string `json:"namespace"`
	Object    string `json:"object"` // KIND NAME
	OutOfSync bool   `json:"outOfSync"`
	Error     string `json:"error,omitempty"` // of the apply or the comparison
	Live      string `json:"live,omitempty"`
	Predicted string `json:"predicted,omitempty"`
}

// application is one Argo CD that looks at the cluster.
type application struct {
	tracking   v1alpha1.TrackingMethod
	serverSide bool
	validate   bool
	only       bool // compares only
	config     *rest.Config
	kubectl    kube.Kubectl
	operations kube.ResourceOperations
	diffs      map[string]argodiff.DiffConfig
}

func must[T any](value T, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
	return value
}

func newApplication(tracking, apply string) *application {
	config := must(clientcmd.BuildConfigFromFlags("", os.Getenv("KUBECONFIG")))
	config.QPS, config.Burst = 500, 1000
	a := &application{tracking: v1alpha1.TrackingMethod(tracking), serverSide: apply == "server-side", config: config}
	a.kubectl = kubeutil.NewKubectl()
	schema, parser, err := a.kubectl.LoadOpenAPISchema(config)
	must(schema, err)
	operations, _, err := a.kubectl.ManageResources(config, schema)
	a.operations = must(operations, err)
	applier, _, err := kubeutil.ManageServerSideDiffDryRuns(config, schema, nil)
	must(applier, err)
	// What Argo CD ignores unless told otherwise.
	overrides := map[string]v1alpha1.ResourceOverride{
		"*/*": {IgnoreDifferences: v1alpha1.OverrideIgnoreDiff{JSONPointers: []string{"/status"}}},
	}
	a.diffs = map[string]argodiff.DiffConfig{}
	for _, name := range []string{"legacy", "server-side"} {
		a.diffs[name] = must(argodiff.NewDiffConfigBuilder().
			WithDiffSettings(nil, overrides, false, normalizers.IgnoreNormalizerOpts{}).
			WithTracking(common.LabelKeyAppInstance, tracking).WithNoCache().
			WithGVKParser(parser).WithManager(common.ArgoCDSSAManager).
			WithServerSideDiff(name == "server-side").
			WithServerSideDryRunner(diff.NewK8sServerSideDryRunner(applier)).
			WithIgnoreMutationWebhook(true).Build())
	}
	return a
}

// apply applies one object.
func (a *application) apply(target *unstructured.Unstructured) error {
	var err error
	for range tries {
		_, err = a.operations.ApplyResource(context.Background(), target, cmdutil.DryRunNone, false, a.validate, a.serverSide, common.ArgoCDSSAManager)
		if err == nil || !strings.Contains(err.Error(), "request did not complete within requested timeout") {
			break
		}
	}
	return err
}

// judge applies one object and compares it.
func (a *application) judge(object *unstructured.Unstructured) []Result {
	target := object.DeepCopy()
	failed := func(err error) []Result {
		return []Result{{Namespace: object.GetNamespace(), Object: name(object), Error: err.Error()}}
	}
	err := argo.NewResourceTracking().SetAppInstance(target, common.LabelKeyAppInstance, app, "argocd", a.tracking, "")
	if err != nil {
		return failed(err)
	}
	if !a.only {
		err = a.apply(target)
	}
	if err != nil {
		return failed(err)
	}
	live, err := a.kubectl.GetResource(context.Background(), a.config, target.GroupVersionKind(), target.GetName(), target.GetNamespace())
	if err != nil {
		return failed(err)
	}
	var results []Result
	for kind, config := range a.diffs {
		result := Result{Diff: kind, Namespace: object.GetNamespace(), Object: name(object)}
		difference, err := argodiff.StateDiff(live.DeepCopy(), target.DeepCopy(), config)
		if err != nil {
			result.Error = err.Error()
		} else if difference.Modified {
			result.OutOfSync = true
			result.Live, result.Predicted = string(difference.NormalizedLive), string(difference.PredictedLive)
		}
		results = append(results, result)
	}
	return results
}

func name(object *unstructured.Unstructured) string { return object.GetKind() + " " + object.GetName() }

func read(files []string) []*unstructured.Unstructured {
	var all []*unstructured.Unstructured
	for _, file := range files {
		all = append(all, must(kube.SplitYAML(must(os.ReadFile(file))))...)
	}
	return all
}

func main() {
	validate := flag.Bool("validate", false, "let the API server validate fields")
	only := flag.Bool("only", false, "apply nothing")
	namespace := flag.String("sync", "", "sync this namespace, with pruning")
	flag.Parse()
	if flag.NArg() < 2 {
		fmt.Fprintln(os.Stderr, "usage: compare [-validate] [-only] [-sync NAMESPACE] TRACKING APPLY [FILE...]")
		os.Exit(2)
	}
	a := newApplication(flag.Arg(0), flag.Arg(1))
	a.validate, a.only = *validate, *only
	if *namespace != "" {
		a.sync(*namespace, read(flag.Args()[2:]))
		return
	}
	objects := make(chan *unstructured.Unstructured)
	output := json.NewEncoder(os.Stdout)
	var lock sync.Mutex
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for object := range objects {
				for _, result := range a.judge(object) {
					lock.Lock()
					_ = output.Encode(result)
					lock.Unlock()
				}
			}
		})
	}
	for _, object := range read(flag.Args()[2:]) {
		objects <- object
	}
	close(objects)
	group.Wait()
}
