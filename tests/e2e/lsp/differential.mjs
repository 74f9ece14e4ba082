// The server and `agentrender validate`, asked about the same folder, must say the same. Each round is a workspace of
// documents of tests/golden in some files, and some steps in random order: files are opened, edited, half typed, saved,
// closed, written, renamed and deleted, links to files and folders come and go, some at once. After some of them, and at
// the end, the server's findings of all files are compared with those of `validate` for a folder that says what the buffers
// say: file, line, column, code, severity and message. Where a buffer cannot be read, a server that has just started,
// which knows of no text that was read before, is compared as well.
//
//   differential.mjs [ROUNDS [SEED]]   a round that differs is printed with its seed, which repeats it: 1 SEED
//
// AGENTRENDER is the server, and VALIDATE the program that it is compared with, unless it is the same.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { CAPABILITIES, Client, check, finish } from "./client.mjs";

const golden = path.join(path.dirname(fileURLToPath(import.meta.url)), "../../golden");
const [rounds, first] = [Number(process.argv[2] ?? 200), Number(process.argv[3] ?? 1)];
const FILES = ["a.yaml", "b.yaml", "sub/c.yml", "sub/d.yaml", "z/e/f.yaml", "z/g.json"];
// Links, and what they may lead to: a file, a folder, nothing, or a place that may not be read.
const LINKS = ["0.yaml", "b-too.yaml", "sub/link.yaml", "team", "z/back", "new.yml"];
const TARGETS = ["a.yaml", "b.yaml", "sub", "z/e", "../a.yaml", "..", ".", "sub/c.yml", "nowhere.yaml", "/etc/hostname", "/etc"];
const MOST_BYTES = 20000;
// Columns of both count characters.
const capabilities = { ...CAPABILITIES, general: { positionEncodings: ["utf-32"] } };

// Numbers that depend on the seed alone (mulberry32).
class Chance {
  constructor(seed) {
    this.state = seed;
  }
  next() {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  below(n) {
    return Math.floor(this.next() * n);
  }
  of(list) {
    return list[this.below(list.length)];
  }
}

// Settings with which Agents hang together: what none of them matches or uses is found in the workspace as a whole.
const SETTINGS = ["selector: {names: [reviewer, scout]}", "selector: {matchLabels: {team: docs}}",
  "selector: {names: [nobody]}", "selector: {names: [reviewer], matchLabels: {team: docs}}",
  "images: [{name: nobody-has-it, newTag: v1}]", "images: [{name: nobody-has-it, newTag: v1}], selector: {names: [reviewer]}",
  "strictness: WarningsAsErrors", "controllerVersion: v0.1.9, namespace: elsewhere"];
const settings = (spec) =>
  `apiVersion: render.kubeopencode.io/v1alpha1\nkind: AgentRender\nmetadata: {name: settings}\nspec: {${spec}}\n`;

// The documents of each golden input. What a message shows of control characters differs in a terminal and in JSON.
function readGoldens() {
  const all = [];
  for (const feature of fs.readdirSync(golden).sort()) {
    const folder = path.join(golden, feature);
    if (!fs.statSync(folder).isDirectory()) continue;
    for (const name of fs.readdirSync(folder).sort()) {
      const file = path.join(folder, name, "input.yaml");
      if (!fs.existsSync(file) || fs.statSync(file).size > MOST_BYTES) continue;
      const text = fs.readFileSync(file, "utf8");
      if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffd]|\\[nrtxu]/.test(text)) continue;
      all.push(text.split(/^---.*\n/m).filter((one) => one.trim() !== "").map((one) => one.replace(/\n*$/, "\n")));
    }
  }
  return all.filter((documents) => documents.length > 0);
}
const goldens = readGoldens();

