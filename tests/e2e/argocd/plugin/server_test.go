package plugin

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/argoproj/argo-cd/v3/cmpserver/apiclient"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/util/app/discovery"
	"github.com/argoproj/argo-cd/v3/util/cmp"
	"github.com/stretchr/testify/require"
)

const patience = 60 * time.Second

// server is a running argocd-cmp-server.
type server struct {
	t       testing.TB
	name    string // of the plugin
	sockets string
	log     *safeBuffer
}

type safeBuffer struct {
	mutex  sync.Mutex
	buffer bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.buffer.Write(p)
}

func (b *safeBuffer) String() string {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.buffer.String()
}

func requireEnv(t testing.TB, name string) string {
	value := os.Getenv(name)
	if value == "" {
		t.Fatalf("%s must name a program; use ./run", name)
	}
	return value
}

func repositoryFile(parts ...string) string {
	return filepath.Join(append([]string{"..", "..", "..", ".."}, parts...)...)
}

// start runs argocd-cmp-server with plugin.yaml and a PATH that has agentrender, the directories of `path`, and nothing else.
func start(t testing.TB, pluginFile string, path ...string) *server {
	t.Helper()
	home := t.TempDir()
	config, sockets, work, bin := filepath.Join(home, "config"), filepath.Join(home, "s"), filepath.Join(home, "work"), filepath.Join(home, "bin")
	for _, dir := range []string{config, sockets, work, bin} {
		require.NoError(t, os.Mkdir(dir, 0o755))
	}
	text, err := os.ReadFile(pluginFile)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(config, "plugin.yaml"), text, 0o644))
	require.NoError(t, os.Symlink(requireEnv(t, "AGENTRENDER"), filepath.Join(bin, "agentrender")))

	s := &server{t: t, name: "agentrender", sockets: sockets, log: &safeBuffer{}}
	command := exec.Command(requireEnv(t, "CMP_SERVER"), "--config-dir-path", config)
	command.Env = []string{
		"ARGOCD_PLUGINSOCKFILEPATH=" + sockets, "ARGOCD_CMP_WORKDIR=" + work,
		"PATH=" + strings.Join(append([]string{bin}, path...), ":"), "HOME=" + home,
	}
	s.run(command)
	return s
}

// run starts the server and waits for its socket.
func (s *server) run(command *exec.Cmd) {
	t := s.t
	t.Helper()
	command.Stdout, command.Stderr = s.log, s.log
	require.NoError(t, command.Start())
	t.Cleanup(func() {
		// It goes on serving after SIGTERM.
		_ = command.Process.Kill()
		_ = command.Wait()
		if t.Failed() {
			t.Log(s.log.String())
		}
	})
	// Argo's own client takes the directory of the sockets from here.
	t.Setenv("ARGOCD_PLUGINSOCKFILEPATH", s.sockets)
	require.Eventually(t, func() bool {
		connection, err := net.Dial("unix", filepath.Join(s.sockets, s.name+".sock"))
		if err == nil {
			_ = connection.Close()
		}
		return err == nil
	}, patience, 20*time.Millisecond, "nobody answers at the socket")
}

// application is what the repo-server knows about an Application when it calls a plugin.
type application struct {
	repository string // its root
	path       string
	namespace  string
	parameters v1alpha1.ApplicationSourcePluginParameters
	unnamed    bool // without plugin.name: found by discovery
}

func (a application) env(t testing.TB) []string {
	env := []string{
		"ARGOCD_APP_NAME=demo", "ARGOCD_APP_NAMESPACE=" + a.namespace, "ARGOCD_APP_SOURCE_PATH=" + a.path,
		"KUBE_VERSION=1.34.0", "KUBE_API_VERSIONS=v1,apps/v1",
	}
	parameters, err := a.parameters.Environ()
	require.NoError(t, err)
	return append(env, parameters...)
}

func (a application) dir() string { return filepath.Join(a.repository, a.path) }

// connect finds the plugin as the repo-server does.
func (s *server) connect(ctx context.Context, a application) (apiclient.ConfigManagementPluginServiceClient, error) {
	name := s.name
	if a.unnamed {
		name = ""
	}
	closer, client, err := discovery.DetectConfigManagementPlugin(ctx, a.dir(), a.repository, name, a.env(s.t), nil)
	if err == nil {
		s.t.Cleanup(func() { _ = closer.Close() })
	}
	return client, err
}

// generate asks for manifests as the repo-server does. The error is as the UI shows it.
func (s *server) generate(ctx context.Context, a application) ([]map[string]any, error) {
	client, err := s.connect(ctx, a)
	if err != nil {
		return nil, asShown(err)
	}
	return manifestsFrom(ctx, s.t, client, a)
}

// asShown wraps an error as runManifestGenAsync of the repo-server does.
func asShown(err error) error {
	return fmt.Errorf("CMP processing failed for application %q: %w", "demo", err)
}

func manifestsFrom(ctx context.Context, t testing.TB, client apiclient.ConfigManagementPluginServiceClient, a application) ([]map[string]any, error) {
	stream, err := client.GenerateManifest(ctx)
	if err != nil {
		return nil, asShown(err)
	}
	if err := cmp.SendRepoStream(ctx, a.dir(), a.repository, stream, a.env(t), nil); err != nil {
		return nil, asShown(err)
	}
	response, err := stream.CloseAndRecv()
	if err != nil {
		return nil, asShown(fmt.Errorf("error generating manifests in cmp: %w", err))
	}
	var objects []map[string]any
	for _, text := range response.Manifests {
		object := map[string]any{}
		if err := json.Unmarshal([]byte(text), &object); err != nil {
			return nil, err
		}
		objects = append(objects, object)
	}
	return objects, nil
}

// files writes a repository, path by path.
func files(t testing.TB, texts map[string]string) string {
	root := t.TempDir()
	for path, text := range texts {
		file := filepath.Join(root, path)
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, []byte(text), 0o644))
	}
	return root
}

func agent(name string, more ...string) string {
	return "apiVersion: kubeopencode.io/v1alpha1\nkind: Agent\nmetadata:\n  name: " + name +
		"\nspec:\n  workspaceDir: /workspace\n  serviceAccountName: agent\n" + strings.Join(more, "")
}

// names lists objects as "Kind name".
func names(objects []map[string]any) []string {
	var list []string
	for _, object := range objects {
		list = append(list, fmt.Sprintf("%v %v", object["kind"], at(object, "metadata", "name")))
	}
	return list
}

// at follows keys and list numbers.
func at(value any, path ...any) any {
	for _, step := range path {
		switch key := step.(type) {
		case string:
			value = value.(map[string]any)[key]
		case int:
			value = value.([]any)[key]
		}
	}
	return value
}

func find(objects []map[string]any, kind string) map[string]any {
	for _, object := range objects {
		if object["kind"] == kind {
			return object
		}
	}
	return nil
}

// running lists the processes whose command line has `text`.
func running(text string) []int {
	var found []int
	entries, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, entry := range entries {
		line, _ := os.ReadFile(entry)
		if bytes.Contains(line, []byte(text)) {
			var pid int
			fmt.Sscanf(entry, "/proc/%d/", &pid)
			found = append(found, pid)
		}
	}
	return found
}
