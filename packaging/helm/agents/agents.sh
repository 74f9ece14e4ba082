#!/bin/sh
# helm template with these arguments, then the Agents in it.
platform=$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m)
program=$HELM_PLUGIN_DIR/bin/$platform/agentrender
if [ ! -x "$program" ]; then
  program=$(command -v agentrender) || {
    echo "agentrender: this plugin has no program for $platform, and there is none on the PATH" >&2
    exit 1
  }
fi
# Not a pipe: sh has no pipefail, and a chart that fails is no empty chart.
manifests=$("$HELM_BIN" template "$@") || exit
printf '%s\n' "$manifests" | "$program" render --namespace "$HELM_NAMESPACE"
