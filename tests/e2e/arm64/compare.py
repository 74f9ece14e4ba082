"""Every input of the golden cases through both programs."""
import concurrent.futures
import glob
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from checks import AGENTRENDER, ROOT, arguments_of, check, finish, wanted

EMULATED = [os.environ["QEMU"], os.environ["ARM64"]]


def run(program, *arguments, **options):
    done = subprocess.run([*program, *arguments], capture_output=True, timeout=300, stdin=subprocess.DEVNULL, **options)
    return done.returncode, done.stdout, done.stderr


def differs(folder):
    words = ["render", "--namespace", "default", *arguments_of(folder), "input.yaml"]
    native, emulated = (run(program, *words, cwd=folder) for program in ([AGENTRENDER], EMULATED))
    if native != emulated:
        return f"{os.path.relpath(folder, ROOT)}: {emulated}, want {native}"[:500]


with open(os.environ["ARM64"], "rb") as f:
    header = f.read(20)
check("it is a program for arm64", wanted(header[:5] == b"\x7fELF\x02" and header[18] == 183, repr(header)))
folders = sorted(os.path.dirname(path) for path in glob.glob(os.path.join(ROOT, "tests/golden/*/*/input.yaml")))
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    problems = [problem for problem in pool.map(differs, folders) if problem]
check(f"{len(folders)} golden cases: the same output, findings and exit status", problems + wanted(len(folders) > 700, "too few"))
for words in (["--help"], ["schema"], ["man"], ["validate", "--report=sarif", "tests/golden"], ["explain", "Agent.spec.podSpec"]):
    native, emulated = (run(program, *words, cwd=ROOT) for program in ([AGENTRENDER], EMULATED))
    check(" ".join(words), wanted(native == emulated, f"{emulated}, want {native}"[:500]))

with tempfile.TemporaryDirectory() as folder:
    repository = os.path.join(folder, "repository")
    subprocess.run(["git", "init", "-q", repository], check=True)
    subprocess.run(["git", "-C", repository, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "a"], check=True)
    environment = {**os.environ, "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": f"url.file://{repository}.insteadOf",
                   "GIT_CONFIG_VALUE_0": "https://git.example.com/a", "GIT_ALLOW_PROTOCOL": "file"}
    with open(os.path.join(folder, "agent.yaml"), "w") as f:
        f.write("""apiVersion: kubeopencode.io/v1alpha1
kind: Agent
metadata: {name: a, namespace: b}
spec:
  workspaceDir: /w
  serviceAccountName: s
  contexts:
  - {name: c, type: Git, git: {repository: "https://git.example.com/a", ref: HEAD, sync: {enabled: true, policy: Rollout}}, mountPath: c}
""")
    native, emulated = (run(program, "pin", "agent.yaml", cwd=folder, env=environment) for program in ([AGENTRENDER], EMULATED))
    check("pin asks git for a commit", wanted(native == emulated and native[0] == 0 and b"revisions" in native[1], f"{emulated}, want {native}"))
    out = [run([*program, "render", "--output-dir", name, "agent.yaml"], cwd=folder) for program, name in (([AGENTRENDER], "n"), (EMULATED, "e"))]
    same = run(["diff", "-r", "n", "e"], cwd=folder)
    check("--output-dir writes the same files", wanted(same[0] == 0 and all(o[0] == 0 for o in out), f"{same} {out}"))
finish()
