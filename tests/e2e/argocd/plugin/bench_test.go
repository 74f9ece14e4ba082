package plugin

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/argoproj/argo-cd/v3/cmpserver/apiclient"
	"github.com/stretchr/testify/require"
)

// benchApplication has Agents, ten or BENCH_AGENTS, each in a file, and what they become in a file `printed`.
func benchApplication(b *testing.B) (a application, agents int) {
	agents = 10
	if text := os.Getenv("BENCH_AGENTS"); text != "" {
		var err error
		agents, err = strconv.Atoi(text)
		require.NoError(b, err)
	}
	texts := map[string]string{}
	for i := range agents {
		texts[fmt.Sprintf("app/agent-%d.yaml", i)] = agent(fmt.Sprintf("agent-%d", i), "  contexts:\n  - {type: Text, text: Tests come before the merge.}\n")
	}
	a = application{path: "app", namespace: "team-a", repository: files(b, texts)}
	generate := exec.Command(requireEnv(b, "AGENTRENDER"), "argocd", "generate")
	generate.Dir, generate.Env = a.dir(), a.env(b)
	output, err := generate.Output()
	require.NoError(b, err)
	require.NoError(b, os.WriteFile(filepath.Join(a.dir(), "printed"), output, 0o644))
	return a, agents
}

// printingPlugin is the file of a plugin that only prints `printed`.
func printingPlugin(b *testing.B) string {
	text, err := os.ReadFile(pluginFile)
	require.NoError(b, err)
	file := filepath.Join(b.TempDir(), "plugin.yaml")
	text = bytes.Replace(text, []byte("[agentrender, argocd, generate]"), []byte("[cat, printed]"), 1)
	require.NoError(b, os.WriteFile(file, text, 0o644))
	return file
}

// What the plugin adds to a GenerateManifest call, against a plugin that only prints. Calls of both take turns; the
// figures are milliseconds.
func BenchmarkGenerate(b *testing.B) {
	a, agents := benchApplication(b)
	connect := func(pluginFile string) apiclient.ConfigManagementPluginServiceClient {
		client, err := start(b, pluginFile, "/usr/bin", "/bin").connect(b.Context(), a)
		require.NoError(b, err)
		return client
	}
	names := []string{"cat", "agentrender"}
	clients := []apiclient.ConfigManagementPluginServiceClient{connect(printingPlugin(b)), connect(pluginFile)}
	times := make([][]float64, len(clients))
	for b.Loop() {
		for i, client := range clients {
			begin := time.Now()
			objects, err := manifestsFrom(b.Context(), b, client, a)
			times[i] = append(times[i], time.Since(begin).Seconds()*1000)
			require.NoError(b, err)
			require.Len(b, objects, 3*agents)
		}
	}
	b.ReportMetric(0, "ns/op")
	for i, name := range names {
		slices.Sort(times[i])
		b.ReportMetric(times[i][0], name+"-least")
		b.ReportMetric(times[i][len(times[i])/2], name+"-median")
	}
	b.ReportMetric(times[1][0]-times[0][0], "more-least")
	b.ReportMetric(times[1][len(times[1])/2]-times[0][len(times[0])/2], "more-median")
}