class Round {
  constructor(seed) {
    this.chance = new Chance(seed);
    this.root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "lsp-")));
    this.truth = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "lsp-")));
    this.disk = new Map();
    this.buffers = new Map();
    this.links = new Map();
    this.steps = [];
  }

  uri(file) {
    return pathToFileURL(path.join(this.root, file)).href;
  }

  put(file, text) {
    fs.mkdirSync(path.dirname(path.join(this.root, file)), { recursive: true });
    fs.writeFileSync(path.join(this.root, file), text);
    this.disk.set(file, text);
  }

  tell(...changes) {
    return this.client.notify("workspace/didChangeWatchedFiles",
      { changes: changes.map(([file, type]) => ({ uri: this.uri(file), type })) });
  }

  // Documents of one to three inputs, dealt out to some files.
  deal() {
    const files = new Map();
    for (let i = 1 + this.chance.below(3); i > 0; --i) {
      for (const document of this.chance.of(goldens)) {
        const file = this.chance.of(FILES);
        files.set(file, files.has(file) ? files.get(file) + "---\n" + document : document);
      }
    }
    if (this.chance.below(4) === 0) files.set("settings.yaml", settings(this.chance.of(SETTINGS)));
    return files;
  }

  // A text as somebody may leave it in the middle of an edit.
  edited(text) {
    const lines = text.split("\n");
    const at = this.chance.below(lines.length);
    const another = this.chance.of(this.chance.of(goldens));
    switch (this.chance.below(9)) {
      case 0: lines.splice(at, 1); break;
      case 1: lines.splice(at, 0, lines[this.chance.below(lines.length)]); break;
      case 2: lines[at] = lines[at].slice(0, this.chance.below(lines[at].length + 1)); break;
      case 3: lines[at] += this.chance.of([" ", "x", ":", " [", "{", "'", " # and so on"]); break;
      case 4: lines[at] = lines[at].replace(/[a-z]/, this.chance.of(["", "x", "A", "1"])); break;
      case 5: return text + "---\n" + another;
      case 6: return another + "---\n" + text;
      case 7: return another;
      case 8: return this.chance.below(4) === 0 ? "" : text + "---\n" + text;
    }
    return lines.join("\n");
  }

  async step() {
    const step = await this.takeStep();
    if (step) this.steps.push(step);
  }

  // One step on a file, told as editors tell it; what it is called, or nothing when it is none.
  async takeStep() {
    const file = this.chance.of(this.disk.has("settings.yaml") ? [...FILES, "settings.yaml"] : FILES);
    const open = this.buffers.has(file);
    const there = this.disk.has(file);
    const document = { uri: this.uri(file) };
    switch (this.chance.below(14)) {
      case 0: case 1: {
        if (open || (!there && this.links.size > 0)) return undefined;
        const text = there ? this.disk.get(file) : this.chance.of(this.chance.of(goldens));
        await this.open(file, text);
        return `open ${file}`;
      }
      case 2: case 3: case 4: {
        if (!open) return undefined;
        const buffer = this.buffers.get(file);
        buffer.text = this.edited(buffer.text);
        await this.client.notify("textDocument/didChange",
          { textDocument: { ...document, version: ++buffer.version }, contentChanges: [{ text: buffer.text }] });
        return `edit ${file}`;
      }
      case 5: {
        if (!open) return undefined;
        this.put(file, this.buffers.get(file).text);
        await this.client.notify("textDocument/didSave", { textDocument: document });
        await this.tell([file, there ? 2 : 1]);
        return `save ${file}`;
      }
      case 6: {
        if (!open) return undefined;
        this.buffers.delete(file);
        await this.client.notify("textDocument/didClose", { textDocument: document });
        return `close ${file}`;
      }
      case 7: {
        this.put(file, there ? this.edited(this.disk.get(file)) : this.chance.of(this.chance.of(goldens)));
        await this.tell([file, there ? 2 : 1]);
        return `write ${file}`;
      }
      case 8: {
        if (!there || (open && this.links.size > 0)) return undefined;
        fs.rmSync(path.join(this.root, file));
        this.disk.delete(file);
        await this.tell([file, 3]);
        return `delete ${file}`;
      }
      case 12: case 13: return this.relink(this.chance.of(LINKS), this.chance.of(TARGETS));
      case 9: case 10: return this.rename(file, this.chance.of(FILES));
      default: return this.renameFolder(this.chance.of(["sub", "z", "z/e", "new"]), this.chance.of(["sub", "new", "new/er"]));
    }
  }

  open(file, text) {
    this.buffers.set(file, { text, version: 1 });
    return this.client.notify("textDocument/didOpen",
      { textDocument: { uri: this.uri(file), languageId: "yaml", version: 1, text } });
  }

  // An editor closes what it has open of the file, and opens it by the new name.
  async rename(file, to) {
    if (!this.disk.has(file) || this.disk.has(to) || this.buffers.has(to) || this.links.has(file)) return undefined;
    fs.mkdirSync(path.dirname(path.join(this.root, to)), { recursive: true });
    fs.renameSync(path.join(this.root, file), path.join(this.root, to));
    this.disk.set(to, this.disk.get(file));
    this.disk.delete(file);
    const buffer = this.buffers.get(file);
    if (buffer) {
      this.buffers.delete(file);
      await this.client.notify("textDocument/didClose", { textDocument: { uri: this.uri(file) } });
      await this.open(to, buffer.text);
    }
    if (this.chance.below(2) === 0) await this.tell([file, 3], [to, 1]);
    else await this.client.notify("workspace/didRenameFiles", { files: [{ oldUri: this.uri(file), newUri: this.uri(to) }] });
    return `rename ${file} to ${to}`;
  }

  async relink(link, target) {
    const whole = path.join(this.root, link);
    if (this.links.delete(link)) {
      fs.rmSync(whole);
      await this.tell([link, 3]);
      return `remove the link ${link}`;
    }
    // No link leads to a buffer that is yet to be saved: for the server there is no such file.
    if ([...this.buffers.keys()].some((file) => !this.disk.has(file))) return undefined;
    if (fs.existsSync(whole) || this.disk.has(link) || this.buffers.has(link)) return undefined;
    fs.mkdirSync(path.dirname(whole), { recursive: true });
    fs.symlinkSync(target, whole);
    this.links.set(link, target);
    await this.tell([link, 1]);
    return `link ${link} to ${target}`;
  }

  // Told as the folder alone, as some clients do. Files that are open stay open by their old names.
  async renameFolder(folder, to) {
    const [whole, other] = [folder, to].map((one) => path.join(this.root, one));
    if (!fs.existsSync(whole) || fs.existsSync(other) || to.startsWith(folder + "/")) return undefined;
    if (this.links.size > 0 && [...this.buffers.keys()].some((file) => file.startsWith(folder + "/"))) return undefined;
    fs.mkdirSync(path.dirname(other), { recursive: true });
    fs.renameSync(whole, other);
    for (const [file, text] of [...this.disk].filter(([one]) => one.startsWith(folder + "/"))) {
      this.disk.delete(file);
      this.disk.set(to + file.slice(folder.length), text);
    }
    for (const [link, target] of [...this.links].filter(([one]) => one.startsWith(folder + "/"))) {
      this.links.delete(link);
      this.links.set(to + link.slice(folder.length), target);
    }
    await this.tell([folder, 3], [to, 1]);
    return `rename ${folder} to ${to}`;
  }

  // What `validate` says of a folder with the texts that the editor shows.
  validated() {
    fs.rmSync(this.truth, { recursive: true });
    fs.mkdirSync(this.truth);
    const texts = new Map([...this.disk, ...[...this.buffers].map(([file, buffer]) => [file, buffer.text])]);
    for (const [file, text] of texts) {
      fs.mkdirSync(path.dirname(path.join(this.truth, file)), { recursive: true });
      fs.writeFileSync(path.join(this.truth, file), text);
    }
    for (const [link, target] of this.links) {
      fs.mkdirSync(path.dirname(path.join(this.truth, link)), { recursive: true });
      fs.symlinkSync(target, path.join(this.truth, link));
    }
    const ran = spawnSync(process.env.VALIDATE ?? process.env.AGENTRENDER, ["validate", "-v", "--report=json", "."], { cwd: this.truth, encoding: "utf8" });
    return JSON.parse(ran.stdout || ran.stderr || "[]").map((one) => {
      const field = one.field ? one.field + ": " : "";
      const hint = one.hint ? "\n" + one.hint : "";
      const file = one.file ? this.real(one.file) : "";
      const text = file && fs.readFileSync(path.join(this.truth, file), "utf8");
      return [file, ...this.within(text, one.line, one.column), one.code, one.severity, field + one.message + hint];
    });
  }

  // A place that an editor can show: a text without a line break at its end has no line behind it.
  within(text, line = 1, column = 1) {
    const lines = text.split("\n");
    return line > lines.length ? [lines.length, [...lines.at(-1)].length + 1] : [line, column];
  }

  // A file of which another name is open is shown by that name.
  real(file) {
    const whole = path.join(this.truth, file);
    return fs.existsSync(whole) ? path.relative(this.truth, fs.realpathSync(whole)) : file;
  }

  async shown(client, root) {
    await client.settle(3);
    return [...client.diagnostics].flatMap(([uri, list]) => list.map((one) => [
      this.real(path.relative(root, fileURLToPath(uri))), one.range.start.line + 1, one.range.start.character + 1, one.code,
      ["", "error", "warning", "info"][one.severity], one.message]));
  }

  // The server with its files and buffers, and, where a buffer cannot be read, one that has just started.
  async differences() {
    const theirs = this.validated();
    const broken = theirs.some(([file, , , code]) => code.startsWith("AR01") && (!file || this.buffers.has(file)));
    const found = this.compare(await this.shown(this.client, this.root), theirs, broken);
    if (!broken || found.length > 0) return found;
    const fresh = new Client();
    await fresh.initialize([pathToFileURL(this.truth).href], {}, capabilities);
    const shown = await this.shown(fresh, this.truth);
    await fresh.stop();
    return this.compare(shown, theirs, false).map((one) => "started anew: " + one);
  }

  // What has no place is a message in an editor; that there is no Agent is said at a file with anything of ours, if there
  // is one. What fields an object has is said only once. While a buffer cannot be read, the server takes what it said before
  // (docs/editors.md), and what cannot be read is compared. With more findings than are shown, nothing is.
  compare(shown, validated, broken) {
    if ([...shown, ...validated].some((one) => one[3] === "AR0109")) return [];
    const any = (list) => list.filter((one) => one[3] === "AR0206").map(([, , , code, severity]) => ["", 1, 1, code, severity, ""]);
    const [ours, theirs] = [shown, validated].map((list) => [...(this.hasOurs() ? any(list) : []), ...list.filter(([file]) => file)]
      .filter(([file, , , code]) => (code !== "AR0206" || !file) && (!broken || code.startsWith("AR01")))
      .map((one) => JSON.stringify(one).replace(/\\nthe fields here are [^"]*/, "")));
    const without = (list, others) => {
      const left = [...others];
      return list.filter((one) => {
        const at = left.indexOf(one);
        if (at >= 0) left.splice(at, 1);
        return at < 0;
      });
    };
    return [...without(ours, theirs).map((one) => "only the server: " + one),
      ...without(theirs, ours).map((one) => "only validate: " + one)];
  }

  // Whether a file has something of ours.
  hasOurs() {
    const texts = new Map([...this.disk, ...[...this.buffers].map(([file, buffer]) => [file, buffer.text])]);
    return [...texts.values()].some((text) => /\bapiVersion["']?: *["']?(render\.)?kubeopencode\.io\//.test(text));
  }

  async play() {
    for (const [file, text] of this.deal()) this.put(file, text);
    this.client = new Client();
    await this.client.initialize([pathToFileURL(this.root).href], {}, capabilities);
    let found = [];
    for (let left = this.chance.below(16); left >= 0 && found.length === 0; --left) {
      if (this.chance.below(4) === 0) {
        await this.client.together(async () => {
          for (let many = 3; many > 0; --many) await this.step();
        });
      }
      await this.step();
      if (left === 0 || this.chance.below(4) === 0) found = await this.differences();
    }
    const status = await this.client.stop();
    if (status !== 0) found.push(`the server ended with ${status}`);
    if (found.length > 0 && process.env.KEEP) fs.cpSync(this.truth, process.env.KEEP, { recursive: true });
    for (const folder of [this.root, this.truth]) fs.rmSync(folder, { recursive: true });
    return found;
  }
}

const problems = [];
for (let seed = first; seed < first + rounds; ++seed) {
  const round = new Round(seed);
  const found = await round.play();
  if (found.length > 0) problems.push(`seed ${seed}: ${round.steps.join(", ")}`, ...found.slice(0, 6).map((one) => "  " + one));
}
check(`${rounds} workspaces, edited at random: findings as validate has them`, problems);
finish();
