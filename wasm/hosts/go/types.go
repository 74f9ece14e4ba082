package agentrender

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// Version is that of this package.
const Version = "0.2.0"

// About is what a module is.
type About struct {
	Version     string   `json:"version"`     // of the module; empty for modules before 0.2
	Controller  string   `json:"controller"`  // whose rendering is reproduced unless Options.Controller says otherwise
	Controllers []string `json:"controllers"` // what Options.Controller can be
}

// Source is one input text. All sources of a call are one input: a template may stand in another than its Agents.
type Source struct {
	// Name is how problems call the source, such as its path.
	Name string
	// Text is YAML or JSON.
	Text string
	// Optional means that documents that are no Kubernetes resources are skipped, and no error.
	Optional bool
}

// Format is what Result.Output is written in.
type Format string

const (
	YAML         Format = "yaml"         // documents separated by ---
	JSON         Format = "json"         // one array
	NDJSON       Format = "ndjson"       // one object a line
	ResourceList Format = "resourceList" // a KRM ResourceList with items and results
)

// Options of one rendering. The zero value is the default.
type Options struct {
	Namespace            string     `json:"namespace,omitempty"`  // of objects that have none
	Controller           string     `json:"controller,omitempty"` // whose rendering is reproduced, "v0.1.2" to "v0.1.9"; "v0.1.7" unless given
	Format               Format     `json:"format,omitempty"`
	KeepGoing            bool       `json:"keepGoing,omitempty"`   // print what has no errors although something else has
	KeepInputs           bool       `json:"keepInputs,omitempty"`  // print Agents, AgentTemplates and KubeOpenCodeConfigs too
	Lenient              bool       `json:"-"`                     // unknown fields are warnings
	PodSecurity          string     `json:"podSecurity,omitempty"` // privileged, baseline or restricted: what rendered Pods must meet
	InheritedAnnotations []string   `json:"inheritedAnnotations,omitempty"`
	Images               []Image    `json:"images,omitempty"`
	Suspend              *bool      `json:"suspend,omitempty"`
	Resources            *Resources `json:"resources,omitempty"`
}

// Image overrides images of one name, as an entry of kustomize's `images`.
type Image struct {
	Name    string `json:"name"`
	NewName string `json:"newName,omitempty"`
	NewTag  string `json:"newTag,omitempty"`
	Digest  string `json:"digest,omitempty"`
}

// Resources overrides entries of the executor's resources.
type Resources struct {
	Limits   map[string]string `json:"limits,omitempty"`
	Requests map[string]string `json:"requests,omitempty"`
}

// Severity of a problem, as KRM results spell it.
type Severity string

const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
	SeverityInfo    Severity = "info"
)

// Problem is one finding. Fields that are not known are zero.
type Problem struct {
	Severity Severity   `json:"severity"`
	Code     string     `json:"code"` // AR0301; docs/problems.md explains each
	Message  string     `json:"message"`
	Hint     string     `json:"hint,omitempty"`
	File     string     `json:"file,omitempty"` // Source.Name
	Line     int        `json:"line,omitempty"`
	Column   int        `json:"column,omitempty"`
	Object   *ObjectRef `json:"object,omitempty"`
	Field    string     `json:"field,omitempty"` // spec.podSpec.extraEnv[0].name
}

// ObjectRef names the resource that a problem is about.
type ObjectRef struct {
	APIVersion string `json:"apiVersion,omitempty"`
	Kind       string `json:"kind,omitempty"`
	Namespace  string `json:"namespace,omitempty"`
	Name       string `json:"name,omitempty"`
}

// String is the problem on one line: file:line:column: severity: field: message (hint).
func (p Problem) String() string {
	var b strings.Builder
	if p.File != "" {
		fmt.Fprintf(&b, "%s:%d:%d: ", shown(p.File), p.Line, p.Column)
	}
	b.WriteString(string(p.Severity) + ": ")
	if p.Field != "" {
		b.WriteString(shown(p.Field) + ": ")
	}
	b.WriteString(p.Message)
	if p.Hint != "" {
		b.WriteString(" (" + p.Hint + ")")
	}
	return b.String()
}

// shown is a name of the caller's, or a key of the input's, with what a terminal or the log of CI could obey escaped.
func shown(text string) string {
	var b strings.Builder
	for _, r := range text {
		if unicode.IsPrint(r) {
			b.WriteRune(r)
		} else {
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		}
	}
	return strings.ReplaceAll(b.String(), "##", `#\x23`)
}

// Result is what one rendering gave.
type Result struct {
	Controller string    `json:"controller"` // whose rendering was reproduced
	Output     string    `json:"output"`     // empty when there are errors, unless Options.KeepGoing
	Problems   []Problem `json:"problems"`
	Agents     int       `json:"agents"`   // Agents in the input
	Rendered   int       `json:"rendered"` // Agents whose objects are in Output
}

// Err is nil when the input has no errors; else it is an *InputError.
func (r *Result) Err() error {
	var found []Problem
	for _, problem := range r.Problems {
		if problem.Severity == SeverityError {
			found = append(found, problem)
		}
	}
	if found == nil {
		return nil
	}
	return &InputError{found}
}

// InputError has all errors of an input; errors.As finds the first of them as a *ProblemError, too.
type InputError struct{ Problems []Problem }

// Error has a line for each.
func (e *InputError) Error() string {
	lines := make([]string, len(e.Problems))
	for i, problem := range e.Problems {
		lines[i] = problem.String()
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives a *ProblemError for each.
func (e *InputError) Unwrap() []error {
	errs := make([]error, len(e.Problems))
	for i, problem := range e.Problems {
		errs[i] = &ProblemError{problem}
	}
	return errs
}

// ProblemError is a finding as an error, with its file, line, field and hint.
type ProblemError struct{ Problem }

func (e *ProblemError) Error() string { return e.String() }

// RequestError says that the request itself is wrong, such as Options.Format.
type RequestError struct{ Problems []Problem }

// Error names the path of what is wrong, such as options.format: the caller has not written the line that it is in.
func (e *RequestError) Error() string {
	texts := make([]string, len(e.Problems))
	for i, problem := range e.Problems {
		if problem.Field == "" {
			texts[i] = problem.String()
			continue
		}
		problem.File = ""
		texts[i] = strings.TrimPrefix(problem.String(), string(problem.Severity)+": ")
	}
	return "agentrender: " + strings.Join(texts, "; ")
}

// ErrMemory is what errors wrap that have their cause in the memory limit.
var ErrMemory = errors.New("the memory limit is reached")
