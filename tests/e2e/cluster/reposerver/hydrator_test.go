package reposerver

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/argoproj/argo-cd/v3/commitserver/apiclient"
	"github.com/argoproj/argo-cd/v3/commitserver/commit"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/util/argo"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/yaml"
)

// hydrated is what the commit-server writes of these objects, once the controller has taken its tracking out of them.
func hydrated(t *testing.T, objects []map[string]any) []byte {
	var manifests []*apiclient.HydratedManifestDetails
	for _, object := range objects {
		object := &unstructured.Unstructured{Object: object}
		require.NoError(t, argo.NewResourceTracking().RemoveAppInstance(object, string(v1alpha1.TrackingMethodAnnotation)))
		text, err := json.Marshal(object)
		require.NoError(t, err)
		manifests = append(manifests, &apiclient.HydratedManifestDetails{ManifestJSON: string(text)})
	}
	folder := t.TempDir()
	root, err := os.OpenRoot(folder)
	require.NoError(t, err)
	defer root.Close()
	paths := []*apiclient.PathDetails{{Path: "team-a", Manifests: manifests}}
	require.NoError(t, commit.WriteForPaths(root, "https://git.example.com/agents.git", "abc123", nil, paths))
	text, err := os.ReadFile(filepath.Join(folder, "team-a", "manifest.yaml"))
	require.NoError(t, err)
	return text
}

func parsed(t *testing.T, text []byte) []map[string]any {
	var objects []map[string]any
	for decoder := yaml.NewYAMLOrJSONDecoder(bytes.NewReader(text), 4096); ; {
		object := map[string]any{}
		if err := decoder.Decode(&object); err == io.EOF {
			return objects
		} else {
			require.NoError(t, err)
		}
		objects = append(objects, object)
	}
}

// The Source Hydrator asks the repo-server for a dry source and lets the commit-server write manifest.yaml. Argo CD 3.2's
// dry source names no plugin, so the sidecar discovers that the folder is its own.
func TestSourceHydrator(t *testing.T) {
	s := startWith(t, repository(t), fromRoot("argocd-plugin", "install", "discovery", "plugin.yaml"))
	render := func() []byte {
		objects, err := s.generate(application{path: "apps/one", unnamed: true})
		require.NoError(t, err)
		return hydrated(t, objects)
	}
	manifest := render()
	objects := parsed(t, manifest)
	assert.ElementsMatch(t, []string{"Deployment reviewer-server", "Service reviewer"}, names(objects))
	for _, object := range objects {
		metadata := object["metadata"].(map[string]any)
		assert.Equal(t, "team-a", metadata["namespace"], "the destination's")
		assert.NotContains(t, metadata, "annotations", "nothing of the Application")
	}
	assert.Equal(t, string(manifest), string(render()), "a second time nothing is to be committed")

	_, err := s.generate(application{path: "apps/wrong", unnamed: true})
	require.ErrorContains(t, err, "apps/wrong/agent.yaml:8:3")
}
