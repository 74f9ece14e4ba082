package agentrender

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
)

const agent = `apiVersion: kubeopencode.io/v1alpha1
kind: Agent
metadata: {name: scout, namespace: tidepool}
spec: {workspaceDir: /workspace, serviceAccountName: scout-runner}
`

func open(t testing.TB, options ...Option) *Renderer {
	t.Helper()
	renderer, err := New(context.Background(), options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = renderer.Close(context.Background()) })
	return renderer
}

func agents(n int) string {
	documents := make([]string, n)
	for i := range documents {
		documents[i] = strings.Replace(agent, "name: scout,", fmt.Sprintf("name: scout-%d,", i), 1)
	}
	return strings.Join(documents, "---\n")
}

func TestGoldenCases(t *testing.T) {
	path := os.Getenv("AGENTRENDER_CASES")
	if path == "" {
		t.Skip("AGENTRENDER_CASES is not set; see wasm/hosts/cases")
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Name    string
		Request struct {
			Sources []Source
			Options Options
		}
		Response Result
	}
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	renderer := open(t)
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			result, err := renderer.RenderWith(context.Background(), c.Request.Options, c.Request.Sources...)
			if err != nil {
				t.Fatal(err)
			}
			if result.Output != c.Response.Output {
				t.Error("the output differs from that of the native library")
			}
			if !reflect.DeepEqual(*result, c.Response) {
				t.Errorf("the problems differ: %v, not %v", result.Problems, c.Response.Problems)
			}
		})
	}
}

func TestProblemsHavePlaces(t *testing.T) {
	text := strings.Replace(agent, "serviceAccountName", "serviceAcountName", 1)
	result, err := open(t).Render(context.Background(), Source{Name: "scout.yaml", Text: text})
	if err != nil {
		t.Fatal(err)
	}
	odd := Problem{Severity: "error", Message: "c", Field: "a\x1b\u2028##[b"}
	if odd.String() != `error: a\x1b\u2028#\x23[b: c` {
		t.Fatal(odd.String())
	}
	if result.Output != "" || result.Err() == nil {
		t.Fatal("an unknown field must be an error and leave no output")
	}
	if got := result.Problems[0]; got.File != "scout.yaml" || got.Line != 4 || got.Object == nil ||
		got.Object.Name != "scout" || !strings.Contains(got.Hint, "serviceAccountName") {
		t.Errorf("unexpected: %+v", got)
	}
	lenient, err := open(t).RenderWith(context.Background(), Options{Lenient: true},
		Source{Name: "scout.yaml", Text: strings.Replace(agent, "spec: {", "spec: {extra: 1, ", 1)})
	if err != nil || lenient.Err() != nil || lenient.Rendered != 1 {
		t.Errorf("lenient: %v %+v", err, lenient)
	}
}

