// Plays the sessions of sessions/: each is a folder with the files of a workspace, session.json, and expected.json, what
// the server answered when it was recorded. A step of session.json is one of
//   {"initialize": {options}, "capabilities": {...}}   what is asked for is the first step, or the usual
//   {"open": "FILE"}, {"change": "FILE", "replace": "a", "with": "b"} (or "text"), {"close": "FILE"}
//   {"write": "FILE", "text": "..."}, {"remove": "FILE"}   on the disk, which the client then tells
//   {"link": "FILE", "to": "..."}   a link to a file or a folder, which the client tells
//   {"rename": "FILE", "to": "FILE"}   a file or a folder, which the client tells as two events, or as "told": "files"
//   {"leave": "FOLDER"} or {"enter": "FOLDER"}, or both   folders of the workspace
//   {"request": "METHOD", "at": "FILE:LINE:COLUMN" (as people count), "params": {...}}
//   {"complete": "FILE", "text": "... ^ ..."}   the text without the ^, and what can be written there: how much of it, what
//                            comes first, and the line with the first one in it
//   {"document": "ADDRESS"}   what a rendered document says, as far as it can differ here: comments, names, a port, a folder
//   {"together": [...]}      steps of which the server reads at once
//   {"apply": N}             the edit of code action number N of the last answer
//   {"diagnostics": true}    all that is shown now
//   {"heard": true}          what the server asked of the client since
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { CAPABILITIES, Client, check, finish } from "./client.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const record = process.argv.includes("--record");

class Session {
  constructor(folder) {
    this.folder = folder;
    this.root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "lsp-")));
    fs.cpSync(path.join(folder, "workspace"), this.root, { recursive: true });
    this.texts = new Map();
    this.versions = new Map();
  }

  uri(file) {
    return /^[a-z]+:/.test(file) ? file : pathToFileURL(path.join(this.root, file)).href;
  }

  // Answers do not depend on where the workspace lies.
  portable(value) {
    const text = JSON.stringify(value ?? null);
    return JSON.parse(text.replaceAll(pathToFileURL(this.root).href, "file://WORKSPACE").replaceAll(this.root, "/WORKSPACE"));
  }

  tell(...changes) {
    return this.client.notify("workspace/didChangeWatchedFiles", { changes });
  }

  change(file, text) {
    const version = this.versions.get(file) + 1;
    this.versions.set(file, version);
    const old = this.texts.get(file);
    this.texts.set(file, text);
    // As editors do: what is between the common beginning and end, as one change.
    let begin = 0;
    while (begin < Math.min(old.length, text.length) && old[begin] === text[begin]) ++begin;
    let end = 0;
    while (end < Math.min(old.length, text.length) - begin && old.at(-1 - end) === text.at(-1 - end)) ++end;
    // No position is between the two characters of a line break of Windows.
    const splits = (text, at) => text[at - 1] === "\r" && text[at] === "\n";
    if (splits(old, begin) || splits(text, begin)) --begin;
    if (splits(old, old.length - end) || splits(text, text.length - end)) --end;
    const position = (offset) => {
      const lines = old.slice(0, offset).split("\n");
      return { line: lines.length - 1, character: lines.at(-1).length };
    };
    return this.client.notify("textDocument/didChange", {
      textDocument: { uri: this.uri(file), version },
      contentChanges: [{
        range: { start: position(begin), end: position(old.length - end) },
        text: text.slice(begin, text.length - end),
      }],
    });
  }

  applyTo(text, edits) {
    const lines = text.split("\n");
    const offset = (p) => lines.slice(0, p.line).reduce((sum, line) => sum + line.length + 1, 0) + p.character;
    for (const edit of [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start)))
      text = text.slice(0, offset(edit.range.start)) + edit.newText + text.slice(offset(edit.range.end));
    return text;
  }

  async complete(file, marked) {
    const at = marked.indexOf("^");
    const lines = marked.slice(0, at).split("\n");
    const position = { line: lines.length - 1, character: lines.at(-1).length };
    const text = marked.slice(0, at) + marked.slice(at + 1);
    await this.change(file, text);
    const found = await this.client.request("textDocument/completion", { textDocument: { uri: this.uri(file) }, position });
    if (!found?.items.length) return found && [];
    const { range, newText } = found.items[0].textEdit;
    if (range.start.line !== position.line || range.end.line !== position.line) return "not in the line";
    if (range.start.character > position.character || range.end.character < position.character) return "not at the position";
    const line = text.split("\n")[position.line];
    const labels = found.items.slice(0, 3).map((item) => item.label);
    return [found.items.length, ...labels, line.slice(0, range.start.character) + "«" + newText + "»" + line.slice(range.end.character)];
  }

  // The word that makes a step what it is names its method.
  async step(step) {
    const kind = KINDS.find((word) => step[word] || (word === "apply" && step.apply !== undefined));
    return kind && STEPS[kind].call(this, step);
  }

  params(step) {
    const params = JSON.parse(JSON.stringify(step.params ?? {}).replaceAll("WORKSPACE/", this.root + "/"));
    if (step.of) params.textDocument = { uri: this.uri(step.of) };
    if (!step.at) return params;
    const [, file, line, column] = /^(.*):(\d+):(\d+)$/.exec(step.at);
    const position = { line: line - 1, character: column - 1 };
    params.textDocument = { uri: this.uri(file) };
    params.position = position;
    params.range ??= { start: position, end: position };
    params.context ??= { diagnostics: [], includeDeclaration: true };
    return params;
  }

  async play() {
    const steps = JSON.parse(fs.readFileSync(path.join(this.folder, "session.json"), "utf8"));
    const first = steps[0].initialize ? steps.shift() : { initialize: {} };
    this.client = new Client();
    const folders = (first.folders ?? ["."]).map((folder) => pathToFileURL(path.join(this.root, folder)).href.replace(/\/$/, ""));
    const result = await this.client.initialize(folders, first.initialize,
      { ...CAPABILITIES, ...first.capabilities });
    delete result.serverInfo; // it has the version
    const answers = first.shown ? [{ step: "initialize", answer: result }] : [];
    for (const step of steps) {
      const answer = await this.step(step);
      if (answer !== undefined) answers.push({ step: describe(step), answer });
    }
    answers.push({ step: "exit", answer: await this.client.stop() });
    fs.rmSync(this.root, { recursive: true });
    return answers;
  }
}

