// Writes the parts of core/v1 that an Agent passes through to its Pod as the table
// core/fields/core_v1.def. Shapes and JSON names come from the compiled types,
// what only comments say (optional, enum, default, map keys) from the source.
package main

import (
	"bytes"
	"fmt"
	"os"
	"reflect"
	"sort"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// The types that the fields of an Agent refer to.
var roots = []any{
	corev1.Affinity{}, corev1.EnvVar{}, corev1.Lifecycle{}, corev1.LocalObjectReference{},
	corev1.PodSecurityContext{}, corev1.ResourceRequirements{}, corev1.SecurityContext{},
	corev1.Toleration{}, corev1.Volume{}, corev1.VolumeMount{},
}

// Types that are one scalar to us, or whose inside the Agent's CRD drops.
var leaves = map[reflect.Type]string{
	reflect.TypeFor[resource.Quantity]():  "Quantity",
	reflect.TypeFor[intstr.IntOrString](): "IntOrString",
	reflect.TypeFor[metav1.ObjectMeta]():  "Pruned",
}

type field struct {
	name, shape, kind, key, fallback string
	flags                            []string
}

type schema struct {
	markers markers
	objects map[string][]field
	enums   map[string][]string
}

func (s *schema) addObject(t reflect.Type) string {
	name := t.Name()
	if _, known := s.objects[name]; known {
		return name
	}
	s.objects[name] = nil // ends recursion, were there any
	fields := s.fieldsOf(t)
	sort.Slice(fields, func(i, j int) bool { return fields[i].name < fields[j].name })
	s.objects[name] = fields
	return name
}

// The fields of a struct; those of an embedded struct count as its own, as in JSON.
func (s *schema) fieldsOf(t reflect.Type) []field {
	var fields []field
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous && name == "" {
			fields = append(fields, s.fieldsOf(f.Type)...)
			continue
		}
		fields = append(fields, s.fieldOf(t, f, name, strings.Split(options, ",")))
	}
	return fields
}

func (s *schema) fieldOf(owner reflect.Type, f reflect.StructField, name string, options []string) field {
	note := s.markers.field(owner, f.Name)
	out := field{name: name, shape: "One", key: note["listMapKey"], fallback: note["default"]}
	t := f.Type
	pointer := t.Kind() == reflect.Pointer
	switch t.Kind() {
	case reflect.Pointer:
		t = t.Elem()
	case reflect.Slice:
		out.shape, t = "List", t.Elem()
	case reflect.Map:
		out.shape, t = "Map", t.Elem()
	}
	out.kind = s.kindOf(t)

	omit := contains(options, "omitempty") || contains(options, "omitzero")
	_, optional := note["optional"]
	_, required := note["required"]
	if required || (!omit && !optional) { // the rule of controller-gen
		out.flags = append(out.flags, "kRequired")
	}
	// What encoding/json writes though it is the zero value: pointers that are
	// set, fields without omitempty, and structs, to which omitempty means nothing.
	isStruct := !pointer && out.shape == "One" && t.Kind() == reflect.Struct
	if pointer || !omit {
		out.flags = append(out.flags, "kKeepZero")
	}
	if !omit && optional {
		if out.shape == "One" && !pointer {
			fail("%s.%s is a scalar written when absent; that has no flag yet", owner.Name(), f.Name)
		}
		out.flags = append(out.flags, "kNull")
	}
	if isStruct && !contains(options, "omitzero") && len(out.flags) == 0 {
		out.flags = append(out.flags, "kAlways")
	}
	if out.fallback == `""` && !pointer {
		out.fallback = "" // written only to be dropped again
	}
	return out
}

func (s *schema) kindOf(t reflect.Type) string {
	if name, leaf := leaves[t]; leaf {
		return name
	}
	switch t.Kind() {
	case reflect.Struct:
		return s.addObject(t)
	case reflect.String:
		if values := s.markers.enums[t.Name()]; strings.HasSuffix(t.PkgPath(), "core/v1") && values != nil {
			s.enums[t.Name()] = values
			return t.Name()
		}
		return "String"
	case reflect.Bool:
		return "Bool"
	case reflect.Int32:
		return "Int32"
	case reflect.Int64:
		return "Int64"
	}
	fail("no kind for %v", t)
	return ""
}

func (s *schema) print(out *bytes.Buffer, version string) {
	fmt.Fprintf(out, "// The parts of core/v1 that an Agent passes through to its Pod, as k8s.io/api %s has them.\n", version)
	fmt.Fprintf(out, "// Written by scripts/generate-schema: change that, not this.\n")
	fmt.Fprintf(out, "//\n// The columns are those of kubeopencode.def; see table.h. What else the API server asks of a field is a row of\n")
	fmt.Fprintf(out, "// core_v1_rules.def.\n")
	for _, name := range sorted(s.enums) {
		fmt.Fprintf(out, "\nENUM(%s)\n", name)
		for _, v := range s.enums[name] {
			fmt.Fprintf(out, "ENUM_VALUE(%s, %q)\n", name, v)
		}
	}
	for _, name := range sorted(s.objects) {
		fmt.Fprintf(out, "\nOBJECT(%s)\n", name)
		for _, f := range s.objects[name] {
			flags := "0"
			if len(f.flags) > 0 {
				flags = strings.Join(f.flags, " | ")
			}
			rule := "None()"
			if f.key != "" {
				rule = fmt.Sprintf("Unique(%q)", f.key)
			}
			fmt.Fprintf(out, "FIELD(%s, %q, %s, %s, %s, %s, %s, \"\", \"\")\n", name, f.name, f.shape, f.kind, flags, quoteOrNull(f.fallback), rule)
		}
	}
}

func quoteOrNull(text string) string {
	if text == "" {
		return "nullptr"
	}
	return fmt.Sprintf("%q", strings.Trim(text, `"`))
}

func sorted[T any](m map[string]T) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func contains(list []string, word string) bool {
	for _, w := range list {
		if w == word {
			return true
		}
	}
	return false
}

func fail(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "generate-schema: "+format+"\n", args...)
	os.Exit(1)
}

func main() {
	if len(os.Args) != 2 {
		fail("usage: generate-schema OUTPUT")
	}
	s := schema{markers: readMarkers(), objects: map[string][]field{}, enums: map[string][]string{}}
	for _, root := range roots {
		s.addObject(reflect.TypeOf(root))
	}
	var out bytes.Buffer
	s.print(&out, moduleVersion("k8s.io/api"))
	if err := os.WriteFile(os.Args[1], out.Bytes(), 0o644); err != nil {
		fail("%v", err)
	}
}
