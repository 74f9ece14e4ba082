"""A Kubernetes control plane of its own: etcd, kube-apiserver and kube-controller-manager on free ports of loopback,
in a fresh folder. Deployments get their ReplicaSets and owners' objects are collected; no Pod ever runs.

    with Cluster(folder) as cluster:
        cluster.get("/api/v1/namespaces")

Each process is ended by its own id, however the block is left, and by the kernel when this one is killed.
"""
import concurrent.futures
import contextlib
import ctypes
import http.client
import json
import os
import secrets
import signal
import socket
import ssl
import subprocess
import threading
import time

import tools

PATIENCE = 600  # seconds for a server to be ready, or for a controller to have done its work
WORKERS = 4     # requests at a time
TRIES = 3       # to start, for a port may be taken between being found and being used
LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1
# Of these the test makes objects. They are deleted in this order.
KINDS = {
    "Deployment": "/apis/apps/v1/deployments", "ReplicaSet": "/apis/apps/v1/replicasets",
    "Service": "/api/v1/services", "ConfigMap": "/api/v1/configmaps", "Secret": "/api/v1/secrets",
    "PersistentVolumeClaim": "/api/v1/persistentvolumeclaims", "ServiceAccount": "/api/v1/serviceaccounts",
    "NetworkPolicy": "/apis/networking.k8s.io/v1/networkpolicies",
    "Role": "/apis/rbac.authorization.k8s.io/v1/roles", "RoleBinding": "/apis/rbac.authorization.k8s.io/v1/rolebindings",
}


class Refused(Exception):
    """What the API server answered instead of doing it."""

    def __init__(self, code, text):
        try:
            self.message = json.loads(text)["message"]
        except (ValueError, KeyError):
            self.message = text.decode(errors="replace")
        self.code = code
        super().__init__(f"{code}: {self.message}")


def free_ports(count):
    with contextlib.ExitStack() as open_sockets:
        found = [open_sockets.enter_context(socket.socket()) for _ in range(count)]
        for one in found:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in found]


