"""The versions of Go modules that the docs say were run are those that the tests are built with: of go.mod."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from checks import ROOT, check, finish, wanted

ARGO_CD, KUBERNETES = "github.com/argoproj/argo-cd/v3", "k8s.io/kubernetes => k8s.io/kubernetes"
KUSTOMIZE, SSA = "github.com/fluxcd/pkg/kustomize", "github.com/fluxcd/pkg/ssa"
# A document, what it says with (.+) for the version, and the test and module that have it.
SAID = [
    ("where", r"(v[\d.]+): e2e/argocd, argocd-cmp-server", "argocd", ARGO_CD),
    ("where", r"e2e/repo-server, (v[\d.]+): argocd-repo-server", "cluster", ARGO_CD),
    ("where", r"e2e/kpt, (v[\w.-]+),", "kpt", "github.com/kptdev/kpt"),
    ("where", r"its build and substitution, (v[\d.]+);", "flux", KUSTOMIZE),
    ("where", r"its apply and pruning, (v[\d.]+);", "flux", SSA),
    ("where", r"with `kubectl diff`: e2e/cluster, (v\d+\.\d+)", "cluster", KUBERNETES),
    ("rendered", r"(v[\d.]+)\) over rendered folders", "flux", KUSTOMIZE),
    ("rendered", r"github\.com/fluxcd/pkg/ssa (v[\d.]+)\)", "flux", SSA),
    ("cluster", r"github\.com/fluxcd/pkg/ssa (v[\d.]+),", "flux", SSA),
    ("cluster", r"kube-controller-manager (\d+\.\d+) on loopback", "cluster", KUBERNETES),
]


def read(path):
    with open(os.path.join(ROOT, path)) as f:
        return f.read()


for document, pattern, test, module in SAID:
    said = re.findall(pattern, read(f"docs/{document}.md"))
    built = re.findall(rf"^\s*{re.escape(module)} (v\S+)", read(f"tests/e2e/{test}/go.mod"), flags=re.M)
    version = said[0] if len(said) == 1 and len(built) == 1 else None
    held = version and f"{built[0]}.".startswith(f"v{version.removeprefix('v')}.")
    check(f"docs/{document}.md: the version of {module.split(' ')[0]}", wanted(held, f"it says {said}, and e2e/{test} is built with {built}"))
finish()
