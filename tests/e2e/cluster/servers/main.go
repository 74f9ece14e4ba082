// Argo CD's repo-server and cmp-server in one program, told apart by its name as Argo CD's own is.
package main

import (
	"os"
	"path/filepath"

	cmpserver "github.com/argoproj/argo-cd/v3/cmd/argocd-cmp-server/commands"
	reposerver "github.com/argoproj/argo-cd/v3/cmd/argocd-repo-server/commands"
)

func main() {
	command := reposerver.NewCommand()
	if filepath.Base(os.Args[0]) == "argocd-cmp-server" {
		command = cmpserver.NewCommand()
	}
	if command.Execute() != nil {
		os.Exit(1)
	}
}
