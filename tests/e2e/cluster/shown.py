"""The commands of docs/cluster.md, docs/helm.md and docs/where.md that need a cluster, as they stand there: what they put
into it is what `render` prints of the same, and `kubectl diff` sees no difference then."""
import os
import re
import shutil

import tools
import yaml
from cases import Loader
from checks import AGENTRENDER, ROOT, check, wanted
from cluster import KINDS
from crd import remove

CLUSTER = "docs/cluster.md"
HELM = "docs/helm.md"
WHERE = "docs/where.md"
PIPE = "helm template team examples/helm -n prod | agentrender render -n prod | kubectl apply -f -"
UPGRADE = ("helm upgrade --install team examples/helm -n prod --post-renderer agentrender "
           "--post-renderer-args --namespace --post-renderer-args prod")
AGENTS = "helm agents team examples/helm -n prod --set image=registry.example.com/agents/devbox:25 | kubectl diff -f -"
PLUGIN = "kubectl agentrender render agents/ | kubectl diff -f -"


class Place:
    """A folder to run them in, with programs of its own."""

    def __init__(self, cluster, folder):
        self.cluster, self.folder, self.programs = cluster, os.path.join(folder, "shown"), os.path.join(folder, "shown/bin")
        os.makedirs(self.programs)
        shutil.copytree(os.path.join(ROOT, "examples/agents"), os.path.join(self.folder, "agents"))
        os.symlink(os.path.join(ROOT, "examples"), os.path.join(self.folder, "examples"))
        self.program("agentrender", AGENTRENDER)
        self.program("kubectl-agentrender", AGENTRENDER)
        self.program("kubectl", tools.program("kubectl"))

    def program(self, name, path):
        link = os.path.join(self.programs, name)
        if os.path.lexists(link):
            os.remove(link)
        os.symlink(path, link)

    def run(self, command):
        return self.cluster.with_kubectl(["bash", "-eo", "pipefail", "-c", command], cwd=self.folder,
                                         env={"PATH": self.programs + os.pathsep + os.environ["PATH"], "HOME": self.folder})

    def check(self, what, command, status=0):
        done = self.run(command)
        check(what, wanted(done.returncode == status, f"status {done.returncode}: {done.stdout}{done.stderr}"))
        return done


def shown(document):
    """What a document shows: its indented lines, and what stands in backticks."""
    with open(os.path.join(ROOT, document)) as f:
        text = f.read()
    return text, {line.strip() for line in text.splitlines() if line.startswith("    ")} | {
        words.replace("\\|", "|") for words in re.findall("`([^`]+)`", text)}


def live(cluster, namespace):
    return {(kind, name) for kind in KINDS if kind not in ("ReplicaSet", "Secret")
            for place, name in cluster.live(kind) if place == namespace}


def printed(place, command):
    return {(o["kind"], o["metadata"]["name"]) for o in yaml.load_all(place.run(command).stdout, Loader=Loader) if o}


def agents_in_a_cluster(place):
    """The first block of docs/cluster.md, whole."""
    block = re.search(r"(?:^    .*\n)+", shown(CLUSTER)[0], flags=re.M)[0]
    place.cluster.create_namespaces(["examples"])
    place.check(f"{CLUSTER}: its first block runs", block)
    check(f"{CLUSTER}: and the cluster has what render prints", wanted(
        live(place.cluster, "examples") == printed(place, "agentrender render agents/"), str(live(place.cluster, "examples"))))
    explained = place.check(f"{CLUSTER}: kubectl explain agent.spec", "kubectl explain agent.spec").stdout
    check(f"{CLUSTER}: says what each field is for", wanted(
        re.search(r"workspaceDir\t<string>.*\n +\w+", explained), explained))
    place.check(f"{WHERE}: {PLUGIN}", PLUGIN)
    place.check(f"{WHERE}: and it sees a difference", PLUGIN.replace("agents/", "agents/ | sed s/4096/4097/"), 1)
    place.cluster.kubectl("delete", "agents,agenttemplates,kubeopencodeconfigs", "--all", "-A")
    remove(place.cluster, place.run("agentrender schema --format crd").stdout)
    place.cluster.clear()
    return block.count("\n")


def charts(place, version):
    place.program("helm", tools.program(f"helm{version}"))
    place.check(f"Helm {version}: {PIPE}", PIPE)
    check(f"Helm {version}: and the cluster has what render prints", wanted(
        live(place.cluster, "prod") == printed(place, PIPE.rpartition(" | ")[0]), str(live(place.cluster, "prod"))))
    place.check(f"Helm {version}: kubectl diff shows nothing then", PIPE.replace("kubectl apply", "kubectl diff"))
    place.cluster.clear()


def plugins(place):
    """Those of Helm 4."""
    packed = place.run(f"mkdir packed; {ROOT}/packaging/helm/pack {AGENTRENDER} linux-$(uname -m) packed")
    check("the plugins are packed", wanted(packed.returncode == 0, packed.stderr))
    for plugin in ("agentrender", "agents"):
        place.check(f"Helm 4: plugin {plugin}", f"helm plugin install packed/helm-{plugin}-*.tgz --verify=false")
    place.check(f"Helm 4: {UPGRADE}", UPGRADE)
    check("Helm 4: and the cluster has what render prints", wanted(
        live(place.cluster, "prod") == printed(place, PIPE.rpartition(" | ")[0]), str(live(place.cluster, "prod"))))
    done = place.check(f"Helm 4: {AGENTS}", AGENTS, 1)
    check("Helm 4: and the difference is the image", wanted("devbox:25" in done.stdout, done.stdout + done.stderr))
    place.cluster.clear()


def run(cluster, _cases, folder):
    place = Place(cluster, folder)
    cluster.create_namespaces(["prod"])
    check("the documents show these commands", [command for document, command in (
        (HELM, PIPE), (HELM, UPGRADE), (HELM, AGENTS), (WHERE, PLUGIN)) if command not in shown(document)[1]])
    lines = agents_in_a_cluster(place)
    for version in (3, 4):
        charts(place, version)
    plugins(place)
    return {"lines of docs/cluster.md": lines}
