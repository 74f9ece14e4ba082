// The part of WASI preview 1 that the language server's module asks for, on files of this machine: it can look at them,
// and has no call that would change one. A path of the module is that of a file: URI; C:\agents is /c:/agents there.
import * as fs from "node:fs";

const enum Errno {
  ok = 0, access = 2, badDescriptor = 8, invalid = 28, io = 29, isDirectory = 31, loop = 32, tooMany = 33, nameTooLong = 37,
  noEntry = 44, notDirectory = 54, notPermitted = 63, readOnly = 69, noSeek = 70,
}

const ERRNOS: Record<string, Errno> = {
  EACCES: Errno.access, EBADF: Errno.badDescriptor, EINVAL: Errno.invalid, EISDIR: Errno.isDirectory, ELOOP: Errno.loop,
  EMFILE: Errno.tooMany, ENFILE: Errno.tooMany, ENAMETOOLONG: Errno.nameTooLong, ENOENT: Errno.noEntry,
  ENOTDIR: Errno.notDirectory, EPERM: Errno.notPermitted,
};

const ROOT = 3; // the one folder that is open from the beginning
const FOLLOW = 1;
const CREATES = 1 | 8;
const ONLY_DIRECTORY = 2;
const CLOCK = 0;

/** A program that ended itself. */
export class Exit extends Error {
  constructor(readonly code: number) {
    super(`ended with status ${code}`);
  }
}

/** What the module hears on its stdin. */
export interface Stdin {
  /** Whether a read would not wait, after at most so many milliseconds. */
  wait(milliseconds: number): boolean;
  /** At most so many bytes; none at the end. */
  read(most: number): Uint8Array;
}

interface Opened {
  path: string;
  file?: number;
  entries?: fs.Dirent[];
}

type Info = fs.BigIntStats;

function typeOf(info: { isDirectory(): boolean; isFile(): boolean; isSymbolicLink(): boolean }): number {
  return info.isDirectory() ? 3 : info.isFile() ? 4 : info.isSymbolicLink() ? 7 : 0;
}

/** The path as this system writes it. */
function native(path: string): string {
  return /^\/[a-z]:/i.test(path) ? path.slice(1) + (path.length === 3 ? "/" : "") : path;
}

