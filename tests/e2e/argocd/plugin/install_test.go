package plugin

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

// build adds components to Argo CD's own install.yaml with kustomize, and gives what comes out by "Kind name".
func build(t *testing.T, components ...string) map[string]*unstructured.Unstructured {
	module, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/argoproj/argo-cd/v3").Output()
	require.NoError(t, err)
	upstream, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(module)), "manifests", "install.yaml"))
	require.NoError(t, err)
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "install.yaml"), upstream, 0o644))
	text := "namespace: argocd\nresources: [install.yaml]\ncomponents:\n"
	for _, component := range components {
		source, err := filepath.Abs(repositoryFile("argocd-plugin", component))
		require.NoError(t, err)
		relative, err := filepath.Rel(dir, source)
		require.NoError(t, err)
		text += "- " + relative + "\n"
	}
	require.NoError(t, os.WriteFile(filepath.Join(dir, "kustomization.yaml"), []byte(text), 0o644))
	var errors bytes.Buffer
	command := exec.Command(requireEnv(t, "KUSTOMIZE"), "build", dir)
	command.Stderr = &errors
	output, err := command.Output()
	require.NoError(t, err, errors.String())
	objects := map[string]*unstructured.Unstructured{}
	for _, document := range strings.Split(string(output), "\n---\n") {
		object := &unstructured.Unstructured{}
		require.NoError(t, yaml.Unmarshal([]byte(document), &object.Object))
		objects[object.GetKind()+" "+object.GetName()] = object
	}
	return objects
}

func byName(list any) map[string]any {
	found := map[string]any{}
	for _, item := range list.([]any) {
		found[at(item, "name").(string)] = item
	}
	return found
}

func TestInstallComponent(t *testing.T) {
	before, after := build(t), build(t, "install")
	assert.Len(t, after, len(before))
	for name, object := range before {
		if name != "Deployment argocd-repo-server" {
			assert.Equal(t, object, after[name])
		}
	}
	deployment := after["Deployment argocd-repo-server"]
	require.NotNil(t, asStored(t, deployment)) // strictly read
	spec := at(deployment.Object, "spec", "template", "spec")
	containers := byName(at(spec, "containers"))
	upstream := byName(at(before["Deployment argocd-repo-server"].Object, "spec", "template", "spec", "containers"))
	assert.Equal(t, upstream["argocd-repo-server"], containers["argocd-repo-server"])

	sidecar := containers["agentrender"]
	assert.Regexp(t, `^ghcr\.io/kubeopencode/agentrender-argocd:v\d`, at(sidecar, "image"))
	security := at(sidecar, "securityContext").(map[string]any)
	for key, value := range at(upstream["argocd-repo-server"], "securityContext").(map[string]any) {
		assert.Equal(t, value, security[key], "no weaker than the repo-server: %s", key)
	}
	volumes := byName(at(spec, "volumes"))
	for _, mount := range at(sidecar, "volumeMounts").([]any) {
		assert.Contains(t, volumes, at(mount, "name"))
	}
	assert.Equal(t, "Memory", at(volumes["agentrender-tmp"], "emptyDir", "medium"))
	assert.Contains(t, at(volumes["agentrender-tmp"], "emptyDir"), "sizeLimit")
}

func TestDiscoveryComponent(t *testing.T) {
	objects := build(t, "install", "install/discovery")
	deployment := objects["Deployment argocd-repo-server"]
	require.NotNil(t, asStored(t, deployment))
	volumes := byName(at(deployment.Object, "spec", "template", "spec", "volumes"))
	configMap := at(volumes["agentrender-plugin"], "configMap", "name").(string)
	require.Contains(t, objects, "ConfigMap "+configMap, "the name has the hash of the content, so a change restarts the pod")
	want, err := os.ReadFile(discoveryFile)
	require.NoError(t, err)
	assert.Equal(t, string(want), at(objects["ConfigMap "+configMap].Object, "data", "plugin.yaml"))
}

func applicationWith(t *testing.T, given parameters) application {
	return application{path: "app", parameters: given, repository: files(t, map[string]string{"app/a.yaml": agent("a")})}
}

func TestExamplesAreOfArgoCDsTypes(t *testing.T) {
	for file, object := range map[string]any{"application.yaml": &v1alpha1.Application{}, "applicationset.yaml": &v1alpha1.ApplicationSet{}} {
		text, err := os.ReadFile(repositoryFile("argocd-plugin", "examples", file))
		require.NoError(t, err)
		require.NoError(t, yaml.UnmarshalStrict(text, object), file)
	}
	var example v1alpha1.Application
	text, err := os.ReadFile(repositoryFile("argocd-plugin", "examples", "application.yaml"))
	require.NoError(t, err)
	require.NoError(t, yaml.Unmarshal(text, &example))
	s := start(t, pluginFile)
	_, err = s.generate(t.Context(), applicationWith(t, example.Spec.Source.Plugin.Parameters))
	require.NoError(t, err, "the example's parameters are taken")
}

// The image has two files and no shell, no libc and no /etc: the server and the plugin run so, as user 999.
func TestImageFromScratch(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root for chroot")
	}
	root := t.TempDir()
	put := func(source, path string) {
		target := filepath.Join(root, path)
		require.NoError(t, os.MkdirAll(filepath.Dir(target), 0o755))
		content, err := os.ReadFile(source)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(target, content, 0o755))
	}
	put(requireEnv(t, "CMP_SERVER"), "var/run/argocd/argocd-cmp-server")
	put(requireEnv(t, "AGENTRENDER"), "usr/local/bin/agentrender")
	put(pluginFile, "home/argocd/cmp-server/config/plugin.yaml")
	for _, dir := range []string{"tmp", "home/argocd/cmp-server/plugins"} {
		require.NoError(t, os.MkdirAll(filepath.Join(root, dir), 0o755))
		require.NoError(t, os.Chown(filepath.Join(root, dir), 999, 999))
	}
	require.NoError(t, os.Mkdir(filepath.Join(root, "dev"), 0o755))
	require.NoError(t, syscall.Mknod(filepath.Join(root, "dev", "null"), syscall.S_IFCHR|0o666, 1<<8|3))
	require.NoError(t, os.Chmod(filepath.Join(root, "dev", "null"), 0o666))
	for dir := root; dir != "/tmp" && dir != "/"; dir = filepath.Dir(dir) {
		require.NoError(t, os.Chmod(dir, 0o755))
	}
	s := &server{t: t, name: "agentrender", sockets: filepath.Join(root, "home/argocd/cmp-server/plugins"), log: &safeBuffer{}}
	command := exec.Command("/var/run/argocd/argocd-cmp-server")
	command.Dir = "/"
	command.Env = []string{"PATH=/usr/local/bin"}
	command.SysProcAttr = &syscall.SysProcAttr{Chroot: root, Credential: &syscall.Credential{Uid: 999, Gid: 999}}
	s.run(command)
	objects, err := s.generate(t.Context(), application{path: "app", repository: files(t, map[string]string{"app/a.yaml": agent("a")})})
	require.NoError(t, err)
	assert.Len(t, objects, 2)
}
