// Package kyaml lets a Go KRM tool run agentrender in its own process: Processor is a framework.ResourceListProcessor.
// It is a module of its own, so that programs without kyaml do not get its dependencies.
package kyaml

import (
	"context"
	"fmt"
	"strings"

	agentrender "github.com/kubeopencode/agentrender/wasm/hosts/go"

	"sigs.k8s.io/kustomize/kyaml/fn/framework"
	"sigs.k8s.io/kustomize/kyaml/kio"
	"sigs.k8s.io/kustomize/kyaml/kio/kioutil"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// Inherited are annotations by which kustomize fixes references in what a function adds; rendered objects take them over
// from their Agent.
var Inherited = []string{"internal.config.kubernetes.io/prefixes", "internal.config.kubernetes.io/suffixes"}

// Processor replaces the Agents of a ResourceList by what they render to. With errors the items stay as they are, and
// Process returns the results.
type Processor struct {
	Context  context.Context // context.Background() when nil
	Renderer *agentrender.Renderer
	// Options of the rendering; a functionConfig sets its own above them (ReadConfig). Format is not looked at;
	// InheritedAnnotations are Inherited unless said.
	Options agentrender.Options
}

// Process implements framework.ResourceListProcessor.
func (p *Processor) Process(list *framework.ResourceList) error {
	sources, err := sourcesOf(list.Items)
	if err != nil {
		return err
	}
	ctx, options := p.Context, p.Options
	if ctx == nil {
		ctx = context.Background()
	}
	if err := ReadConfig(list.FunctionConfig, &options); err != nil {
		return err
	}
	options.Format = agentrender.YAML
	if options.InheritedAnnotations == nil {
		options.InheritedAnnotations = Inherited
	}
	result, err := p.Renderer.RenderWith(ctx, options, sources...)
	if err != nil {
		return err
	}
	for _, problem := range result.Problems {
		list.Results = append(list.Results, resultOf(problem))
	}
	if result.Err() != nil && !options.KeepGoing {
		return list.Results
	}
	reader := kio.ByteReader{Reader: strings.NewReader(result.Output), OmitReaderAnnotations: true}
	list.Items, err = reader.Read()
	return err
}

// sourcesOf gives each item a name by which its author finds it: its file when the tool says it, else its identity.
func sourcesOf(items []*yaml.RNode) ([]agentrender.Source, error) {
	sources := make([]agentrender.Source, len(items))
	for i, item := range items {
		text, err := item.String()
		if err != nil {
			return nil, fmt.Errorf("items[%d]: %w", i, err)
		}
		name := item.GetAnnotations()[kioutil.PathAnnotation]
		if name == "" {
			name = fmt.Sprintf("items[%d] %s/%s", i, item.GetKind(), item.GetName())
		}
		sources[i] = agentrender.Source{Name: name, Text: text}
	}
	return sources, nil
}

func resultOf(problem agentrender.Problem) *framework.Result {
	result := &framework.Result{
		Message:  problem.Message,
		Severity: framework.Severity(problem.Severity),
		Tags:     map[string]string{"code": problem.Code},
	}
	if problem.Hint != "" {
		result.Message += " (" + problem.Hint + ")"
	}
	if problem.Object == nil || problem.Object.Kind == "" || problem.Object.Name == "" {
		return result
	}
	result.ResourceRef = &yaml.ResourceIdentifier{
		TypeMeta: yaml.TypeMeta{APIVersion: problem.Object.APIVersion, Kind: problem.Object.Kind},
		NameMeta: yaml.NameMeta{Name: problem.Object.Name, Namespace: problem.Object.Namespace},
	}
	if problem.Field != "" {
		result.Field = &framework.Field{Path: problem.Field}
	}
	return result
}
