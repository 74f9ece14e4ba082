// What agentrender prints for generated texts against what Go's readers read: in each format the values of the input, and
// a text that is refused by one is refused by the other. What differs must be listed, with its reason.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"

	"k8s.io/apimachinery/pkg/runtime"
	k8syaml "k8s.io/apimachinery/pkg/util/yaml"
)

type decoder interface{ Decode(into any) error }

func readAll(d decoder) ([]any, error) {
	var documents []any
	for {
		var extension runtime.RawExtension
		if err := d.Decode(&extension); errors.Is(err, io.EOF) {
			return documents, nil
		} else if err != nil {
			return nil, err
		}
		if raw := bytes.TrimSpace(extension.Raw); len(raw) == 0 || bytes.Equal(raw, []byte("null")) {
			continue
		}
		value, err := decode(extension.Raw)
		if err != nil {
			return nil, err
		}
		documents = append(documents, value)
	}
}

// As kubectl reads files, and as Argo CD does.
func byKubectl(text []byte) ([]any, error) {
	return readAll(k8syaml.NewYAMLOrJSONDecoder(bytes.NewReader(text), 4096))
}
func byArgo(text []byte) ([]any, error) {
	return readAll(k8syaml.NewYAMLToJSONDecoder(bufio.NewReader(bytes.NewReader(text))))
}

// Each stretch between lines of `...` by itself: kubectl reads none behind the first.
func byParts(text []byte) ([]any, error) {
	var documents []any
	for _, part := range endOfDocument.Split(string(text), -1) {
		read, err := byArgo([]byte(part))
		if err != nil {
			return nil, err
		}
		documents = append(documents, read...)
	}
	return documents, nil
}

var endOfDocument = regexp.MustCompile(`(?m)^\.\.\.(?:[ \t][^\n]*)?\r?$\n?`)

// Equal as JSON, numbers by value: -0 is 0.
func equal(a, b any) bool {
	switch x := a.(type) {
	case json.Number:
		y, ok := b.(json.Number)
		return ok && equalNumbers(x, y)
	case []any:
		y, ok := b.([]any)
		return ok && slices.EqualFunc(x, y, equal)
	case map[string]any:
		y, ok := b.(map[string]any)
		return ok && maps.EqualFunc(x, y, equal)
	}
	return reflect.DeepEqual(a, b)
}

func equalNumbers(a, b json.Number) bool {
	p, _ := new(big.Rat).SetString(a.String())
	q, _ := new(big.Rat).SetString(b.String())
	if p == nil || q == nil {
		return false
	}
	// To the API server, a number that does not fit 64 bits is a double.
	f, _ := p.Float64()
	g, _ := q.Float64()
	return p.Cmp(q) == 0 || (f == g && p.Num().BitLen() > 64)
}

type answer struct {
	output []byte
	code   string // the finding with its code, when it is refused
}

var codePattern = regexp.MustCompile(`error: (.*\[AR\d+\])`)

var lineNumber = regexp.MustCompile(`line \d+: `)

func render(program string, text []byte, format string) (answer, error) {
	command := exec.Command(program, "render", "-q", "--report=lines", "-o", format)
	command.Stdin = bytes.NewReader(text)
	var complaints bytes.Buffer
	command.Stderr = &complaints
	output, err := command.Output()
	if err == nil {
		return answer{output: output}, nil
	}
	if found := codePattern.FindSubmatch(complaints.Bytes()); found != nil && command.ProcessState.ExitCode() == 1 {
		return answer{code: string(found[1])}, nil
	}
	return answer{}, fmt.Errorf("%v: %s", err, complaints.String())
}

// The items of a List in its place.
func expanded(documents []any) []any {
	var all []any
	for _, document := range documents {
		if object, ok := document.(map[string]any); ok && object["kind"] == "List" {
			items, _ := object["items"].([]any)
			all = append(all, items...)
		} else {
			all = append(all, document)
		}
	}
	return all
}

// A List as a ResourceList: what the function gives back has the same items.
func compareFunction(program string, text []byte, want []any) error {
	rest, isList := bytes.CutPrefix(text, []byte("apiVersion: v1\nkind: List\n"))
	if !isList {
		return nil
	}
	command := exec.Command(program, "fn")
	command.Stdin = bytes.NewReader(append([]byte("apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n"), rest...))
	output, err := command.Output()
	if err != nil {
		return fmt.Errorf("fn: %v: %s", err, output)
	}
	read, err := byArgo(output)
	if err != nil || len(read) != 1 {
		return fmt.Errorf("Go does not read what fn gives: %v", err)
	}
	if items, _ := read[0].(map[string]any)["items"].([]any); !equal(any(items), any(want)) {
		return fmt.Errorf("fn gives %s, ndjson is %s", show(items), show(want))
	}
	return nil
}

// What is to be said of one text; empty when all readers agree, or the key of a listed difference.
func compare(program string, text []byte) (string, error) {
	want, refused := byParts(text)
	want = expanded(want)
	asJSON, err := render(program, text, "ndjson")
	if err != nil {
		return "", err
	}
	asYAML, err := render(program, text, "yaml")
	if err != nil {
		return "", err
	}
	if asJSON.code != asYAML.code {
		return "", fmt.Errorf("ndjson gives %q and yaml %q", asJSON.code, asYAML.code)
	}
	if asJSON.code != "" && refused != nil {
		return "", nil
	}
	if asJSON.code != "" {
		return "refused " + asJSON.code, nil
	}
	got, err := readLines(asJSON.output)
	if err != nil {
		return "", err
	}
	if err := compareYAML(asYAML.output, got); err != nil {
		return "", err
	}
	if err := compareFunction(program, text, got); err != nil {
		return "", err
	}
	if refused != nil {
		return "taken " + lineNumber.ReplaceAllString(refused.Error(), ""), nil
	}
	if equal(any(want), any(got)) {
		return endedDocuments(text, want), nil
	}
	return reason(string(text), want, got)
}

