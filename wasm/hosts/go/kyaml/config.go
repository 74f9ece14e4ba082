package kyaml

import (
	"fmt"
	"strings"

	agentrender "github.com/kubeopencode/agentrender/wasm/hosts/go"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// The functionConfig: AgentRender with the settings in its spec, or a ConfigMap with them in its data.
const (
	configVersion = "render.kubeopencode.io/v1alpha1"
	configKind    = "AgentRender"
)

// ReadConfig reads a functionConfig into options; nil is fine. It takes what the function of the agentrender program
// takes: namespace, controllerVersion and keepInputs.
func ReadConfig(config *yaml.RNode, options *agentrender.Options) error {
	if yaml.IsMissingOrNull(config) {
		return nil
	}
	switch version, kind := config.GetApiVersion(), config.GetKind(); {
	case version == configVersion && kind == configKind:
		return readSpec(config, options)
	case version == "v1" && kind == "ConfigMap":
		return readData(config, options)
	default:
		return fmt.Errorf("the functionConfig is %s of %s, expected %s of %s or ConfigMap of v1", kind, version, configKind,
			configVersion)
	}
}

func readSpec(config *yaml.RNode, options *agentrender.Options) error {
	var wire struct {
		yaml.ResourceMeta `yaml:",inline"`
		Spec              struct {
			Namespace         string `yaml:"namespace"`
			ControllerVersion string `yaml:"controllerVersion"`
			KeepInputs        bool   `yaml:"keepInputs"`
		} `yaml:"spec"`
	}
	if err := decodeStrictly(config, &wire); err != nil {
		return err
	}
	setConfig(options, wire.Spec.Namespace, wire.Spec.ControllerVersion, wire.Spec.KeepInputs)
	return nil
}

func readData(config *yaml.RNode, options *agentrender.Options) error {
	var wire struct {
		yaml.ResourceMeta `yaml:",inline"`
		Data              struct {
			Namespace         string `yaml:"namespace"`
			ControllerVersion string `yaml:"controllerVersion"`
			KeepInputs        string `yaml:"keepInputs"`
		} `yaml:"data"`
	}
	if err := decodeStrictly(config, &wire); err != nil {
		return err
	}
	switch wire.Data.KeepInputs {
	case "true", "false", "":
	default:
		return fmt.Errorf("functionConfig: data.keepInputs: %q is neither true nor false", wire.Data.KeepInputs)
	}
	setConfig(options, wire.Data.Namespace, wire.Data.ControllerVersion, wire.Data.KeepInputs == "true")
	return nil
}

// What a config leaves out stays as it is.
func setConfig(options *agentrender.Options, namespace, controller string, keepInputs bool) {
	if namespace != "" {
		options.Namespace = namespace
	}
	if controller != "" {
		options.Controller = controller
	}
	options.KeepInputs = options.KeepInputs || keepInputs
}

func decodeStrictly(config *yaml.RNode, wire any) error {
	text, err := config.String()
	if err != nil {
		return fmt.Errorf("functionConfig: %w", err)
	}
	decoder := yaml.NewDecoder(strings.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(wire); err != nil {
		return fmt.Errorf("functionConfig: %w", err)
	}
	return nil
}
