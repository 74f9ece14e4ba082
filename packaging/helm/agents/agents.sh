#!/bin/sh
# helm template with these arguments, then the Agents in it.

help() {
  echo "Renders a chart as helm template does, and expands the KubeOpenCode Agents in it."
  echo
  echo "Usage:  helm agents [RELEASE] CHART [flags of helm template]"
  echo
  echo "-s and --output-dir show and write what was rendered; they need the plugin agentrender as well."
  echo "What follows is the help of helm template."
  echo
  exec "$HELM_BIN" template --help
}

# Whether helm has to sort rendered objects by template: it can only do that for a post-renderer.
sorted=
for word; do
  case $word in
    --) break ;;
    -h | -gh | --help) help ;;
    -s | -gs | -gs?* | -s?* | --show-only | --show-only=* | --output-dir | --output-dir=*) sorted=yes ;;
  esac
done

if [ -n "$sorted" ]; then
  "$HELM_BIN" plugin list 2>/dev/null | grep -q '^agentrender[[:space:]]' || {
    echo "helm agents: -s and --output-dir need the plugin agentrender: helm plugin install helm-agentrender-VERSION.tgz" >&2
    exit 1
  }
  # Helm's stderr is a pipe here, whatever ours is: a post-renderer reaches its user only through a pipe or a terminal.
  exec 3>&1
  status=$({ {
    "$HELM_BIN" template "$@" --post-renderer agentrender --post-renderer-args=--namespace \
      "--post-renderer-args=$HELM_NAMESPACE" 2>&1 >&3 3>&- 4>&-
    echo $? >&4
  } | cat >&2 3>&-; } 4>&1)
  exit "$status"
fi

platform=$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m)
program=$HELM_PLUGIN_DIR/bin/$platform/agentrender
if [ ! -x "$program" ]; then
  program=$(command -v agentrender) || {
    echo "agentrender: this plugin has no program for $platform, and there is none on the PATH" >&2
    exit 1
  }
fi
# Not a pipe: sh has no pipefail, and a chart that fails is not an empty chart.
manifests=$("$HELM_BIN" template "$@") || exit
[ -n "$manifests" ] || exit 0
printf '%s\n' "$manifests" | "$program" render --namespace "$HELM_NAMESPACE"
