#!/bin/sh
# What Helm starts: rendered manifests on stdin, the same with Agents expanded on stdout.
platform=$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m)
program=$HELM_PLUGIN_DIR/bin/$platform/agentrender

# Helm 4 throws away what a post-renderer says on stderr. Where Helm's own is a terminal or a pipe, it is said there; a
# file would be written over.
if [ -p "/proc/$PPID/fd/2" ] || [ -c "/proc/$PPID/fd/2" ]; then exec 2>>"/proc/$PPID/fd/2"; fi

if [ ! -x "$program" ]; then
  program=$(command -v agentrender) || {
    echo "agentrender: this plugin has no program for $platform, and there is none on the PATH" >&2
    exit 1
  }
fi
exec "$program" render "$@"
