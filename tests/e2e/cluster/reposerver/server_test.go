// Package reposerver asks Argo CD's real repo-server for manifests, with the plugin in its sidecar.
package reposerver

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/reposerver/apiclient"
	"github.com/argoproj/argo-cd/v3/util/argo"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

const patience = 120 * time.Second

// server is a repo-server with a sidecar, and a repository that it reads.
type server struct {
	t          *testing.T
	repository string
	client     apiclient.RepoServerServiceClient
}

func freeAddress(t *testing.T) (string, string) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	require.NoError(t, err)
	return listener.Addr().String(), port
}

func deps(name string) string { return filepath.Join(os.Getenv("DEPS"), "bin", name) }

func fromRoot(parts ...string) string {
	return filepath.Join(append([]string{"..", "..", "..", ".."}, parts...)...)
}

// run starts one of the servers, by its name in `bin`, and ends it by its own process id.
func run(t *testing.T, log string, env []string, program string, arguments ...string) {
	file, err := os.Create(log)
	require.NoError(t, err)
	command := exec.Command(program, arguments...)
	command.Stdout, command.Stderr, command.Env = file, file, env
	require.NoError(t, command.Start())
	t.Cleanup(func() {
		_ = command.Process.Kill() // the sidecar goes on serving after SIGTERM
		_ = command.Wait()
		if text, _ := os.ReadFile(log); t.Failed() {
			t.Logf("%s:\n%s", log, text)
		}
	})
}

// start runs both servers for a repository of these files.
func start(t *testing.T, texts map[string]string) *server {
	return startWith(t, texts, fromRoot("argocd-plugin", "plugin.yaml"))
}

// home is a folder with the programs of both servers, and the plugin's configuration.
func home(t *testing.T, pluginFile string) string {
	folder := t.TempDir()
	for _, name := range []string{"bin", "s", "work", "tmp", "config"} {
		require.NoError(t, os.Mkdir(filepath.Join(folder, name), 0o755))
	}
	for name, target := range map[string]string{
		"agentrender": os.Getenv("AGENTRENDER"), "kustomize": deps("kustomize"), "helm": deps("helm3"),
		"argocd-repo-server": deps("argocd-servers"), "argocd-cmp-server": deps("argocd-servers"),
	} {
		require.NoError(t, os.Symlink(target, filepath.Join(folder, "bin", name)))
	}
	plugin, err := os.ReadFile(pluginFile)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(folder, "config", "plugin.yaml"), plugin, 0o644))
	return folder
}

// startWith takes another plugin.yaml.
func startWith(t *testing.T, texts map[string]string, pluginFile string) *server {
	home := home(t, pluginFile)
	at := func(name string) string { return filepath.Join(home, name) }
	redis := miniredis.RunT(t)
	address, port := freeAddress(t)
	_, metrics := freeAddress(t)
	env := []string{
		"PATH=" + at("bin") + ":" + os.Getenv("PATH"), "HOME=" + home, "TMPDIR=" + at("tmp"), "ARGOCD_GPG_ENABLED=false",
		"ARGOCD_PLUGINSOCKFILEPATH=" + at("s"), "ARGOCD_CMP_WORKDIR=" + at("work"), "ARGOCD_ASK_PASS_SOCK=" + at("ask.sock"),
	}
	run(t, at("cmp-server.log"), env, at("bin/argocd-cmp-server"), "--config-dir-path", at("config"))
	run(t, at("repo-server.log"), env, at("bin/argocd-repo-server"), "--disable-tls", "--redis", redis.Addr(),
		"--address", "127.0.0.1", "--port", port, "--metrics-address", "127.0.0.1", "--metrics-port", metrics)
	s := &server{t: t, repository: at("repository")}
	s.commit(texts)
	require.Eventually(t, func() bool {
		connection, err := net.Dial("tcp", address)
		if err == nil {
			_ = connection.Close()
		}
		_, missing := os.Stat(at("s/agentrender.sock"))
		return err == nil && missing == nil
	}, patience, 50*time.Millisecond, "the servers do not answer")
	closer, client, err := apiclient.NewRepoServerClientset(address, 120, apiclient.TLSConfiguration{DisableTLS: true}).NewRepoServerClient()
	require.NoError(t, err)
	t.Cleanup(func() { _ = closer.Close() })
	s.client = client
	return s
}

