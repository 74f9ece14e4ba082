"""`python -m agentrender`, and the command `agentrender` where the package has no native program for the platform.

With the native program this is that program. Without it, this is the same program as a WebAssembly module, which has the
files of the machine; it cannot start processes, so the commands that do (doctor, pin, argocd), lsp and man are not in it.
"""

from __future__ import annotations

import importlib.metadata
import importlib.resources
import os
import signal
import subprocess
import sys
from typing import Optional, Sequence

from ._errors import RenderError

MODULE = "agentrender-files.wasm"
TROUBLE = 2


def main() -> int:
    program = _native_program()
    return _become(program, sys.argv[1:]) if program is not None else run(sys.argv[1:])


def _native_program() -> Optional[str]:
    """The program that the wheel of this platform brought; None without one."""
    try:
        files = importlib.metadata.files("agentrender") or []
    except importlib.metadata.PackageNotFoundError:
        return None
    for file in files:
        if file.name in ("agentrender", "agentrender.exe") and file.parent.name in ("bin", "Scripts"):
            path = str(file.locate())
            if not os.path.exists(path):  # pip install --target leaves it out
                continue
            with open(path, "rb") as program:
                if program.read(2) != b"#!" and not _is_script(path):
                    return path
    return None


def _is_script(path: str) -> bool:
    """Whether pip made it: on Windows scripts are programs, with a zip file at their end."""
    import zipfile

    return zipfile.is_zipfile(path)


def _become(program: str, words: Sequence[str]) -> int:
    if os.name == "posix":
        os.execv(program, [program, *words])
    return subprocess.run([program, *words], check=False).returncode


def run(words: Sequence[str]) -> int:
    """Runs the module as a program; gives its exit status."""
    import wasmtime

    from ._instance import command_engine

    # While the module runs, nobody would look at an interrupt that Python has taken.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "SIGPIPE"):  # whoever reads the output has had enough
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for word in words:
        if not _is_text(word):
            print(f"agentrender: {ascii(word)} is not UTF-8, which this build cannot pass on", file=sys.stderr)
            return TROUBLE
    engine = command_engine()
    try:
        module = wasmtime.Module(engine, importlib.resources.files(__package__).joinpath(MODULE).read_bytes())
        store = wasmtime.Store(engine)
        store.set_wasi(_surroundings(words))
        linker = wasmtime.Linker(engine)
        linker.define_wasi()
        linker.instantiate(store, module).exports(store)["_start"](store)
    except wasmtime.ExitTrap as end:
        return end.code
    except (OSError, RenderError, wasmtime.Trap, wasmtime.WasmtimeError) as error:
        print(f"agentrender: the module failed: {error}", file=sys.stderr)
        return TROUBLE
    return 0


def _is_text(word: str) -> bool:
    """Whether it is UTF-8, as the words and the environment of a module must be."""
    return not any("\ud800" <= c <= "\udfff" for c in word)


def _surroundings(words: Sequence[str]) -> "wasmtime.WasiConfig":
    """What a native program would have: the words, the environment, the files, and the folder it is started in."""
    import wasmtime

    drive, folder = os.path.splitdrive(os.getcwd())
    surroundings = wasmtime.WasiConfig()
    surroundings.argv = ["agentrender", *words]
    known = ((k, v) for k, v in os.environ.items() if k != "PWD" and _is_text(k + v))
    surroundings.env = [*known, ("PWD", folder.replace(os.sep, "/"))]
    surroundings.inherit_stdin()
    surroundings.inherit_stdout()
    surroundings.inherit_stderr()
    surroundings.preopen_dir(drive + os.sep, "/")
    return surroundings


if __name__ == "__main__":
    sys.exit(main())