function writeWhole(descriptor: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) {
    try {
      done += fs.writeSync(descriptor, bytes, done);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

/** Imports for one instance, whose memory `memory()` gives. */
export function makeWasi(memory: () => ArrayBuffer, stdin: Stdin): Record<string, (...parameters: any[]) => number> {
  const opened = new Map<number, Opened>([[ROOT, { path: "/" }]]);
  const view = () => new DataView(memory());
  const bytes = (at: number, size: number) => new Uint8Array(memory(), at, size);

  function resolve(folder: number, at: number, size: number): string {
    const base = opened.get(folder)?.path ?? "/";
    const path = Buffer.from(bytes(at, size)).toString();
    return path.startsWith("/") ? path : base === "/" ? "/" + path : base + "/" + path;
  }

  function vectors(at: number, count: number): Uint8Array[] {
    return Array.from({ length: count }, (_, i) =>
      bytes(view().getUint32(at + 8 * i, true), view().getUint32(at + 8 * i + 4, true)));
  }

  function openNew(path: string, onlyDirectory: boolean): Opened {
    const info = fs.statSync(native(path));
    if (info.isDirectory()) return { path };
    if (onlyDirectory) throw Object.assign(new Error(), { code: "ENOTDIR" });
    return { path, file: fs.openSync(native(path), fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0)) };
  }

  const calls: Record<string, (...parameters: any[]) => number | void> = {
    fd_prestat_get(descriptor, to) {
      if (descriptor !== ROOT) return Errno.badDescriptor;
      view().setUint32(to, 0, true);
      view().setUint32(to + 4, 1, true);
    },
    fd_prestat_dir_name(_, to) {
      bytes(to, 1)[0] = "/".charCodeAt(0);
    },
    fd_fdstat_get(descriptor, to) {
      const one = opened.get(descriptor);
      if (!one && descriptor > 2) return Errno.badDescriptor;
      bytes(to, 24).fill(0);
      view().setUint8(to, !one ? 0 : one.file === undefined ? 3 : 4);
      view().setBigUint64(to + 8, ~0n, true);
      view().setBigUint64(to + 16, ~0n, true);
    },
    fd_read(descriptor, at, count, read) {
      let total = 0;
      for (const to of vectors(at, count)) {
        const one = opened.get(descriptor);
        if (descriptor !== 0 && one?.file === undefined) return one ? Errno.isDirectory : Errno.badDescriptor;
        let size: number;
        if (descriptor === 0) {
          const heard = stdin.read(to.length);
          to.set(heard);
          size = heard.length;
        } else {
          size = fs.readSync(one!.file!, to);
        }
        total += size;
        if (size < to.length) break;
      }
      view().setUint32(read, total, true);
    },
    fd_write(descriptor, at, count, written) {
      if (descriptor !== 1 && descriptor !== 2) return Errno.badDescriptor;
      let total = 0;
      for (const from of vectors(at, count)) {
        writeWhole(descriptor, from);
        total += from.length;
      }
      view().setUint32(written, total, true);
    },
    fd_close(descriptor) {
      const one = opened.get(descriptor);
      if (!one) return Errno.badDescriptor;
      opened.delete(descriptor);
      if (one.file !== undefined) fs.closeSync(one.file);
    },
    fd_seek: () => Errno.noSeek,
    fd_readdir(descriptor, to, size, cookie, used) {
      const one = opened.get(descriptor);
      if (!one || one.file !== undefined) return Errno.notDirectory;
      one.entries ??= fs.readdirSync(native(one.path), { withFileTypes: true });
      let filled = 0;
      for (let i = Number(cookie); i < one.entries.length && filled < size; ++i) {
        const name = Buffer.from(one.entries[i].name);
        const entry = new DataView(new ArrayBuffer(24));
        entry.setBigUint64(0, BigInt(i + 1), true);
        entry.setUint32(16, name.length, true);
        entry.setUint8(20, typeOf(one.entries[i]));
        const whole = Buffer.concat([new Uint8Array(entry.buffer), name]).subarray(0, size - filled);
        bytes(to + filled, whole.length).set(whole);
        filled += whole.length;
      }
      view().setUint32(used, filled, true);
    },
    path_filestat_get(folder, flags, at, size, to) {
      const path = native(resolve(folder, at, size));
      const info: Info = flags & FOLLOW ? fs.statSync(path, { bigint: true }) : fs.lstatSync(path, { bigint: true });
      bytes(to, 64).fill(0);
      view().setBigUint64(to, BigInt.asUintN(64, info.dev), true);
      view().setBigUint64(to + 8, BigInt.asUintN(64, info.ino), true);
      view().setUint8(to + 16, typeOf(info));
      view().setBigUint64(to + 24, info.nlink, true);
      view().setBigUint64(to + 32, info.size, true);
    },
    path_open(folder, _, at, size, openFlags, _rights, _inherited, _flags, to) {
      if (openFlags & CREATES) return Errno.readOnly;
      const one = openNew(resolve(folder, at, size), (openFlags & ONLY_DIRECTORY) !== 0);
      let descriptor = ROOT + 1;
      while (opened.has(descriptor)) ++descriptor;
      opened.set(descriptor, one);
      view().setUint32(to, descriptor, true);
    },
    path_readlink(folder, at, size, to, most, used) {
      const path = native(resolve(folder, at, size));
      // An error that is thrown takes longer than to look first.
      if (!fs.lstatSync(path).isSymbolicLink()) return Errno.invalid;
      const target = Buffer.from(fs.readlinkSync(path)).subarray(0, most);
      bytes(to, target.length).set(target);
      view().setUint32(used, target.length, true);
    },
    // The module waits for nothing but its stdin, with or without a limit of time.
    poll_oneoff(at, to, count, happened) {
      let limit = Infinity;
      let clock = -1;
      let read = -1;
      for (let i = 0; i < count; ++i) {
        const isClock = view().getUint8(at + 48 * i + 8) === CLOCK;
        if (isClock) limit = Number(view().getBigUint64(at + 48 * i + 24, true) / 1_000_000n);
        if (isClock) clock = i;
        else read = i;
      }
      const which = stdin.wait(limit) ? read : clock;
      bytes(to, 32).fill(0);
      bytes(to, 8).set(bytes(at + 48 * which, 8));
      view().setUint8(to + 10, view().getUint8(at + 48 * which + 8));
      view().setUint32(happened, 1, true);
    },
    proc_exit(code) {
      throw new Exit(code);
    },
  };

  const guarded = Object.entries(calls).map(([name, call]) => [name, (...parameters: any[]) => {
    try {
      return call(...parameters) ?? Errno.ok;
    } catch (error) {
      if (error instanceof Exit) throw error;
      return ERRNOS[(error as NodeJS.ErrnoException).code ?? ""] ?? Errno.io;
    }
  }]);
  return Object.fromEntries(guarded);
}
