"""Where the programs are that the test runs."""
import os
import shutil
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))

from checks import ROOT  # noqa: E402

DEPS = os.path.join(ROOT, ".deps")
# ./install unpacks it; one that the machine has will do.
ETCD = next((path for path in (os.path.join(DEPS, "etcd/usr/bin/etcd"), shutil.which("etcd")) if path and os.path.exists(path)), None)


def program(name):
    return os.path.join(DEPS, "bin", name)
