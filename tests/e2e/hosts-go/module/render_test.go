package team

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	agentrender "github.com/kubeopencode/agentrender/wasm/hosts/go"
)

const agent = `{apiVersion: kubeopencode.io/v1alpha1, kind: Agent, metadata: {name: scout, namespace: tidepool},
  spec: {workspaceDir: /workspace, serviceAccountName: scout-runner}}`

// The README's example, as somebody uses it who has the package from a release.
func TestRender(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	renderer, err := agentrender.New(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer renderer.Close(ctx)
	result, err := renderer.Render(ctx, agentrender.Source{Name: "scout.yaml", Text: agent})
	if err != nil || result.Err() != nil || !strings.Contains(result.Output, "name: scout-server") {
		t.Fatal(err, result)
	}
	wrong := strings.Replace(agent, "workspaceDir", "workspaceDri", 1)
	result, err = renderer.Render(ctx, agentrender.Source{Name: "scout.yaml", Text: wrong})
	if err != nil {
		t.Fatal(err)
	}
	var finding *agentrender.ProblemError
	if !errors.As(result.Err(), &finding) || finding.File != "scout.yaml" || finding.Line != 2 {
		t.Fatal(result.Err())
	}
}