// commit makes the repository what `texts` says.
func (s *server) commit(texts map[string]string) {
	for path, text := range texts {
		file := filepath.Join(s.repository, path)
		require.NoError(s.t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(s.t, os.WriteFile(file, []byte(text), 0o644))
	}
	for _, arguments := range [][]string{
		{"init", "-q", "-b", "main"}, {"add", "--all"},
		{"-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "-q", "-m", "agents"},
	} {
		command := exec.Command("git", arguments...)
		command.Dir = s.repository
		output, err := command.CombinedOutput()
		require.NoError(s.t, err, string(output))
	}
}

// application is what an Application says of its source.
type application struct {
	path       string
	unnamed    bool // names no plugin: that is up to the sidecar's discovery
	parameters v1alpha1.ApplicationSourcePluginParameters
	kustomize  string // build options of argocd-cm; then kustomize renders and no plugin
}

func (s *server) generate(a application) ([]map[string]any, error) {
	source := &v1alpha1.ApplicationSource{RepoURL: "file://" + s.repository, Path: a.path, TargetRevision: "main"}
	request := &apiclient.ManifestRequest{
		Repo: &v1alpha1.Repository{Repo: source.RepoURL, Type: "git"}, Revision: "main", AppName: "demo", Namespace: "team-a",
		ApplicationSource: source, ProjectName: "default", ProjectSourceRepos: []string{"*"},
		AppLabelKey: "app.kubernetes.io/instance", TrackingMethod: string(v1alpha1.TrackingMethodAnnotation),
		NoCache:     true, // its key knows no build options
		KubeVersion: "1.34.0", ApiVersions: []string{"v1", "apps/v1"},
	}
	if a.kustomize != "" {
		source.Kustomize = &v1alpha1.ApplicationSourceKustomize{}
		request.KustomizeOptions = &v1alpha1.KustomizeOptions{BuildOptions: a.kustomize}
	} else if !a.unnamed {
		source.Plugin = &v1alpha1.ApplicationSourcePlugin{Name: "agentrender", Parameters: a.parameters}
	}
	response, err := s.client.GenerateManifest(context.Background(), request)
	if err != nil {
		return nil, err
	}
	var objects []map[string]any
	for _, text := range response.Manifests {
		object := map[string]any{}
		require.NoError(s.t, json.Unmarshal([]byte(text), &object))
		objects = append(objects, object)
	}
	return objects, nil
}

func agent(name string, more ...string) string {
	return "apiVersion: kubeopencode.io/v1alpha1\nkind: Agent\nmetadata:\n  name: " + name +
		"\nspec:\n  workspaceDir: /workspace\n  serviceAccountName: agent\n" + strings.Join(more, "")
}

// names lists objects as "Kind name".
func names(objects []map[string]any) []string {
	var list []string
	for _, object := range objects {
		list = append(list, fmt.Sprintf("%v %v", object["kind"], object["metadata"].(map[string]any)["name"]))
	}
	return list
}

// rendered is what a command prints in the repository, with the programs of the servers.
func (s *server) rendered(command string) []map[string]any {
	s.t.Helper()
	shell := exec.Command("bash", "-eo", "pipefail", "-c", command)
	shell.Dir = s.repository
	shell.Env = append(os.Environ(), "PATH="+filepath.Join(filepath.Dir(s.repository), "bin")+":"+os.Getenv("PATH"))
	output, err := shell.Output()
	require.NoError(s.t, err, command)
	return parsed(s.t, output)
}

// same compares objects whole, but for their order and the tracking that Argo CD adds.
func same(t *testing.T, expected, objects []map[string]any) {
	t.Helper()
	assert.Equal(t, byName(t, expected), byName(t, objects))
}

func byName(t *testing.T, objects []map[string]any) map[string]string {
	t.Helper()
	found := map[string]string{}
	for number, name := range names(objects) {
		object := (&unstructured.Unstructured{Object: objects[number]}).DeepCopy()
		require.NoError(t, argo.NewResourceTracking().RemoveAppInstance(object, string(v1alpha1.TrackingMethodAnnotation)))
		text, err := json.MarshalIndent(object, "", "  ")
		require.NoError(t, err)
		require.NotContains(t, found, name)
		found[name] = string(text)
	}
	return found
}

func list(name string, values ...string) v1alpha1.ApplicationSourcePluginParameter {
	return v1alpha1.ApplicationSourcePluginParameter{Name: name, OptionalArray: &v1alpha1.OptionalArray{Array: values}}
}

func pairs(name, key, value string) v1alpha1.ApplicationSourcePluginParameter {
	return v1alpha1.ApplicationSourcePluginParameter{Name: name, OptionalMap: &v1alpha1.OptionalMap{Map: map[string]string{key: value}}}
}

func text(name, value string) v1alpha1.ApplicationSourcePluginParameter {
	return v1alpha1.ApplicationSourcePluginParameter{Name: name, String_: &value}
}

// folder reads a folder of this repository as files of another one.
func folder(t *testing.T, parts ...string) map[string]string {
	root := fromRoot(parts...)
	texts := map[string]string{}
	require.NoError(t, filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(fromRoot(), path)
		texts[name] = string(text)
		return err
	}))
	return texts
}