class Cluster:
    def __init__(self, folder):
        self.folder = folder
        self.token = secrets.token_hex(16)
        self.processes = []
        self.local = threading.local()

    # --- Processes

    def __enter__(self):
        for tries_left in reversed(range(TRIES)):
            try:
                self.start()
                return self
            except BaseException as error:
                self.stop()
                if not tries_left or "address already in use" not in str(error):
                    raise

    def __exit__(self, *_):
        self.stop()

    def start(self):
        etcd, peers, self.port = free_ports(3)
        self.write_files()
        self.run("etcd", [
            tools.ETCD, "--data-dir", self.path(f"etcd-{etcd}"), "--unsafe-no-fsync", "--log-level", "error",
            f"--listen-client-urls=http://127.0.0.1:{etcd}", f"--advertise-client-urls=http://127.0.0.1:{etcd}",
            f"--listen-peer-urls=http://127.0.0.1:{peers}", f"--initial-advertise-peer-urls=http://127.0.0.1:{peers}",
            f"--initial-cluster=default=http://127.0.0.1:{peers}"])
        self.run("kube-apiserver", [
            tools.program("kube-apiserver"), f"--etcd-servers=http://127.0.0.1:{etcd}", "--bind-address=127.0.0.1",
            f"--secure-port={self.port}", f"--cert-dir={self.path('certificates')}",
            "--service-account-issuer=https://kubernetes.default.svc",
            f"--service-account-key-file={self.path('key.pem')}",
            f"--service-account-signing-key-file={self.path('key.pem')}",
            f"--token-auth-file={self.path('tokens.csv')}", "--authorization-mode=RBAC",
            # About 30,000 of the 1,048,576 addresses are asked for.
            "--service-cluster-ip-range=10.64.0.0/12", "--endpoint-reconciler-type=none", "--allow-privileged=true",
            # Nobody mounts a claim, and nobody makes the ServiceAccounts and RuntimeClasses that Agents name.
            "--disable-admission-plugins=StorageObjectInUseProtection,ServiceAccount,RuntimeClass", "--profiling=false"])
        self.wait_for("kube-apiserver", lambda: self.request("GET", "/readyz") == b"ok")
        self.run("kube-controller-manager", [
            tools.program("kube-controller-manager"), f"--kubeconfig={self.kubeconfig}",
            "--controllers=deployment-controller,garbage-collector-controller", "--leader-elect=false",
            "--secure-port=0",  # it serves nothing
            "--kube-api-qps=500", "--kube-api-burst=1000", "--profiling=false"])

    def run(self, name, command):
        with open(self.path(name + ".log"), "wb") as log:
            # Go keeps what it has freed until then; a test machine has other things to do with it.
            env = dict(os.environ, GOMEMLIMIT="1500MiB")
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=env,
                                       preexec_fn=lambda: LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM))
        self.processes.append((name, process))

    def stop(self):
        for _, process in reversed(self.processes):
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.processes.clear()

    def wait_for(self, what, ready):
        """Until `ready` holds. A server that ended, or patience that did, is an error with the end of its log."""
        deadline = time.monotonic() + PATIENCE
        while True:
            with contextlib.suppress(OSError, http.client.HTTPException, Refused):
                if ready():
                    return
            ended = [name for name, process in self.processes if process.poll() is not None]
            if ended or time.monotonic() > deadline:
                name = ended[0] if ended else self.processes[-1][0]
                with open(self.path(name + ".log"), errors="replace") as log:
                    raise RuntimeError(f"waited for {what}; the end of {name}.log:\n" + "".join(log.readlines()[-20:]))
            time.sleep(0.2)

    def peak_memory(self):
        """The most memory that each server has had, in MiB."""
        found = {}
        for name, process in self.processes:
            with open(f"/proc/{process.pid}/status") as status:
                lines = dict(line.split(":", 1) for line in status)
            found[name] = int(lines["VmHWM"].split()[0]) // 1024
        return found

    # --- Files

    def path(self, name):
        return os.path.join(self.folder, name)

    def write_files(self):
        subprocess.run(["openssl", "genrsa", "-out", self.path("key.pem"), "2048"], check=True, capture_output=True)
        with open(self.path("tokens.csv"), "w") as f:
            f.write(f'{self.token},admin,admin,"system:masters"\n')
        self.kubeconfig = self.path("kubeconfig")
        with open(self.kubeconfig, "w") as f:
            json.dump({
                "apiVersion": "v1", "kind": "Config", "current-context": "test",
                "contexts": [{"name": "test", "context": {"cluster": "test", "user": "admin"}}],
                "users": [{"name": "admin", "user": {"token": self.token}}],
                "clusters": [{"name": "test", "cluster": {
                    "server": f"https://127.0.0.1:{self.port}",
                    "certificate-authority": self.path("certificates/apiserver.crt")}}],
            }, f)

    # --- Requests

    def connection(self):
        if not getattr(self.local, "connection", None):
            context = ssl.create_default_context(cafile=self.path("certificates/apiserver.crt"))
            self.local.connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=60, context=context)
        return self.local.connection

    def request(self, method, path, body=None, content_type="application/json", tries_left=4):
        """The bytes of the answer; Refused when it is none of 2xx."""
        headers = {"Authorization": "Bearer " + self.token, "Content-Type": content_type}
        again = getattr(self.local, "connection", None) is not None  # the server may have closed it meanwhile
        try:
            connection = self.connection()
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read()
        except (OSError, http.client.HTTPException):
            self.local.connection = None
            if again:
                return self.request(method, path, body, content_type)
            raise
        if response.status == 504 and tries_left:  # a busy machine: the API server gives up after 34 s
            return self.request(method, path, body, content_type, tries_left - 1)
        if response.status >= 300:
            raise Refused(response.status, text)
        return text

    def get(self, path):
        return json.loads(self.request("GET", path))

    def post(self, path, thing):
        return json.loads(self.request("POST", path, json.dumps(thing)))

    def all(self, function, things):
        """`function` of each, some at a time, in order."""
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as workers:
            return list(workers.map(function, things))

    def kubectl(self, *arguments, **options):
        return self.with_kubectl([tools.program("kubectl"), *arguments], **options)

    def with_kubectl(self, command, **options):
        """Runs a command with `kubectl` on its PATH, which finds this cluster."""
        # Its cache of what the server serves is the cluster's own too. Merge keys are taken from OpenAPI v2, which it
        # parses once, and v3 for each object, twenty times the work; apply.py asks it for both.
        programs = os.path.dirname(tools.program("kubectl"))
        env = dict(os.environ, KUBECONFIG=self.kubeconfig, PATH=programs + os.pathsep + os.environ["PATH"], KUBECACHEDIR=self.path("kubectl-cache"),
                   KUBECTL_OPENAPIV3_PATCH="false") | options.pop("env", {})
        return subprocess.run(command, capture_output=True, text=True, env=env, timeout=900, **options)

    # --- Objects

    def create_namespaces(self, names, labels=None):
        def create(name):
            with contextlib.suppress(Refused):
                self.post("/api/v1/namespaces", {"metadata": {"name": name, "labels": labels or {}}})
        self.all(create, names)

    def live(self, kind):
        """What there is of a kind, by namespace and name."""
        items = self.get(KINDS[kind])["items"]
        return {(i["metadata"].get("namespace"), i["metadata"]["name"]): i for i in items}

    def clear(self):
        """Deletes what the tests have made. Namespaces stay: nothing here would finish their deletion."""
        for kind, path in KINDS.items():
            prefix, _, plural = path.rpartition("/")
            def delete(item):
                with contextlib.suppress(Refused):
                    self.request("DELETE", f"{prefix}/namespaces/{item[0]}/{plural}/{item[1]}")
            self.all(delete, [key for key in self.live(kind) if key != ("default", "kubernetes")])
        self.wait_for("an empty cluster", lambda: not self.live("ReplicaSet"))
