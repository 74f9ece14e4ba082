// The tools that the plugin runs: kustomize and Helm.
package plugin

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// slowKustomize is a directory with a kustomize that never ends.
func slowKustomize(t *testing.T) (dir, mark string) {
	dir = t.TempDir()
	mark = "31536000." + fmt.Sprint(os.Getpid()) + fmt.Sprint(time.Now().UnixNano()%100000)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "kustomize"), []byte("#!/bin/sh\nexec /bin/sleep "+mark+"\n"), 0o755))
	return dir, mark
}

func kustomizeApplication(t *testing.T) application {
	return application{path: "app", repository: files(t, map[string]string{
		"app/a.yaml": agent("a"), "app/kustomization.yaml": "resources: [a.yaml]\n",
	})}
}

func TestDeadline(t *testing.T) {
	dir, mark := slowKustomize(t)
	s := start(t, pluginFile, dir)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	begin := time.Now()
	_, err := s.generate(ctx, kustomizeApplication(t))
	require.ErrorContains(t, err, "`agentrender argocd generate` failed signal: killed")
	assert.Less(t, time.Since(begin), 10*time.Second)
	assert.Eventually(t, func() bool { return len(running(mark)) == 0 }, patience, 50*time.Millisecond, "the child outlives the call")
}

func TestKilled(t *testing.T) {
	dir, mark := slowKustomize(t)
	s := start(t, pluginFile, dir)
	result := make(chan error, 1)
	a := kustomizeApplication(t)
	go func() {
		_, err := s.generate(t.Context(), a)
		result <- err
	}()
	var child int
	require.Eventually(t, func() bool {
		for _, pid := range running(mark) {
			child = pid
		}
		return child != 0
	}, patience, 20*time.Millisecond)
	require.NoError(t, syscall.Kill(parentOf(t, child), syscall.SIGKILL))
	assert.ErrorContains(t, <-result, "`agentrender argocd generate` failed signal: killed")
	assert.Eventually(t, func() bool { return len(running(mark)) == 0 }, patience, 50*time.Millisecond, "the child outlives the call")

	objects, err := s.generate(t.Context(), application{path: "app", repository: files(t, map[string]string{"app/a.yaml": agent("a")})})
	require.NoError(t, err)
	assert.Len(t, objects, 2)
}

func parentOf(t *testing.T, pid int) int {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	require.NoError(t, err)
	_, rest, _ := strings.Cut(string(stat), ") ")
	var state string
	var parent int
	_, err = fmt.Sscanf(rest, "%s %d", &state, &parent)
	require.NoError(t, err)
	return parent
}

func TestKustomize(t *testing.T) {
	s := start(t, pluginFile, filepath.Dir(requireEnv(t, "KUSTOMIZE")))
	repository := files(t, map[string]string{
		"base/agent.yaml":          agent("reviewer"),
		"base/kustomization.yaml":  "resources: [agent.yaml]\n",
		"app/kustomization.yaml":   "resources: [../base]\nnamePrefix: prod-\nnamespace: prod\n",
		"bad/kustomization.yaml":   "resources: [../nothing]\n",
		"worse/agent.yaml":         agent("a", "  colour: red\n"),
		"worse/kustomization.yaml": "resources: [agent.yaml]\n",
	})
	objects, err := s.generate(t.Context(), application{path: "app", repository: repository})
	require.NoError(t, err)
	assert.Equal(t, []string{"Deployment prod-reviewer-server", "Service prod-reviewer"}, names(objects))
	assert.Equal(t, "prod", at(objects[0], "metadata", "namespace"))

	_, err = s.generate(t.Context(), application{path: "bad", repository: repository})
	assert.ErrorContains(t, err, "exit status 1: bad: error: kustomize failed with status 1\nkustomize: ")
	_, err = s.generate(t.Context(), application{path: "worse", repository: repository})
	assert.ErrorContains(t, err, "output of kustomize: error: Agent a: spec.colour: unknown field")
}

func TestHelm(t *testing.T) {
	bin := t.TempDir()
	require.NoError(t, os.Symlink(requireEnv(t, "HELM"), filepath.Join(bin, "helm")))
	s := start(t, pluginFile, bin)
	repository := files(t, map[string]string{
		"chart/Chart.yaml":  "apiVersion: v2\nname: agents\nversion: 1.0.0\n",
		"chart/values.yaml": "names: [one]\n",
		"chart/prod.yaml":   "names: [two, three]\n",
		"chart/templates/agents.yaml": "{{- range .Values.names }}\n---\n" + agent("{{ $.Release.Name }}-{{ . }}") + "{{- end }}\n" +
			"---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: facts, namespace: {{ .Release.Namespace }}}\n" +
			"data: {version: {{ .Capabilities.KubeVersion.Version | quote }}}\n",
	})
	generate := func(values ...string) ([]map[string]any, error) {
		return s.generate(t.Context(), application{path: "chart", namespace: "team-a", repository: repository, parameters: parameters{array("helm-values", values...)}})
	}
	objects, err := generate()
	require.NoError(t, err)
	assert.ElementsMatch(t, []string{"Deployment demo-one-server", "Service demo-one", "ConfigMap facts"}, names(objects))
	facts := find(objects, "ConfigMap")
	assert.Equal(t, "team-a", at(facts, "metadata", "namespace"))
	assert.Equal(t, "v1.34.0", at(facts, "data", "version"))

	objects, err = generate("prod.yaml")
	require.NoError(t, err)
	assert.Len(t, objects, 5)

	for _, outside := range []string{"/etc/passwd", "../../../../../etc/passwd", "https://example.com/values.yaml", "nothing.yaml"} {
		_, err = generate(outside)
		assert.ErrorContains(t, err, "error: helm-values: there is no such file in the repository")
	}
	require.NoError(t, os.WriteFile(filepath.Join(repository, "chart", "prod.yaml"), []byte("names: 5\n"), 0o644))
	_, err = generate("prod.yaml")
	assert.ErrorContains(t, err, "exit status 1: chart: error: helm failed with status 1\nhelm: Error: ")
}
