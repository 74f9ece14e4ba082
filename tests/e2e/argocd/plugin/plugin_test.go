// Package plugin tests the plugin behind the real argocd-cmp-server, with Argo CD's own client code.
package plugin

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/argoproj/argo-cd/v3/util/cmp"
	"github.com/golang/protobuf/ptypes/empty"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	pluginFile    = repositoryFile("argocd-plugin", "plugin.yaml")
	discoveryFile = repositoryFile("argocd-plugin", "install", "discovery", "plugin.yaml")
)

func TestGenerate(t *testing.T) {
	s := start(t, pluginFile)
	a := application{namespace: "team-a", path: "apps/one", repository: files(t, map[string]string{
		"apps/one/agents/reviewer.yaml": agent("reviewer"),
		"apps/one/network.json":         `{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"deny"}}`,
		"apps/one/package.json":         `{"name":"no resource"}`,
		"apps/one/notes.txt":            "apiVersion: no YAML file",
		"apps/two/agent.yaml":           agent("other"),
	})}
	objects, err := s.generate(t.Context(), a)
	require.NoError(t, err)
	assert.Equal(t, []string{"Deployment reviewer-server", "Service reviewer", "NetworkPolicy deny"}, names(objects))
	assert.Equal(t, "team-a", at(objects[0], "metadata", "namespace"))
	assert.NotContains(t, objects[2]["metadata"], "namespace", "Argo CD fills it in")
}

// What Argo CD's YAML reader would turn into booleans and numbers stays text.
func TestAmbiguousScalarsStayTexts(t *testing.T) {
	s := start(t, pluginFile)
	a := application{path: "app", repository: files(t, map[string]string{
		"app/agent.yaml": agent("reviewer", `  podSpec:
    labels: {"on": "yes", octal: "0755", exponent: "1e3"}
    extraEnv:
    - {name: A, value: "no"}
    - {name: B, value: "0b11"}
    - {name: C, value: "1_000"}
    - {name: D, value: "~"}
`),
	})}
	objects, err := s.generate(t.Context(), a)
	require.NoError(t, err)
	labels := at(objects[0], "spec", "template", "metadata", "labels").(map[string]any)
	assert.Equal(t, []any{"yes", "0755", "1e3"}, []any{labels["on"], labels["octal"], labels["exponent"]})
	values := map[any]any{}
	for _, env := range at(objects[0], "spec", "template", "spec", "containers", 0, "env").([]any) {
		values[at(env, "name")] = at(env, "value")
	}
	assert.Equal(t, []any{"no", "0b11", "1_000", "~"}, []any{values["A"], values["B"], values["C"], values["D"]})
}

var errorCases = []struct {
	name       string
	files      map[string]string
	parameters parameters
	want       string // after `before`
}{
	{
		"a misspelt field",
		map[string]string{"app/agents/a.yaml": agent("a", "  workspacedir: /w\n")}, nil,
		"1: app/agents/a.yaml:8:3: error: spec.workspacedir: unknown field",
	},
	{
		"text that is no YAML",
		map[string]string{"app/a.yaml": agent("a"), "app/b.yaml": "apiVersion: v1\nkind: [\n"}, nil,
		"1: app/b.yaml:",
	},
	{
		"no Agent",
		map[string]string{"app/service.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: s}\n"}, nil,
		"1: app: error: there is no Agent of kubeopencode.io/v1alpha1 in the 1 YAML or JSON file with resources here",
	},
	{
		"a parameter that does not exist",
		map[string]string{"app/a.yaml": agent("a")}, parameters{text("suspend", "true"), text("imgaes", "x")},
		`2: plugin.parameters[1]: error: there is no parameter "imgaes"; did you mean images?`,
	},
	{
		"a parameter of another shape",
		map[string]string{"app/a.yaml": agent("a")}, parameters{text("images", "a=b")},
		"2: plugin.parameters[0]: error: images takes map, not string",
	},
	{
		"a value that cannot be",
		map[string]string{"app/a.yaml": agent("a")}, parameters{dict("resources", map[string]string{"limits.memory": "8GB"})},
		`2: plugin.parameters[0]: error: resources: "limits.memory": "8GB" is not a quantity: expected one such as 500m, 2 or 4Gi`,
	},
	{
		"kustomize is not in the image",
		map[string]string{"app/a.yaml": agent("a"), "app/kustomization.yaml": "resources: [a.yaml]\n"}, nil,
		"1: app: error: kustomize is not in this image, and the directory needs it",
	},
	{
		"a chart and a kustomization",
		map[string]string{"app/Chart.yaml": "name: a\n", "app/kustomization.yaml": "resources: []\n"}, nil,
		"1: app: error: there is both a kustomization and a Chart.yaml; set source to choose one",
	},
}

