// kpt without its alpha commands, one of which needs a module that the Go proxy does not have. What its own main does
// beyond this is help and versions.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"

	"github.com/kptdev/kpt/commands/fn"
	"github.com/kptdev/kpt/commands/live"
	"github.com/kptdev/kpt/commands/pkg"
	"github.com/kptdev/kpt/pkg/lib/errors/resolver"
	"github.com/kptdev/kpt/pkg/printer"
	"github.com/spf13/cobra"
)

func main() {
	root := &cobra.Command{Use: "kpt", SilenceUsage: true, SilenceErrors: true}
	root.PersistentFlags().AddGoFlagSet(flag.CommandLine)
	root.PersistentFlags().BoolVar(&printer.TruncateOutput, "truncate-output", true, "")
	ctx := printer.WithContext(context.Background(), printer.New(root.OutOrStdout(), root.ErrOrStderr()))
	root.AddCommand(pkg.GetCommand(ctx, "kpt"), fn.GetCommand(ctx, "kpt"), live.GetCommand(ctx, "kpt", "test"))
	if err := root.Execute(); err != nil {
		os.Exit(say(err))
	}
}

func say(err error) int {
	if resolved, found := resolver.ResolveError(err); found {
		if resolved.Message != "" {
			fmt.Fprintln(os.Stderr, resolved.Message)
		}
		return resolved.ExitCode
	}
	fmt.Fprintln(os.Stderr, "Error:", err)
	return 1
}
