package reposerver

import (
	"encoding/json"
	"fmt"
	"maps"
	"testing"
	"time"

	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func repository(t *testing.T) map[string]string {
	texts := map[string]string{
		"apps/one/agent.yaml":          agent("reviewer"),
		"apps/two/agent.yaml":          agent("reviewer"),
		"apps/two/more/agent.yaml":     agent("planner"),
		"apps/wrong/agent.yaml":        agent("reviewer", "  agentImge: x\n"),
		"apps/none/notes.txt":          "no Agent",
		"apps/none/settings.yaml":      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n",
		"apps/exec/agent.yaml":         agent("reviewer"),
		"apps/exec/kustomization.yaml": "resources: [agent.yaml]\ncomponents: [../../kustomize-fn/component]\n",
		"apps/base/agent.yaml":         agent("reviewer"),
		"apps/base/kustomization.yaml": "resources: [agent.yaml]\nnamePrefix: a-\n",
	}
	for number := range 300 {
		texts[fmt.Sprintf("fleet/team-%03d/agent.yaml", number)] = agent(fmt.Sprintf("agent-%03d", number))
	}
	maps.Copy(texts, folder(t, "examples", "helm"))
	maps.Copy(texts, folder(t, "kustomize-fn", "component"))
	return texts
}

func TestGenerateManifest(t *testing.T) {
	s := start(t, repository(t))
	generate := func(a application) []map[string]any {
		t.Helper()
		objects, err := s.generate(a)
		require.NoError(t, err)
		return objects
	}

	t.Run("a folder", func(t *testing.T) {
		objects := generate(application{path: "apps/one"})
		assert.ElementsMatch(t, []string{"Deployment reviewer-server", "Service reviewer"}, names(objects))
		for _, object := range objects {
			metadata := object["metadata"].(map[string]any)
			assert.Equal(t, "team-a", metadata["namespace"], "the destination's")
			assert.Contains(t, metadata["annotations"], "argocd.argoproj.io/tracking-id")
		}
		same(t, s.rendered(`agentrender render -n team-a apps/one`), objects)
	})
	t.Run("a kustomization", func(t *testing.T) {
		objects := generate(application{path: "apps/base"})
		assert.ElementsMatch(t, []string{"Deployment a-reviewer-server", "Service a-reviewer"}, names(objects))
		same(t, s.rendered(`kustomize build apps/base | agentrender render -n team-a`), objects)
	})
	t.Run("a chart", func(t *testing.T) {
		objects := generate(application{path: "examples/helm"})
		assert.Contains(t, names(objects), "Deployment reviewer-server")
		same(t, s.rendered(`helm template demo examples/helm -n team-a | agentrender render -n team-a`), objects)
	})
	t.Run("300 folders", func(t *testing.T) {
		started := time.Now()
		objects := generate(application{path: "fleet"})
		t.Logf("300 folders: %v", time.Since(started))
		assert.Len(t, objects, 600)
		same(t, s.rendered(`for folder in fleet/*; do agentrender render -n team-a $folder; echo ---; done`), objects)
		// Each call checks the revision out: half a second.
		for number := 7; number < 300; number += 20 {
			path := fmt.Sprintf("fleet/team-%03d", number)
			same(t, s.rendered(`agentrender render -n team-a `+path), generate(application{path: path}))
		}
	})
}

func TestParametersOfGenerateManifest(t *testing.T) {
	const image = "ghcr.io/kubeopencode/kubeopencode-agent-devbox"
	type parameters = v1alpha1.ApplicationSourcePluginParameters
	s := start(t, repository(t))
	for _, test := range []struct {
		what       string
		parameters parameters
		render     string // the same without Argo CD
		says       string // and only with the parameter
	}{
		{"suspend", parameters{text("suspend", "true")},
			`find apps/two -name '*.yaml' -exec sed '1i---' {} \; -exec echo '  suspend: true' \; | agentrender render -n team-a`, `"replicas":0`},
		{"namespace", parameters{text("namespace", "team-b")}, `agentrender render -n team-b apps/two`, `"namespace":"team-b"`},
		{"include", parameters{list("include", "more/*")}, `agentrender render -n team-a apps/two/more`, `"planner"`},
		{"images", parameters{pairs("images", image, ":25")},
			`find apps/two -name '*.yaml' -exec sed '1i---' {} \; -exec echo '  executorImage: ` + image + `:25' \; | agentrender render -n team-a`, image + `:25`},
	} {
		t.Run(test.what, func(t *testing.T) {
			objects, err := s.generate(application{path: "apps/two", parameters: test.parameters})
			require.NoError(t, err)
			expected := s.rendered(test.render)
			same(t, expected, objects)
			text, err := json.Marshal(expected)
			require.NoError(t, err)
			assert.Contains(t, string(text), test.says)
		})
	}
}

func TestErrorsOfGenerateManifest(t *testing.T) {
	s := start(t, repository(t))
	for _, test := range []struct {
		what        string
		application application
		says        []string
	}{
		{"an unknown field", application{path: "apps/wrong"},
			[]string{"CMP processing failed for application", "apps/wrong/agent.yaml:8:3", "agentImge", "AR0301"}},
		{"no Agent", application{path: "apps/none"}, []string{"apps/none", "no Agent"}},
		{"an unknown parameter", application{path: "apps/one", parameters: v1alpha1.ApplicationSourcePluginParameters{text("suspended", "true")}},
			[]string{"suspended", "suspend"}},
	} {
		_, err := s.generate(test.application)
		if assert.Error(t, err, test.what) {
			for _, words := range test.says {
				assert.ErrorContains(t, err, words, test.what)
			}
		}
	}
}

// Argo CD's own kustomize runs the program, if argocd-cm allows it.
func TestKustomizeWithExec(t *testing.T) {
	s := start(t, repository(t))
	with := application{path: "apps/exec", kustomize: "--enable-alpha-plugins --enable-exec"}
	objects, err := s.generate(with)
	require.NoError(t, err)
	assert.ElementsMatch(t, []string{"Deployment reviewer-server", "Service reviewer"}, names(objects))

	without := with
	without.kustomize = "--enable-alpha-plugins"
	objects, err = s.generate(without)
	require.NoError(t, err)
	assert.Equal(t, []string{"Agent reviewer"}, names(objects), "one flag alone: Agents stay Agents")
}
