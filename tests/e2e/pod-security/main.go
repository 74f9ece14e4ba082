// Judges Pod templates as the API server does: reads a line {"name", "template"} each, and writes a line with the names of
// the controls of the Pod Security Standards that it does not meet, by level and version.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"os"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

type verdict struct {
	Name   string              `json:"name"`
	Broken map[string][]string `json:"broken"` // by "restricted v1.24"
}

// replaced says which controls another one stands for, at a level and version.
func replaced(at api.LevelVersion, checks []policy.Check) map[policy.CheckID]bool {
	ids := map[policy.CheckID]bool{}
	if at.Level != api.LevelRestricted {
		return ids
	}
	for _, check := range checks {
		for _, version := range check.Versions {
			if at.Version.Older(version.MinimumVersion) {
				continue
			}
			for _, id := range version.OverrideCheckIDs {
				ids[id] = true
			}
		}
	}
	return ids
}

func judge(template *corev1.PodTemplateSpec, at api.LevelVersion) ([]string, error) {
	checks := policy.DefaultChecks()
	all, err := policy.NewEvaluator(checks)
	if err != nil {
		return nil, err
	}
	broken := []string{}
	left := replaced(at, checks)
	for _, check := range checks {
		if left[check.ID] || (check.Level == api.LevelRestricted && at.Level == api.LevelBaseline) {
			continue
		}
		one, err := policy.NewEvaluator([]policy.Check{check})
		if err != nil {
			return nil, err
		}
		result := policy.AggregateCheckResults(one.EvaluatePod(at, &template.ObjectMeta, &template.Spec))
		if !result.Allowed {
			broken = append(broken, string(check.ID))
		}
	}
	whole := policy.AggregateCheckResults(all.EvaluatePod(at, &template.ObjectMeta, &template.Spec))
	if whole.Allowed != (len(broken) == 0) {
		return nil, fmt.Errorf("at %s the whole says %v, its parts %v", at, whole.ForbiddenReasons, broken)
	}
	return broken, nil
}

func main() {
	versions := os.Args[1:]
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<26)
	out := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var one struct {
			Name     string                 `json:"name"`
			Template corev1.PodTemplateSpec `json:"template"`
		}
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			log.Fatal(err)
		}
		answer := verdict{one.Name, map[string][]string{}}
		for _, text := range versions {
			version, err := api.ParseVersion(text)
			if err != nil {
				log.Fatal(err)
			}
			for _, level := range []api.Level{api.LevelBaseline, api.LevelRestricted} {
				broken, err := judge(&one.Template, api.LevelVersion{Level: level, Version: version})
				if err != nil {
					log.Fatal(one.Name, ": ", err)
				}
				answer.Broken[string(level)+" "+text] = broken
			}
		}
		if err := out.Encode(answer); err != nil {
			log.Fatal(err)
		}
	}
	if err := lines.Err(); err != nil {
		log.Fatal(err)
	}
}
