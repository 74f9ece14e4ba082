package kyaml

import (
	"bytes"
	"context"
	"strings"
	"testing"

	agentrender "github.com/kubeopencode/agentrender/wasm/hosts/go"

	"sigs.k8s.io/kustomize/kyaml/fn/framework"
	"sigs.k8s.io/kustomize/kyaml/kio"
)

const list = `apiVersion: config.kubernetes.io/v1
kind: ResourceList
items:
- apiVersion: v1
  kind: Secret # stays
  metadata:
    name: token
    annotations:
      internal.config.kubernetes.io/needsHashSuffix: enabled
- apiVersion: kubeopencode.io/v1alpha1
  kind: Agent
  metadata:
    name: scout
    namespace: tidepool
    annotations:
      internal.config.kubernetes.io/prefixes: p1-
  spec:
    workspaceDir: /workspace
    serviceAccountName: scout-runner
`

func process(t *testing.T, text string) (string, error) {
	t.Helper()
	ctx := context.Background()
	renderer, err := agentrender.New(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = renderer.Close(ctx) })
	var out bytes.Buffer
	err = framework.Execute(&Processor{Renderer: renderer}, &kio.ByteReadWriter{
		Reader: strings.NewReader(text), Writer: &out, KeepReaderAnnotations: true})
	return out.String(), err
}

func TestRenders(t *testing.T) {
	out, err := process(t, list)
	if err != nil {
		t.Fatal(err)
	}
	for _, wanted := range []string{"kind: Secret # stays", "needsHashSuffix: enabled", "kind: Deployment",
		"name: scout-server", "prefixes: p1-"} {
		if !strings.Contains(out, wanted) {
			t.Errorf("no %q in\n%s", wanted, out)
		}
	}
	if strings.Contains(out, "kind: Agent") {
		t.Error("the Agent is still there")
	}
}

func TestErrorsAreResults(t *testing.T) {
	out, err := process(t, strings.Replace(list, "workspaceDir", "workspaceDri", 1))
	if err == nil || !strings.Contains(err.Error(), "workspaceDri") {
		t.Errorf("unexpected: %v", err)
	}
	if !strings.Contains(out, "kind: Agent") || !strings.Contains(out, "path: spec.workspaceDri") {
		t.Errorf("expected the items as they came, and results:\n%s", out)
	}
}

func TestConfig(t *testing.T) {
	for config, wanted := range map[string]string{
		"apiVersion: render.kubeopencode.io/v1alpha1, kind: AgentRender, spec: {keepInputs: true}": "kind: Agent",
		"apiVersion: v1, kind: ConfigMap, data: {namespace: cove}":                                 "namespace: cove",
		"apiVersion: render.kubeopencode.io/v1alpha1, kind: AgentRender, spec: {keepInput: true}":  "keepInput",
		"apiVersion: v1, kind: ConfigMap, data: {controllerVersion: v0.1.10}":                      "is not one of v0.1.2",
		"apiVersion: v1, kind: ConfigMap, data: {keepInputs: perhaps}":                             "perhaps",
		"apiVersion: example.com/v1, kind: Wrong":                                                  `"Wrong" of "example.com/v1"`,
	} {
		text := strings.Replace(list, "    namespace: tidepool\n", "", 1) + "functionConfig: {metadata: {name: config}, " + config + "}\n"
		out, err := process(t, text)
		if err != nil {
			out = err.Error()
		}
		if !strings.Contains(out, wanted) {
			t.Errorf("%s: no %q in\n%s", config, wanted, out)
		}
	}
}

// The functionConfig alone counts: an item is somebody's file.
func TestSettingsAmongItemsStay(t *testing.T) {
	out, err := process(t, list+`- apiVersion: render.kubeopencode.io/v1alpha1
  kind: AgentRender
  metadata:
    name: other
  spec:
    keepInputs: true
`)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out, "kind: AgentRender") || strings.Contains(out, "kind: Agent\n") {
		t.Errorf("the AgentRender is gone, or was taken for settings:\n%s", out)
	}
}