func TestErrorsAsTheUIShowsThem(t *testing.T) {
	s := start(t, pluginFile)
	const before = "CMP processing failed for application \"demo\": error generating manifests in cmp: rpc error: " +
		"code = Unknown desc = error generating manifests: `agentrender argocd generate` failed exit status "
	for _, c := range errorCases {
		t.Run(c.name, func(t *testing.T) {
			_, err := s.generate(t.Context(), application{path: "app", repository: files(t, c.files), parameters: c.parameters})
			require.Error(t, err)
			message, found := strings.CutPrefix(err.Error(), before)
			require.True(t, found, err.Error())
			assert.Truef(t, strings.HasPrefix(message, c.want), "got  %s\nwant %s", message, c.want)
			assert.NotContains(t, message, "warning:")
		})
	}
}

func TestNoAgentCanBeAllowed(t *testing.T) {
	s := start(t, pluginFile)
	a := application{path: "app", parameters: parameters{text("allow-empty", "true")}, repository: files(t, map[string]string{
		"app/service.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: s}\n",
	})}
	objects, err := s.generate(t.Context(), a)
	require.NoError(t, err)
	assert.Equal(t, []string{"Service s"}, names(objects))
}

// The four calls of the protocol, without Argo's sequence around them.
func TestCallsWithoutDiscovery(t *testing.T) {
	s := start(t, pluginFile)
	a := application{path: "app", repository: files(t, map[string]string{"app/a.yaml": agent("a")})}
	client, err := s.connect(t.Context(), a)
	require.NoError(t, err)

	configuration, err := client.CheckPluginConfiguration(t.Context(), &empty.Empty{})
	require.NoError(t, err)
	assert.False(t, configuration.IsDiscoveryConfigured)

	match, err := client.MatchRepository(t.Context())
	require.NoError(t, err)
	require.NoError(t, cmp.SendRepoStream(t.Context(), a.dir(), a.repository, match, a.env(t), nil))
	answer, err := match.CloseAndRecv()
	require.NoError(t, err)
	assert.False(t, answer.IsSupported)

	objects, err := manifestsFrom(t.Context(), t, client, a)
	require.NoError(t, err)
	assert.Len(t, objects, 2)

	_, err = s.generate(t.Context(), application{path: "app", repository: a.repository, unnamed: true})
	assert.ErrorContains(t, err, "could not find plugin supporting the given repository")
}

func TestDiscovery(t *testing.T) {
	s := start(t, discoveryFile)
	list := "apiVersion: v1\nkind: List\nitems:\n- apiVersion: kubeopencode.io/v1alpha1\n  kind: Agent\n  metadata: {name: a}\n"
	cases := []struct {
		name  string
		files map[string]string
		want  bool
	}{
		{"an Agent far below", map[string]string{"app/a/b/c/agent.yml": "# one\n---\nkind: ConfigMap\napiVersion: v1\n---\n" + agent("a")}, true},
		{"an Agent in a List", map[string]string{"app/a.yaml": list}, true},
		{"an Agent in JSON", map[string]string{"app/a.json": `{"kind":"Agent","apiVersion":"kubeopencode.io/v1alpha1"}`}, true},
		{"an Agent that cannot be read", map[string]string{"app/a.yaml": "apiVersion: kubeopencode.io/v1alpha1\nkind: Agent\n x: ]"}, true},
		{"no Agent", map[string]string{"app/a.yaml": "apiVersion: v1\nkind: Service\n"}, false},
		{"another group's Agent", map[string]string{"app/a.yaml": "apiVersion: agents.example.com/v1\nkind: Agent\n# kubeopencode.io\n"}, false},
		{"an Agent in another directory", map[string]string{"app/a.txt": "", "other/a.yaml": agent("a")}, false},
		{"an Agent in a text", map[string]string{"app/a.yaml": "apiVersion: v1\nkind: ConfigMap\ndata:\n  x: |\n    apiVersion: kubeopencode.io/v1alpha1\n    kind: Agent\n"}, false},
		{"a kustomization", map[string]string{"app/a.yaml": agent("a"), "app/kustomization.yaml": "resources: [a.yaml]\n"}, false},
		{"a chart", map[string]string{"app/Chart.yaml": "name: x\n", "app/templates/a.yaml": agent("a")}, false},
		{"a hidden directory", map[string]string{"app/.github/a.yaml": agent("a"), "app/x": ""}, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := s.connect(t.Context(), application{path: "app", repository: files(t, c.files), unnamed: true})
			assert.Equal(t, c.want, err == nil, err)
		})
	}
	named := application{path: "app", parameters: parameters{text("source", "kustomize")}, repository: files(t, map[string]string{
		"app/a.yaml": agent("a"), "app/kustomization.yaml": "resources: [a.yaml]\n",
	})}
	_, err := s.connect(t.Context(), named)
	assert.NoError(t, err, "who names kustomize as the source means the plugin")
}

