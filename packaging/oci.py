"""Container images without a builder and without a daemon: files in, an OCI archive out, with an image for each processor.

The same files give the same bytes; SOURCE_DATE_EPOCH is their date. If NOTICE names a file, the images have it and LICENSE.
"""
import gzip
import hashlib
import io
import json
import os
import re
import struct
import sys
import tarfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
EPOCH = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
CREATED = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(EPOCH))
MACHINES = {"amd64": 62, "arm64": 183}  # of ELF
PROGRAM_HEADER_INTERPRETER = 3
TYPE = "application/vnd.oci.image."


def fail(message):
    sys.exit(f"pack: error: {message}")


def version():
    with open(os.path.join(ROOT, "CMakeLists.txt")) as f:
        return re.search(r"^project\(agentrender VERSION ([0-9.]+)", f.read(), re.M)[1]


def read(path):
    with open(path, "rb") as f:
        return f.read()


def program(path, arch):
    """A file that can be run; the image has no libraries, so it must need none."""
    elf = read(path)
    if elf[:6] != b"\x7fELF\x02\x01":
        fail(f"{path} is no 64-bit ELF file")
    if struct.unpack_from("<H", elf, 18)[0] != MACHINES[arch]:
        fail(f"{path} is not for {arch}")
    offset, size, count = struct.unpack_from("<Q", elf, 32)[0], *struct.unpack_from("<HH", elf, 54)
    kinds = [struct.unpack_from("<I", elf, offset + i * size)[0] for i in range(count)]
    if PROGRAM_HEADER_INTERPRETER in kinds:
        fail(f"{path} is not static: build it with the release preset")
    return elf, 0o755


def add(archive, name, data, mode=0o644):
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = len(data), mode, EPOCH
    archive.addfile(entry, io.BytesIO(data))


def add_folder(archive, name):
    entry = tarfile.TarInfo(name)
    entry.type, entry.mode, entry.mtime = tarfile.DIRTYPE, 0o755, EPOCH
    archive.addfile(entry)


def licences():
    """The files of the project's licence and of those of what is linked, for an image that has them."""
    notice = os.environ.get("NOTICE")
    return {"LICENSE": (read(os.path.join(ROOT, "LICENSE")), 0o644), "NOTICE": (read(notice), 0o644)} if notice else {}


def layer(files):
    """The root file system as a tar, of {path: (content, mode)}."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        folders = set()
        for path, (data, mode) in sorted(files.items()):
            for end in (i for i, letter in enumerate(path) if letter == "/"):
                if path[:end] not in folders:
                    add_folder(archive, path[:end])
                    folders.add(path[:end])
            add(archive, path, data, mode)
    return out.getvalue()


LABELS = {"org.opencontainers.image.title": "agentrender", "org.opencontainers.image.version": version(),
          "org.opencontainers.image.licenses": "Apache-2.0"}


class Layout:
    """An OCI image layout, whose files are named after their content."""

    def __init__(self):
        self.blobs = {}

    def add(self, media_type, data):
        if not isinstance(data, bytes):
            data = json.dumps(data, sort_keys=True, separators=(",", ":")).encode()
        digest = hashlib.sha256(data).hexdigest()
        self.blobs["blobs/sha256/" + digest] = data
        return {"mediaType": TYPE + media_type, "digest": "sha256:" + digest, "size": len(data)}

    def add_image(self, arch, files, own):
        content = layer(files)
        config = {
            "architecture": arch,
            "os": "linux",
            "created": CREATED,
            "config": {**own, "WorkingDir": "/", "Labels": LABELS},
            "rootfs": {"type": "layers", "diff_ids": ["sha256:" + hashlib.sha256(content).hexdigest()]},
        }
        manifest = {
            "schemaVersion": 2,
            "mediaType": TYPE + "manifest.v1+json",
            "config": self.add("config.v1+json", config),
            "layers": [self.add("layer.v1.tar+gzip", gzip.compress(content, 9, mtime=0))],
        }
        return self.add("manifest.v1+json", manifest) | {"platform": {"architecture": arch, "os": "linux"}}

    def write(self, path, images):
        # One image stands in index.json by itself; several behind an index of their own, so that one name has them all.
        if len(images) > 1:
            index = {"schemaVersion": 2, "mediaType": TYPE + "index.v1+json", "manifests": images}
            images = [self.add("index.v1+json", index)]
        index = {"schemaVersion": 2, "mediaType": TYPE + "index.v1+json", "manifests": images}
        with tarfile.open(path, "w", format=tarfile.USTAR_FORMAT) as archive:
            add(archive, "oci-layout", b'{"imageLayoutVersion":"1.0.0"}')
            add(archive, "index.json", json.dumps(index, sort_keys=True, separators=(",", ":")).encode())
            for name in sorted(self.blobs):
                add(archive, name, self.blobs[name])


def pack(arguments, usage, files_of, own):
    """The command line OUT.tar ARCH=SOURCE...: an image for each, of files_of(arch, source), whose configuration has `own`."""
    if len(arguments) < 2 or arguments[0].startswith("-") or any("=" not in word for word in arguments[1:]):
        sys.exit(usage)
    layout, images = Layout(), []
    for word in arguments[1:]:
        arch, source = word.split("=", 1)
        if arch not in MACHINES:
            fail(f"{arch} is not one of {', '.join(MACHINES)}")
        images.append(layout.add_image(arch, {**files_of(arch, source), **licences()}, own))
    layout.write(arguments[0], images)
