package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
)

// What the comments of the Go source say.
type markers struct {
	fields map[string]map[string]string // "Type.Field" -> marker -> its value
	enums  map[string][]string          // type with +enum -> its constants' values, in order
}

var markerLine = regexp.MustCompile(`^\s*\+(optional|required|default|listMapKey|enum)(?:=(.*))?$`)

func (m markers) field(owner reflect.Type, name string) map[string]string {
	found, known := m.fields[owner.Name()+"."+name]
	if !known {
		fail("no source found for %s.%s", owner.Name(), name)
	}
	return found
}

func readMarkers() markers {
	m := markers{fields: map[string]map[string]string{}, enums: map[string][]string{}}
	for _, pkg := range []string{"k8s.io/apimachinery/pkg/apis/meta/v1", "k8s.io/api/core/v1"} {
		file := parse(filepath.Join(goList("{{.Dir}}", pkg), "types.go"))
		m.readTypes(file)
		m.readConstants(file)
	}
	return m
}

func (m markers) readTypes(file *ast.File) {
	eachSpec(file, token.TYPE, func(decl *ast.GenDecl, spec ast.Spec) {
		t := spec.(*ast.TypeSpec)
		if _, isEnum := markersIn(decl.Doc, t.Doc)["enum"]; isEnum {
			m.enums[t.Name.Name] = []string{}
		}
		body, isStruct := t.Type.(*ast.StructType)
		if !isStruct {
			return
		}
		for _, f := range body.Fields.List {
			for _, name := range namesOf(f) {
				m.fields[t.Name.Name+"."+name] = markersIn(f.Doc)
			}
		}
	})
}

// The names of a field; an embedded one is called as its type.
func namesOf(f *ast.Field) []string {
	var names []string
	for _, name := range f.Names {
		names = append(names, name.Name)
	}
	if embedded, qualified := f.Type.(*ast.SelectorExpr); qualified && len(names) == 0 {
		names = append(names, embedded.Sel.Name)
	}
	return names
}

// The constants of the types that readTypes() found to be enums.
func (m markers) readConstants(file *ast.File) {
	eachSpec(file, token.CONST, func(_ *ast.GenDecl, spec ast.Spec) {
		c := spec.(*ast.ValueSpec)
		t, named := c.Type.(*ast.Ident)
		if !named || m.enums[t.Name] == nil {
			return
		}
		for _, v := range c.Values {
			text, err := strconv.Unquote(v.(*ast.BasicLit).Value)
			if err != nil {
				fail("constant of %s: %v", t.Name, err)
			}
			m.enums[t.Name] = append(m.enums[t.Name], text)
		}
	})
}

func eachSpec(file *ast.File, kind token.Token, visit func(*ast.GenDecl, ast.Spec)) {
	for _, d := range file.Decls {
		decl, general := d.(*ast.GenDecl)
		if !general || decl.Tok != kind {
			continue
		}
		for _, spec := range decl.Specs {
			visit(decl, spec)
		}
	}
}

// Defaults that refer to a constant, ref(X), are left out: controller-gen makes none of them.
func markersIn(docs ...*ast.CommentGroup) map[string]string {
	found := map[string]string{}
	for _, doc := range docs {
		if doc == nil {
			continue
		}
		for _, c := range doc.List {
			match := markerLine.FindStringSubmatch(strings.TrimPrefix(c.Text, "//"))
			if match != nil && !strings.HasPrefix(match[2], "ref(") {
				found[match[1]] = match[2]
			}
		}
	}
	return found
}

func parse(path string) *ast.File {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
	if err != nil {
		fail("%v", err)
	}
	return file
}

func moduleVersion(module string) string {
	return run("go", "list", "-m", "-f", "{{.Version}}", module)
}

func goList(format, pkg string) string { return run("go", "list", "-f", format, pkg) }

func run(name string, args ...string) string {
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		fail("%s: %v", name, err)
	}
	return strings.TrimSpace(string(out))
}