// The objects of ndjson.
func readLines(output []byte) ([]any, error) {
	var got []any
	for _, line := range bytes.Split(bytes.TrimSuffix(output, []byte("\n")), []byte("\n")) {
		if len(line) == 0 {
			continue
		}
		value, err := decode(line)
		if err != nil {
			return nil, fmt.Errorf("ndjson: %v: %s", err, line)
		}
		got = append(got, value)
	}
	return got, nil
}

// Go's readers read what -o yaml prints as the objects of ndjson.
func compareYAML(output []byte, got []any) error {
	for _, reader := range []struct {
		name string
		read func([]byte) ([]any, error)
	}{{"kubectl", byKubectl}, {"Argo CD", byArgo}} {
		printed, err := reader.read(output)
		if err != nil {
			return fmt.Errorf("%s does not read what -o yaml prints: %v", reader.name, err)
		}
		if !equal(any(printed), any(got)) {
			return fmt.Errorf("%s reads what -o yaml prints as %s, ndjson is %s", reader.name, show(printed), show(got))
		}
	}
	return nil
}

// Whether Argo CD reads another text as a whole than in parts, because it ends at a line of `...`.
func endedDocuments(text []byte, want []any) string {
	if whole, err := byArgo(text); err == nil && !equal(any(expanded(whole)), any(want)) {
		return "other: documents behind `...`"
	}
	return ""
}

// Which of the known differences it is that a text is read as something else.
func reason(text string, want, got []any) (string, error) {
	switch {
	case strings.Contains(text, "\u0085") && equal(any(want), withoutNextLine(any(got))):
		return "other: U+0085 in JSON", nil
	case strings.Contains(text, "<<"):
		return "other: merge key behind a key of its own", nil
	}
	if !equal(any(want), any(got)) {
		return "", fmt.Errorf("Go reads %s, ndjson is %s", show(want), show(got))
	}
	return "", nil
}

// As YAML reads U+0085: a line break, folded to a space.
func withoutNextLine(value any) any {
	text, _ := json.Marshal(value)
	changed, _ := decode(bytes.ReplaceAll(text, []byte("\u0085"), []byte(" ")))
	return changed
}

func show(value any) string {
	text, _ := json.Marshal(value)
	return string(text)
}

// A line of differences.txt: what is compared, a tab, the reason.
type difference struct {
	pattern string
	found   int
}

func readDifferences(file string) []*difference {
	text, err := os.ReadFile(file)
	if err != nil {
		fail("%v", err)
	}
	var list []*difference
	for _, line := range strings.Split(string(text), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		pattern, reason, _ := strings.Cut(line, "\t")
		if strings.TrimSpace(reason) == "" {
			fail("%s: %q has no reason", file, pattern)
		}
		list = append(list, &difference{pattern: pattern})
	}
	return list
}

// The results of count texts, four at a time.
func compareAll(program string, count int) ([]string, []error) {
	results := make([]string, count)
	failures := make([]error, count)
	var wait sync.WaitGroup
	numbers := make(chan int)
	for range 4 {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for i := range numbers {
				results[i], failures[i] = compare(program, []byte(text(i, count)))
			}
		}()
	}
	for i := range count {
		numbers <- i
	}
	close(numbers)
	wait.Wait()
	return results, failures
}

// Counts the result for the difference that it contains; false if it is not listed.
func isListed(result string, list []*difference) bool {
	for _, d := range list {
		if strings.Contains(result, d.pattern) {
			d.found++
			return true
		}
	}
	return false
}

// Prints the results that are not listed, and the listed ones that do not occur; returns how many.
func reportDifferences(unlisted map[string][]int, list []*difference) int {
	failed := len(unlisted)
	for _, name := range slices.Sorted(maps.Keys(unlisted)) {
		fmt.Printf("not listed: %s: texts %v\n", name, unlisted[name])
	}
	for _, d := range list {
		fmt.Fprintf(os.Stderr, "listed: %6d %s\n", d.found, d.pattern)
		if d.found == 0 {
			failed++
			fmt.Printf("listed, and does not occur: %s\n", d.pattern)
		}
	}
	return failed
}

func generated(program, file, keep string, count int) {
	list := readDifferences(file)
	results, failures := compareAll(program, count)
	unlisted := map[string][]int{}
	agreed, failed := 0, 0
	for i := range count {
		switch {
		case failures[i] != nil:
			failed++
			fmt.Printf("text %d: %v\n", i, failures[i])
			_ = os.WriteFile(filepath.Join(keep, fmt.Sprintf("%d.yaml", i)), []byte(text(i, count)), 0o644)
		case results[i] == "":
			agreed++
		case !isListed(results[i], list):
			unlisted[results[i]] = append(unlisted[results[i]], i)
		}
	}
	failed += reportDifferences(unlisted, list)
	fmt.Fprintf(os.Stderr, "%d texts: %d agreed, %d failed\n", count, agreed, failed)
	if failed != 0 {
		os.Exit(1)
	}
}