const STEPS = {
  async open(step) {
    const text = step.text ?? fs.readFileSync(path.join(this.root, step.open), "utf8");
    this.texts.set(step.open, text);
    this.versions.set(step.open, 1);
    await this.client.notify("textDocument/didOpen",
      { textDocument: { uri: this.uri(step.open), languageId: "yaml", version: 1, text } });
  },
  async change(step) {
    const text = step.text ?? this.texts.get(step.change).replace(step.replace, step.with);
    await this.change(step.change, text);
  },
  complete(step) {
    return this.complete(step.complete, step.text);
  },
  async document(step) {
    const { text } = (await this.client.request("workspace/textDocumentContent", this.params({ params: { uri: step.document } }))) ?? {};
    return text === undefined ? null : this.portable(text.split("\n").filter((line) => /^#|^  name:|^  namespace:|containerPort|workingDir/.test(line)));
  },
  async together(step) {
    await this.client.together(async () => {
      for (const one of step.together) await this.step(one);
    });
  },
  async close(step) {
    await this.client.notify("textDocument/didClose", { textDocument: { uri: this.uri(step.close) } });
  },
  async write(step) {
    const whole = path.join(this.root, step.write);
    const type = fs.existsSync(whole) ? 2 : 1;
    fs.writeFileSync(whole, step.text);
    await this.tell({ uri: this.uri(step.write), type });
  },
  async remove(step) {
    fs.rmSync(path.join(this.root, step.remove), { recursive: true });
    await this.tell({ uri: this.uri(step.remove), type: 3 });
  },
  async link(step) {
    fs.symlinkSync(step.to, path.join(this.root, step.link));
    await this.tell({ uri: this.uri(step.link), type: 1 });
  },
  async rename(step) {
    fs.renameSync(path.join(this.root, step.rename), path.join(this.root, step.to));
    const [oldUri, newUri] = [this.uri(step.rename), this.uri(step.to)];
    if (step.told) await this.client.notify("workspace/didRenameFiles", { files: [{ oldUri, newUri }] });
    else await this.tell({ uri: oldUri, type: 3 }, { uri: newUri, type: 1 });
  },
  enter: changeFolders,
  leave: changeFolders,
  async apply(step) {
    if (!this.last?.[step.apply]) return `no action ${step.apply}`;
    const [uri, edits] = Object.entries(this.last[step.apply].edit.changes)[0];
    const file = path.relative(this.root, fileURLToPath(uri));
    await this.change(file, this.applyTo(this.texts.get(file), edits));
    return this.texts.get(file).split("\n");
  },
  async request(step) {
    this.last = await this.client.request(step.request, this.params(step));
    return this.portable(this.last);
  },
  async diagnostics() {
    await this.client.settle();
    const shown = [...this.client.diagnostics].filter(([, list]) => list.length > 0).sort(([a], [b]) => (a < b ? -1 : 1));
    return this.portable(Object.fromEntries(shown));
  },
  async heard() {
    await this.client.settle();
    // Some of it may come twice, or in another order, as messages fall together.
    // Whether lenses are to be asked for again depends on how edits fall together.
    const heard = this.client.heard.splice(0).filter((one) => one.method !== "workspace/codeLens/refresh");
    return [...new Set(heard.map((one) => JSON.stringify(this.portable(one))))].sort().map((one) => JSON.parse(one));
  },
};
// In this order, as a step may have the word of another one: {"rename": ..., "to": ...}, {"enter": ..., "leave": ...}.
const KINDS = Object.keys(STEPS);

async function changeFolders(step) {
  const [added, removed] = [step.enter, step.leave].map((one) => (one ? [{ uri: this.uri(one), name: one }] : []));
  await this.client.notify("workspace/didChangeWorkspaceFolders", { event: { added, removed } });
}

function describe(step) {
  return Object.entries(step).filter(([, value]) => typeof value !== "object").map(([key, value]) => `${key} ${value}`).join(" ");
}

// Where two answers differ.
function differences(expected, actual, at = "") {
  if (JSON.stringify(expected) === JSON.stringify(actual)) return [];
  const both = [expected, actual].every((value) => typeof value === "object" && value !== null);
  if (!both) return [`${at}: ${JSON.stringify(actual)} and not ${JSON.stringify(expected)}`.slice(0, 400)];
  const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...keys].flatMap((key) => differences(expected[key] ?? null, actual[key] ?? null, `${at}/${key}`));
}

for (const name of fs.readdirSync(path.join(here, "sessions")).sort()) {
  const folder = path.join(here, "sessions", name);
  const answers = await new Session(folder).play();
  const file = path.join(folder, "expected.json");
  if (record) {
    fs.writeFileSync(file, JSON.stringify(answers, null, 1) + "\n");
    console.log(`recorded: ${name}`);
    continue;
  }
  const expected = JSON.parse(fs.readFileSync(file, "utf8"));
  check(`session ${name}: ${answers.length} answers`, answers.flatMap((answer, i) =>
    differences(expected[i], answer).map((difference) => `${answer.step}${difference}`)));
}
finish();
