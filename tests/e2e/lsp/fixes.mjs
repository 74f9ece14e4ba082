// Each quick fix that is offered for an input of tests/golden/bad is applied, with line breaks of Unix and of Windows: the
// finding is gone, the line breaks stay as they are, and no finding is new but what an error had hidden. That is one
// which was an error's to hide, elsewhere in the text, and fixes.json has it.
//
//   fixes.mjs            all of it
//   fixes.mjs --record   writes fixes.json: what comes to light, to be read before it is committed
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Client, check, finish } from "./client.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const bad = path.join(here, "../../golden/bad");
const recorded = path.join(here, "fixes.json");
const kError = 1;

const offsetOf = (text, position) => {
  let at = 0;
  for (let line = 0; line < position.line; ++line) at = text.indexOf("\n", at) + 1;
  return at + position.character;
};

function applied(text, edits) {
  const sorted = [...edits].sort((a, b) => offsetOf(text, b.range.start) - offsetOf(text, a.range.start));
  for (const { range, newText } of sorted)
    text = text.slice(0, offsetOf(text, range.start)) + newText + text.slice(offsetOf(text, range.end));
  return text;
}

class Editor {
  async open() {
    this.root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "lsp-")));
    this.uri = pathToFileURL(path.join(this.root, "input.yaml")).href;
    this.client = new Client();
    await this.client.initialize([pathToFileURL(this.root).href]);
    this.version = 1;
    const textDocument = { uri: this.uri, languageId: "yaml", version: 1, text: "" };
    await this.client.notify("textDocument/didOpen", { textDocument });
  }

  async show(text) {
    const textDocument = { uri: this.uri, version: ++this.version };
    await this.client.notify("textDocument/didChange", { textDocument, contentChanges: [{ text }] });
    await this.client.settle(1);
    return this.client.diagnostics.get(this.uri) ?? [];
  }

  async actions(findings) {
    const all = [];
    for (const line of new Set(findings.map((one) => one.range.start.line))) {
      const range = { start: { line, character: 0 }, end: { line, character: 0 } };
      const params = { textDocument: { uri: this.uri }, range, context: { diagnostics: [] } };
      all.push(...await this.client.request("textDocument/codeAction", params));
    }
    return all;
  }

  async close() {
    await this.client.stop();
    fs.rmSync(this.root, { recursive: true });
  }
}

// What is found again although the edit moved it: the number of an entry is not part of it.
const sameness = (one) => one.code + " " + one.message.replace(/\[\d+/g, "[");

// The findings of `after` that `before` has not.
function fresh(before, after) {
  const known = before.map(sameness);
  return after.filter((one) => {
    const at = known.indexOf(sameness(one));
    if (at >= 0) known.splice(at, 1);
    return at < 0;
  });
}

// What is wrong with a fix; `shown` gets what it brings to light.
async function tryFix(editor, text, before, action, shown) {
  const [edit] = action.edit.changes[editor.uri];
  const fixed = applied(text, [edit]);
  const after = await editor.show(fixed);
  const [mended] = action.diagnostics;
  const count = (list) => list.filter((one) => one.code === mended.code && one.message === mended.message).length;
  const problems = [];
  if (count(after) >= count(before)) problems.push("the finding is still there");
  const windows = text.includes("\r\n");
  if (windows && /[^\r]\n/.test(fixed)) problems.push("a line break is none of Windows");
  if (!windows && fixed.includes("\r")) problems.push("a line break is one of Windows");
  const last = edit.range.start.line + edit.newText.split("\n").length - 1;
  for (const one of fresh(before, after)) {
    const { line } = one.range.start;
    if (mended.severity !== kError) problems.push(`brings ${one.code}, which no error hid`);
    if (line >= edit.range.start.line && line <= last) problems.push(`brings ${one.code} into the lines that it writes`);
    shown.push(`${one.code} ${one.message.split("\n")[0]}`);
  }
  return problems.map((problem) => `${action.title}: ${problem}`);
}

const editor = new Editor();
await editor.open();
const problems = [];
const light = {};
let inputs = 0;
let fixes = 0;
for (const name of fs.readdirSync(bad).sort()) {
  const file = path.join(bad, name, "input.yaml");
  if (!fs.existsSync(file)) continue;
  const text = fs.readFileSync(file, "utf8");
  if (text.includes("\r") || text.includes("\ufffd")) continue;
  ++inputs;
  const titles = [];
  for (const one of [text, text.replaceAll("\n", "\r\n")]) {
    const before = await editor.show(one);
    const actions = await editor.actions(before);
    titles.push(actions.map((action) => action.title).join(", "));
    for (const action of actions) {
      ++fixes;
      const shown = [];
      problems.push(...(await tryFix(editor, one, before, action, shown)).map((problem) => `${name}: ${problem}`));
      if (shown.length > 0) light[`${name}: ${action.title}`] = shown;
    }
  }
  if (titles[0] !== titles[1]) problems.push(`${name}: with line breaks of Windows: ${titles[1]}, and not ${titles[0]}`);
}
await editor.close();

if (process.argv.includes("--record")) fs.writeFileSync(recorded, JSON.stringify(light, null, 1) + "\n");
const expected = JSON.parse(fs.readFileSync(recorded, "utf8"));
for (const key of new Set([...Object.keys(light), ...Object.keys(expected)])) {
  if (JSON.stringify(light[key]) !== JSON.stringify(expected[key]))
    problems.push(`${key}: brings to light ${JSON.stringify(light[key] ?? [])}, and not ${JSON.stringify(expected[key] ?? [])}`);
}
check(`${fixes} quick fixes of ${inputs} inputs: the finding goes, and no other comes but what an error had hidden (${Object.keys(light).length})`, problems);
finish();
