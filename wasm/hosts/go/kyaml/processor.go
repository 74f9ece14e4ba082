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
	// Options of the rendering, which win over those of the functionConfig. Format is not looked at;
	// InheritedAnnotations are Inherited unless said.
	Options agentrender.Options
}

// Process implements framework.ResourceListProcessor. The functionConfig, an AgentRender or a ConfigMap, is read by the
// renderer, as it is by the function of the agentrender program.
func (p *Processor) Process(list *framework.ResourceList) error {
	text, err := listOf(list)
	if err != nil {
		return err
	}
	ctx, options := p.Context, p.Options
	if ctx == nil {
		ctx = context.Background()
	}
	options.Format = agentrender.ResourceList
	if options.InheritedAnnotations == nil {
		options.InheritedAnnotations = Inherited
	}
	result, err := p.Renderer.RenderWith(ctx, options, agentrender.Source{Name: "ResourceList", Text: text})
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

// listOf is what the renderer gets: the items and the functionConfig as they stand.
func listOf(list *framework.ResourceList) (string, error) {
	var text strings.Builder
	text.WriteString("apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n")
	if !yaml.IsMissingOrNull(list.FunctionConfig) {
		config, err := list.FunctionConfig.String()
		if err != nil {
			return "", fmt.Errorf("functionConfig: %w", err)
		}
		text.WriteString("functionConfig:\n" + indented(config, "  "))
	}
	text.WriteString("items:\n")
	for i, item := range list.Items {
		one, err := item.String()
		if err != nil {
			return "", fmt.Errorf("items[%d]: %w", i, err)
		}
		text.WriteString("-\n" + indented(one, "  "))
	}
	return text.String(), nil
}

// indented puts the text that far to the right. Within a list every line may be.
func indented(text, by string) string {
	var moved strings.Builder
	for _, line := range strings.SplitAfter(strings.TrimSuffix(text, "\n"), "\n") {
		moved.WriteString(by + line)
	}
	return moved.String() + "\n"
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