func TestCallsOutliveClosing(t *testing.T) {
	large := Source{Name: "large.yaml", Text: agents(2000)}
	for wait := range 5 {
		renderer, err := New(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		var group sync.WaitGroup
		for range 2 {
			group.Add(1)
			go func() {
				defer group.Done()
				result, err := renderer.Render(context.Background(), large)
				if !errors.Is(err, errClosed) && (err != nil || result.Rendered != 2000) {
					t.Error(err, result)
				}
			}()
		}
		time.Sleep(time.Duration(wait) * 20 * time.Millisecond)
		_ = renderer.Close(context.Background())
		group.Wait()
	}
}

func TestAbout(t *testing.T) {
	renderer := open(t)
	about := renderer.About()
	if about.Version != Version || len(about.Controllers) < 5 {
		t.Errorf("unexpected: %+v", about)
	}
	for _, controller := range append(about.Controllers, "") {
		result, err := renderer.RenderWith(context.Background(), Options{Controller: controller}, Source{Name: "a", Text: agent})
		if err != nil || result.Controller != cmp.Or(controller, about.Controller) {
			t.Errorf("%q: %v %+v", controller, err, result)
		}
	}
}

func TestWrongOptionNamesItsPath(t *testing.T) {
	renderer := open(t)
	for path, options := range map[string]Options{
		"options.format":                  {Format: "xml"},
		"options.podSecurity":             {PodSecurity: "high"},
		"options.images[0].newTag":        {Images: []Image{{Name: "a", NewTag: "!"}}},
		"options.resources.limits.memory": {Resources: &Resources{Limits: map[string]string{"memory": "x"}}},
	} {
		_, err := renderer.RenderWith(context.Background(), options, Source{Name: "a", Text: agent})
		if err == nil || !strings.HasPrefix(err.Error(), "agentrender: "+path+": ") {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestEightInParallel(t *testing.T) {
	renderer := open(t)
	var group sync.WaitGroup
	for worker := range 8 {
		group.Add(1)
		go func() {
			defer group.Done()
			name := fmt.Sprintf("worker-%d", worker)
			for range 20 {
				text := strings.Replace(agent, "name: scout,", "name: "+name+",", 1)
				result, err := renderer.Render(context.Background(), Source{Name: name, Text: text})
				if err != nil || !strings.Contains(result.Output, "name: "+name+"-server") {
					t.Errorf("%s: %v", name, err)
					return
				}
			}
		}()
	}
	group.Wait()
	if kept, most := len(renderer.plain.idle), renderer.config.idle; kept > most {
		t.Errorf("%d instances are kept, at most %d are wanted", kept, most)
	}
}

func TestGarbage(t *testing.T) {
	renderer := open(t)
	random := rand.New(rand.NewSource(1))
	const letters = " \n\t-:{}[]&*!|>'\"%@`#,?ab01\\\x00\x7f"
	for range 300 {
		text := make([]byte, random.Intn(200))
		for i := range text {
			text[i] = letters[random.Intn(len(letters))]
		}
		if _, err := renderer.Render(context.Background(), Source{Name: "garbage", Text: string(text)}); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
	}
	for _, source := range []Source{{}, {Name: "a"}, {Text: "\xff\xfe"}} {
		result, err := renderer.Render(context.Background(), source)
		var refused *RequestError
		if source.Text == "" && source.Name != "" {
			continue // an empty file is an input, if a poor one
		}
		if !errors.As(err, &refused) {
			t.Errorf("%+v: %v %v", source, result, err)
		}
	}
	var refused *RequestError
	_, err := renderer.RenderWith(context.Background(), Options{Format: "xml"}, Source{Name: "a", Text: agent})
	if !errors.As(err, &refused) || !strings.Contains(err.Error(), "xml") {
		t.Error(err)
	}
}

func TestRawRequestsAreAnswered(t *testing.T) {
	renderer := open(t, WithIdle(1))
	for _, request := range []string{"", "null", "[]", "{", `{"sources": 3}`, `{"sources": [null]}`, "\x00",
		strings.Repeat("[", 100000), `{"sources": [], "options": {"namespace": 1}}`} {
		response, err := renderer.plain.idle[0].call(context.Background(), []byte(request))
		if err != nil {
			t.Fatalf("%.40q: %v", request, err)
		}
		var refused *RequestError
		if _, err := decode(response); !errors.As(err, &refused) {
			t.Errorf("%.40q: %s", request, response)
		}
	}
}

func TestCacheDir(t *testing.T) {
	dir := t.TempDir()
	for range 2 {
		renderer, err := New(context.Background(), WithCacheDir(dir))
		if err != nil {
			t.Fatal(err)
		}
		if err := renderer.Close(context.Background()); err != nil {
			t.Fatal(err)
		}
		if _, err := renderer.Render(context.Background()); err == nil {
			t.Error("a closed renderer must refuse")
		}
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) == 0 {
		t.Error("nothing was cached", err)
	}
}

func TestDamagedCacheIsCompiledAnew(t *testing.T) {
	dir := t.TempDir()
	for round := range 3 {
		renderer, err := New(context.Background(), WithCacheDir(dir))
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		if result, err := renderer.Render(ctx, Source{Name: "a.yaml", Text: agent}); err != nil || result.Rendered != 1 {
			t.Fatalf("round %d: %v", round, err)
		}
		cancel()
		if err := renderer.Close(context.Background()); err != nil {
			t.Fatal(err)
		}
		files, _ := filepath.Glob(filepath.Join(dir, "wazero-*", "*"))
		if len(files) != 2 {
			t.Fatalf("expected the module compiled in two ways, found %v", files)
		}
		for i, file := range files {
			if err := os.Truncate(file, int64(i*1000+round*7)); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Only a damaged cache is dropped, and of it only what wazero wrote: neither a wrong module nor a limit costs anything.
func TestOnlyWhatIsDamagedIsDropped(t *testing.T) {
	dir := t.TempDir()
	compile := func(options ...Option) error {
		renderer, err := New(context.Background(), append(options, WithCacheDir(dir))...)
		if err == nil {
			err = renderer.Close(context.Background())
		}
		return err
	}
	if err := compile(); err != nil {
		t.Fatal(err)
	}
	found, _ := filepath.Glob(filepath.Join(dir, "wazero-*", "*"))
	if len(found) != 1 {
		t.Fatalf("expected the compiled module, found %v", found)
	}
	others := []string{filepath.Join(dir, "wazero-notes.txt"), filepath.Join(dir, "wazero-v0.1.0-other", "compiled"),
		filepath.Join(filepath.Dir(found[0]), "notes.txt")}
	for _, other := range others {
		if err := errors.Join(os.MkdirAll(filepath.Dir(other), 0o700), os.WriteFile(other, []byte("mine"), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	kept := func(what string, files ...string) {
		t.Helper()
		for _, file := range files {
			if _, err := os.Stat(file); err != nil {
				t.Errorf("%s: %v", what, err)
			}
		}
	}
	if err := compile(WithModule([]byte("no"))); err == nil || !strings.Contains(err.Error(), "these 2 bytes are not a module") {
		t.Error(err)
	}
	kept("after a wrong module", append(others, found...)...)
	if err := compile(WithMemoryLimit(1 << 20)); !errors.Is(err, ErrMemory) {
		t.Error(err)
	}
	kept("after a small limit", append(others, found...)...)
	if err := errors.Join(os.Truncate(found[0], 1000), compile()); err != nil {
		t.Error(err)
	}
	kept("after a damaged file", append(others, found...)...)
}

func TestFindingsAreErrors(t *testing.T) {
	text := strings.Replace(agent, "serviceAccountName", "serviceAcountName", 1)
	result, err := open(t).Render(context.Background(), Source{Name: "scout.yaml", Text: text})
	if err != nil {
		t.Fatal(err)
	}
	var finding *ProblemError
	if err := fmt.Errorf("wrapped: %w", result.Err()); !errors.As(err, &finding) || finding.Line != 4 || finding.Code != "AR0301" {
		t.Errorf("unexpected: %v", err)
	}
	second := strings.Replace(text, "name: scout", "name: other", 1)
	result, err = open(t).Render(context.Background(), Source{Name: "a.yaml", Text: text}, Source{Name: "b.yaml", Text: second})
	var all *InputError
	if err != nil || !errors.As(fmt.Errorf("wrapped: %w", result.Err()), &all) || len(all.Problems) != 2 {
		t.Fatal(err, result)
	}
	for i, one := range all.Unwrap() {
		if !errors.As(one, &finding) || finding.Problem != all.Problems[i] {
			t.Errorf("unexpected: %v", one)
		}
	}
}

// As the command line says it, at its place.
func TestTextThatIsNotUTF8(t *testing.T) {
	for text, expected := range map[string]string{
		"\xff\xfea": "1:1", "kind: \xc3\xa9\xff\nb: \xff": "1:8", "\xef\xbb\xbfa: \xc3": "1:4", "a: b\r\nc: [\xed\xa0\x80]\n": "2:5",
		`{"a": "` + "\xff" + `"}`: "1:8", "a: \ufffd\n# \xc0\x80": "2:3",
	} {
		result, err := open(t).Render(context.Background(), Source{Name: "a.yaml", Text: text}, Source{Name: "b.yaml", Text: agent})
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		said := "a.yaml:" + expected + ": error: not a YAML text: not UTF-8 (save the file as UTF-8)"
		var finding *ProblemError
		if !errors.As(result.Err(), &finding) || finding.Code != "AR0107" || finding.Error() != said || result.Output != "" {
			t.Errorf("%q: %v", text, result)
		}
	}
}

func TestNotAModule(t *testing.T) {
	if _, err := New(context.Background(), WithModule([]byte("no"))); err == nil {
		t.Error("expected an error")
	}
	empty := []byte("\x00asm\x01\x00\x00\x00")
	if _, err := New(context.Background(), WithModule(empty)); err == nil {
		t.Error("expected an error about the missing functions")
	}
}

func BenchmarkWarmCall(b *testing.B) {
	renderer := open(b)
	for b.Loop() {
		if _, err := renderer.Render(context.Background(), Source{Name: "a.yaml", Text: agent}); err != nil {
			b.Fatal(err)
		}
	}
}
