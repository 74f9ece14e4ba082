// Reads pairs of files, YAML and the JSON that it should mean, with the YAML readers of kubectl (sigs.k8s.io/yaml) and
// kustomize (go.yaml.in/yaml/v3), and prints the pairs that differ.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strconv"

	v3 "go.yaml.in/yaml/v3"
	"sigs.k8s.io/yaml"
)

func fail(format string, args ...any) {
	fmt.Printf(format+"\n", args...)
	os.Exit(2)
}

// The JSON as Go reads it, numbers as they are written.
func decode(text []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	err := decoder.Decode(&value)
	return value, err
}

// kubectl's way: split at the lines with document markers, convert each document to JSON.
func kubectl(text []byte) ([]any, error) {
	var documents []any
	for _, part := range bytes.Split(append([]byte("\n"), text...), []byte("\n---")) {
		converted, err := yaml.YAMLToJSON(append(bytes.Clone(part), '\n'))
		if err != nil {
			return nil, err
		}
		value, err := decode(converted)
		if err != nil {
			return nil, err
		}
		if value != nil {
			documents = append(documents, value)
		}
	}
	return documents, nil
}

// kustomize's way: version 3 of go-yaml.
func kustomize(text []byte) ([]any, error) {
	var documents []any
	decoder := v3.NewDecoder(bytes.NewReader(text))
	for {
		var value any
		err := decoder.Decode(&value)
		if err == io.EOF {
			return documents, nil
		}
		if err != nil {
			return nil, err
		}
		converted, err := json.Marshal(value)
		if err != nil {
			return nil, err
		}
		back, err := decode(converted)
		if err != nil {
			return nil, err
		}
		if back != nil {
			documents = append(documents, back)
		}
	}
}

var readers = []struct {
	name string
	read func([]byte) ([]any, error)
}{{"sigs.k8s.io/yaml", kubectl}, {"go.yaml.in/yaml/v3", kustomize}}

// Prints which readers do not read a file as its JSON means it.
func comparePair(file string) {
	text, err := os.ReadFile(file)
	if err != nil {
		fail("%v", err)
	}
	meant, err := os.ReadFile(file[:len(file)-len("yaml")] + "json")
	if err != nil {
		fail("%v", err)
	}
	want, err := decode(meant)
	if err != nil {
		fail("%s: %v", file, err)
	}
	for _, reader := range readers {
		got, err := reader.read(text)
		if err != nil {
			fmt.Printf("%s: %s: %v\n", filepath.Base(file), reader.name, err)
		} else if len(got)+len(want.([]any)) > 0 && !reflect.DeepEqual(any(got), want) {
			fmt.Printf("%s: %s reads other values\n", filepath.Base(file), reader.name)
		}
	}
}

func main() {
	switch os.Args[1] {
	case "generated":
		count, err := strconv.Atoi(os.Args[5])
		if err != nil {
			fail("%v", err)
		}
		generated(os.Args[2], os.Args[3], os.Args[4], count)
	case "show":
		number, err := strconv.ParseUint(os.Args[2], 10, 64)
		if err != nil {
			fail("%v", err)
		}
		fmt.Print(newGenerator(number).stream())
	default:
		files, err := filepath.Glob(filepath.Join(os.Args[1], "*.yaml"))
		if err != nil || len(files) == 0 {
			fail("no files in %s", os.Args[1])
		}
		for _, file := range files {
			comparePair(file)
		}
	}
}
