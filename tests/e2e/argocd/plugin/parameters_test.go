// The parameters that Argo CD passes on, and the one table of them.
package plugin

import (
	"encoding/json"
	"os"
	"os/exec"
	"testing"

	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/util/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/yaml"
)

type parameters = v1alpha1.ApplicationSourcePluginParameters

func text(name, value string) v1alpha1.ApplicationSourcePluginParameter {
	return v1alpha1.ApplicationSourcePluginParameter{Name: name, String_: &value}
}

func array(name string, values ...string) v1alpha1.ApplicationSourcePluginParameter {
	return v1alpha1.ApplicationSourcePluginParameter{Name: name, OptionalArray: &v1alpha1.OptionalArray{Array: values}}
}

func dict(name string, values map[string]string) v1alpha1.ApplicationSourcePluginParameter {
	return v1alpha1.ApplicationSourcePluginParameter{Name: name, OptionalMap: &v1alpha1.OptionalMap{Map: values}}
}

func TestParametersChangeTheResult(t *testing.T) {
	s := start(t, pluginFile)
	repository := files(t, map[string]string{
		"app/a.yaml":        agent("one", "  executorImage: ghcr.io/acme/devbox:1.0\n"),
		"app/more/b.yaml":   agent("two", "  executorImage: ghcr.io/acme/devbox@sha256:0123456789abcdef\n"),
		"app/more/bad.yaml": "apiVersion: [",
	})
	generate := func(given ...v1alpha1.ApplicationSourcePluginParameter) []map[string]any {
		t.Helper()
		given = append(given, array("exclude", "*/bad.yaml"))
		objects, err := s.generate(t.Context(), application{path: "app", namespace: "team-a", repository: repository, parameters: given})
		require.NoError(t, err)
		return objects
	}
	container := func(object map[string]any) any { return at(object, "spec", "template", "spec", "containers", 0) }

	assert.Len(t, generate(), 4)
	assert.Equal(t, []string{"Deployment two-server", "Service two"}, names(generate(array("include", "more/*"))))
	assert.Equal(t, []string{"Deployment one-server", "Service one"}, names(generate(array("include", "[a-c].{yml,yaml}"))))
	assert.Equal(t, "other", at(generate(text("namespace", "other"))[0], "metadata", "namespace"))
	assert.EqualValues(t, 0, at(generate(text("suspend", "true"))[0], "spec", "replicas"))
	assert.Equal(t, "Agent one", names(generate(text("keep-inputs", "true")))[0])

	images := generate(dict("images", map[string]string{"ghcr.io/acme/devbox": "registry.local:5000/devbox:2.0"}))
	assert.Equal(t, "registry.local:5000/devbox:2.0", at(container(images[0]), "image"))
	assert.Equal(t, "registry.local:5000/devbox:2.0", at(container(images[2]), "image"))
	retagged := generate(dict("images", map[string]string{"ghcr.io/acme/devbox": ":latest"}))
	assert.Equal(t, "ghcr.io/acme/devbox:latest", at(container(retagged[0]), "image"))
	assert.Equal(t, "Always", at(container(retagged[0]), "imagePullPolicy"))

	resources := at(container(generate(dict("resources", map[string]string{"limits.memory": "8192Mi", "requests.cpu": "0.5"}))[0]), "resources")
	assert.Equal(t, map[string]any{"limits": map[string]any{"memory": "8Gi"}, "requests": map[string]any{"cpu": "500m", "memory": "512Mi"}}, resources)
}

func TestAnnouncedParameters(t *testing.T) {
	s := start(t, pluginFile)
	a := application{path: "app", repository: files(t, map[string]string{
		"app/a.yaml": agent("a", "  executorImage: ghcr.io/acme/devbox:1.0\n"),
	})}
	client, err := s.connect(t.Context(), a)
	require.NoError(t, err)
	announce := func(a application) map[string]map[string]string {
		stream, err := client.GetParametersAnnouncement(t.Context())
		require.NoError(t, err)
		// The repo-server sends no namespace and no versions here.
		require.NoError(t, cmp.SendRepoStream(t.Context(), a.dir(), a.repository, stream, []string{"ARGOCD_APP_NAME=demo"}, nil))
		answer, err := stream.CloseAndRecv()
		require.NoError(t, err)
		announced := map[string]map[string]string{}
		for _, p := range answer.ParameterAnnouncements {
			require.NotContains(t, announced, p.Name, "announced twice")
			assert.NotEmpty(t, p.Title)
			assert.NotEmpty(t, p.Tooltip)
			announced[p.Name] = p.Map
		}
		return announced
	}
	announced := announce(a)
	assert.Len(t, announced, 13)
	assert.Equal(t, "ghcr.io/acme/devbox:1.0", announced["images"]["ghcr.io/acme/devbox"])

	broken := application{path: "app", repository: files(t, map[string]string{"app/a.yaml": "kind: [\napiVersion: kubeopencode.io/v1alpha1"})}
	assert.Len(t, announce(broken), 13, "an Application in error can still be edited")
}

// plugin.yaml and the docs say what the table of parameters says.
func TestOneTableOfParameters(t *testing.T) {
	run := func(option string) string {
		output, err := exec.Command(requireEnv(t, "AGENTRENDER"), "argocd", "parameters", option).Output()
		require.NoError(t, err)
		return string(output)
	}
	read := func(file string) map[string]any {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		content := map[string]any{}
		require.NoError(t, yaml.Unmarshal(text, &content))
		return content
	}
	plugin, discovering := read(pluginFile), read(discoveryFile)
	announced, err := json.Marshal(at(plugin, "spec", "parameters", "static"))
	require.NoError(t, err)
	assert.JSONEq(t, run("--static"), string(announced))

	require.NotEmpty(t, at(discovering, "spec", "discover"))
	delete(discovering["spec"].(map[string]any), "discover")
	assert.Equal(t, plugin, discovering)

	docs, err := os.ReadFile(repositoryFile("docs", "argocd.md"))
	require.NoError(t, err)
	assert.Contains(t, string(docs), run("--markdown"))
}
