package plugin

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/util/argo"
	"github.com/argoproj/gitops-engine/pkg/diff"
	gescheme "github.com/argoproj/gitops-engine/pkg/utils/kube/scheme"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
)

// rendered is what became of a golden case.
type rendered struct {
	objects  []*unstructured.Unstructured
	warnings string
}

// golden renders the input of every golden case that is to be rendered.
func golden(t *testing.T) map[string]rendered {
	inputs, err := filepath.Glob(repositoryFile("tests", "golden", "*", "*", "input.yaml"))
	require.NoError(t, err)
	all := map[string]rendered{}
	for _, input := range inputs {
		folder := filepath.Dir(input)
		if filepath.Base(filepath.Dir(folder)) == "bad" {
			continue
		}
		var warnings bytes.Buffer
		command := exec.Command(requireEnv(t, "AGENTRENDER"), "render", "--namespace", "team-a", "-o", "ndjson", input)
		command.Stderr = &warnings
		output, err := command.Output()
		if err != nil || len(output) == 0 {
			continue // its findings are the golden tests' concern
		}
		result := rendered{warnings: warnings.String()}
		for _, line := range bytes.Split(bytes.TrimSpace(output), []byte("\n")) {
			object := &unstructured.Unstructured{}
			require.NoError(t, object.UnmarshalJSON(line), input)
			result.objects = append(result.objects, object)
		}
		all[filepath.Base(folder)] = result
	}
	require.Greater(t, len(all), 80)
	return all
}

// asStored is what the API server makes of an object of a built-in type: strictly read, with defaults, and with what
// only it knows. Nil for other types.
func asStored(t *testing.T, object *unstructured.Unstructured) *unstructured.Unstructured {
	typed, err := gescheme.Scheme.New(object.GroupVersionKind())
	if err != nil {
		return nil
	}
	text, err := object.MarshalJSON()
	require.NoError(t, err)
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	require.NoError(t, decoder.Decode(typed), object.GetName())
	gescheme.Scheme.Default(typed)
	fields, err := runtime.DefaultUnstructuredConverter.ToUnstructured(typed)
	require.NoError(t, err)
	live := &unstructured.Unstructured{Object: fields}
	live.SetUID("8d6b8c5e-0000-4000-8000-000000000000")
	live.SetResourceVersion("4711")
	switch live.GetKind() {
	case "Service":
		require.NoError(t, unstructured.SetNestedField(live.Object, "10.96.0.17", "spec", "clusterIP"))
		require.NoError(t, unstructured.SetNestedStringSlice(live.Object, []string{"10.96.0.17"}, "spec", "clusterIPs"))
	case "PersistentVolumeClaim":
		require.NoError(t, unstructured.SetNestedField(live.Object, "pvc-1", "spec", "volumeName"))
		require.NoError(t, unstructured.SetNestedField(live.Object, "Bound", "status", "phase"))
	case "Deployment":
		live.SetGeneration(1)
		require.NoError(t, unstructured.SetNestedField(live.Object, int64(1), "status", "observedGeneration"))
	}
	return live
}

// Synced stays Synced: Argo CD's own comparison finds no difference between what is rendered and what the cluster then
// has, with client-side apply (whose annotation it compares with, too) and without, in all three tracking modes.
func TestNoPerpetualDifference(t *testing.T) {
	compared := 0
	for name, result := range golden(t) {
		for _, method := range []v1alpha1.TrackingMethod{v1alpha1.TrackingMethodAnnotation, v1alpha1.TrackingMethodLabel, v1alpha1.TrackingMethodAnnotationAndLabel} {
			for _, object := range result.objects {
				config := object.DeepCopy()
				require.NoError(t, argo.NewResourceTracking().SetAppInstance(config, "app.kubernetes.io/instance", "demo", "team-a", method, ""))
				live := asStored(t, config)
				if live == nil {
					continue
				}
				for _, clientSide := range []bool{true, false} {
					if clientSide {
						last, err := config.MarshalJSON()
						require.NoError(t, err)
						annotations := live.GetAnnotations()
						if annotations == nil {
							annotations = map[string]string{}
						}
						annotations["kubectl.kubernetes.io/last-applied-configuration"] = string(last)
						live.SetAnnotations(annotations)
					} else {
						live = asStored(t, config)
					}
					difference, err := diff.Diff(config, live, diff.WithNormalizer(diff.GetNoopNormalizer()))
					require.NoError(t, err, name)
					assert.Falsef(t, difference.Modified, "%s: %s %s\nlive      %s\npredicted %s", name, config.GetKind(), config.GetName(), difference.NormalizedLive, difference.PredictedLive)
					compared++
				}
			}
		}
	}
	require.Greater(t, compared, 1000)
	t.Logf("%d comparisons", compared)
}

// Server-side apply reads lists of named things as sets: a name that is there twice is refused,
// and the renderer warns of the one case that it cannot solve.
func TestServerSideApplyReadsIt(t *testing.T) {
	types := map[string]string{
		"Deployment": "io.k8s.api.apps.v1.Deployment", "Service": "io.k8s.api.core.v1.Service",
		"ConfigMap": "io.k8s.api.core.v1.ConfigMap", "PersistentVolumeClaim": "io.k8s.api.core.v1.PersistentVolumeClaim",
	}
	for name, result := range golden(t) {
		for _, object := range result.objects {
			typeName := types[object.GetKind()]
			if typeName == "" || strings.Contains(object.GetAPIVersion(), "kubeopencode") {
				continue
			}
			_, err := gescheme.StaticParser().Type(typeName).FromUnstructured(object.Object)
			if err != nil {
				assert.Containsf(t, result.warnings, "server-side apply refuses that", "%s: %s %s: %s", name, object.GetKind(), object.GetName(), err)
			}
		}
	}
}
