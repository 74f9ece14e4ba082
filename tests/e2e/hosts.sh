# For the tests of the hosts: puts the module into the packages, and what the native library answers into
# $AGENTRENDER_CASES.
module=$(dirname "$AGENTRENDER_WASM")/agentrender-reactor.wasm
library=$(dirname "$AGENTRENDER")/wasm/libagentrender.so
[ -e "$module" ] || { echo "no $module: cmake --preset wasi && cmake --build --preset wasi"; exit 1; }
wasm/hosts/embed "$module"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export AGENTRENDER_CASES=$scratch/cases.json
wasm/hosts/cases "$library" "$AGENTRENDER_CASES"