// What is not delivered to a plugin by Argo CD, but may lie in a directory of a laptop.
func TestPipesAreNotOpened(t *testing.T) {
	repository := files(t, map[string]string{"agent.yaml": agent("a")})
	require.NoError(t, syscall.Mkfifo(filepath.Join(repository, "pipe.yaml"), 0o644))
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	command := exec.CommandContext(ctx, requireEnv(t, "AGENTRENDER"), "argocd", "generate")
	command.Dir = repository
	output, err := command.Output()
	require.NoError(t, err)
	assert.Equal(t, 2, strings.Count(string(output), "\n"))
}

func TestTenAtOnce(t *testing.T) {
	s := start(t, pluginFile)
	var wait sync.WaitGroup
	for i := range 10 {
		name := fmt.Sprintf("agent-%d", i)
		a := application{path: "app", repository: files(t, map[string]string{"app/a.yaml": agent(name)})}
		wait.Go(func() {
			objects, err := s.generate(t.Context(), a)
			if assert.NoError(t, err) {
				assert.Equal(t, []string{"Deployment " + name + "-server", "Service " + name}, names(objects))
			}
		})
	}
	wait.Wait()
}

func TestThousandFiles(t *testing.T) {
	s := start(t, pluginFile)
	texts := map[string]string{"app/agent.yaml": agent("a")}
	for i := range 1000 {
		texts[fmt.Sprintf("app/data/%d/values.yaml", i)] = "replicas: 1\nimage: {tag: " + fmt.Sprint(i) + "}\n"
	}
	objects, err := s.generate(t.Context(), application{path: "app", repository: files(t, texts)})
	require.NoError(t, err)
	assert.Len(t, objects, 2)
}

func TestLinks(t *testing.T) {
	s := start(t, pluginFile)
	repository := files(t, map[string]string{"app/agent.yaml": agent("a"), "shared/template.yaml": agent("shared")})
	for name, target := range map[string]string{
		"dangling.yaml": "nothing.yaml", "itself.yaml": "itself.yaml", "around": "../app", "shared.yaml": "../shared/template.yaml",
	} {
		require.NoError(t, os.Symlink(target, filepath.Join(repository, "app", name)))
	}
	objects, err := s.generate(t.Context(), application{path: "app", repository: repository})
	require.NoError(t, err)
	assert.Equal(t, []string{"Deployment a-server", "Service a", "Deployment shared-server", "Service shared"}, names(objects))
	assert.Contains(t, s.log.String(), "dangling.yaml: warning: is a broken link")
}

// What an Agent says to Argo CD holds for all that is made of it, so a claim is never in an earlier wave than the
// Deployment: it would stay Pending, and the wave with it, until a Pod uses it.
func TestAnnotationsForArgoCD(t *testing.T) {
	s := start(t, pluginFile)
	a := application{path: "app", repository: files(t, map[string]string{"app/a.yaml": strings.Replace(
		agent("a", "  persistence: {sessions: {}, workspace: {}}\n"), "  name: a\n", `  name: a
  annotations:
    argocd.argoproj.io/sync-wave: "-5"
    argocd.argoproj.io/sync-options: Prune=false
    argocd.argoproj.io/hook: PreSync
    example.com/owner: me
`, 1)})}
	objects, err := s.generate(t.Context(), a)
	require.NoError(t, err)
	require.Len(t, objects, 4)
	for _, object := range objects {
		assert.Equal(t, map[string]any{"argocd.argoproj.io/sync-wave": "-5", "argocd.argoproj.io/sync-options": "Prune=false"},
			at(object, "metadata", "annotations"), object["kind"])
	}
}
