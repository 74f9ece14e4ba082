package main

import (
	"context"
	"encoding/json"
	"os"
	"time"

	"github.com/argoproj/argo-cd/v3/common"
	"github.com/argoproj/argo-cd/v3/util/argo"
	"github.com/argoproj/gitops-engine/pkg/cache"
	"github.com/argoproj/gitops-engine/pkg/engine"
	"github.com/argoproj/gitops-engine/pkg/sync"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

const (
	syncTime = 10 * time.Minute
	app      = "demo"
)

// Synced is what a sync has done with an object.
type Synced struct {
	Object string `json:"object"` // KIND NAME
	Status string `json:"status"` // Synced, Pruned, PruneSkipped, SyncFailed
	Says   string `json:"says"`
}

// sync makes a namespace what the objects say, as a sync with pruning does: with the engine's own cache of what is live
// and Argo CD's own tracking of what is the Application's.
func (a *application) sync(namespace string, objects []*unstructured.Unstructured) {
	tracking := argo.NewResourceTracking()
	for _, object := range objects {
		must(object, tracking.SetAppInstance(object, common.LabelKeyAppInstance, app, "argocd", a.tracking, ""))
	}
	isOurs := func(resource *cache.Resource) bool {
		return resource.Resource != nil &&
			tracking.GetAppName(resource.Resource, common.LabelKeyAppInstance, a.tracking, "") == app
	}
	live := cache.NewClusterCache(a.config, cache.SetNamespaces([]string{namespace}),
		cache.SetPopulateResourceInfoHandler(func(un *unstructured.Unstructured, _ bool) (any, bool) { return nil, true }))
	synchronizer := engine.NewEngine(a.config, live)
	stop, err := synchronizer.Run()
	defer must(stop, err)()
	ctx, cancel := context.WithTimeout(context.Background(), syncTime)
	defer cancel()
	results, err := synchronizer.Sync(ctx, objects, isOurs, "revision", namespace, sync.WithPrune(true),
		sync.WithServerSideApply(a.serverSide), sync.WithServerSideApplyManager(common.ArgoCDSSAManager))
	output := json.NewEncoder(os.Stdout)
	for _, result := range must(results, err) {
		_ = output.Encode(Synced{result.ResourceKey.Kind + " " + result.ResourceKey.Name, string(result.Status), result.Message})
	}
}
