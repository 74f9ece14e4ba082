// Talks to a language server as an editor does: node ask.mjs SERVER PROGRAM
import {execFileSync, spawn} from "node:child_process";
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";

const [program, agentrender] = process.argv.slice(2);
let failed = false;

function check(what, good, found) {
  console.log(`${good ? "ok" : "not ok"}: ${what}`);
  if (good) return;
  console.log("    " + JSON.stringify(found));
  failed = true;
}

// A language server in `folder`, which answers with `settings` when it asks for them.
class Editor {
  constructor(folder, settings) {
    this.folder = folder;
    this.settings = settings;
    this.server = spawn(program, ["--stdio"], {cwd: folder, stdio: ["pipe", "pipe", "inherit"]});
    this.server.stdout.on("data", (data) => this.receive(data));
    this.rest = Buffer.alloc(0);
    this.waiting = new Map();
    this.diagnostics = new Map();
    this.next = 1;
  }

  send(message) {
    const text = JSON.stringify({jsonrpc: "2.0", ...message});
    this.server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  receive(data) {
    this.rest = Buffer.concat([this.rest, data]);
    for (;;) {
      const end = this.rest.indexOf("\r\n\r\n");
      if (end < 0) return;
      const size = Number(/Content-Length: (\d+)/.exec(this.rest.subarray(0, end).toString())[1]);
      if (this.rest.length < end + 4 + size) return;
      const message = JSON.parse(this.rest.subarray(end + 4, end + 4 + size).toString());
      this.rest = this.rest.subarray(end + 4 + size);
      this.take(message);
    }
  }

  take(message) {
    if (message.method === "textDocument/publishDiagnostics") {
      const {uri, diagnostics} = message.params;
      this.diagnostics.get(uri)?.(diagnostics);
    } else if (message.method === "workspace/configuration") {
      const result = message.params.items.map(({section}) => this.settings[section] ?? null);
      this.send({id: message.id, result});
    } else if (message.method !== undefined && message.id !== undefined) {
      this.send({id: message.id, result: null});
    } else if (message.id !== undefined) {
      this.waiting.get(message.id)(message.result);
    }
  }

  request(method, params) {
    const id = this.next++;
    const answer = new Promise((resolve) => this.waiting.set(id, resolve));
    this.send({id, method, params});
    return answer;
  }

  async start() {
    const uri = pathToFileURL(this.folder).href;
    await this.request("initialize", {
      processId: process.pid, rootUri: uri, workspaceFolders: [{uri, name: "team"}],
      capabilities: {
        workspace: {configuration: true, didChangeConfiguration: {dynamicRegistration: true}, workspaceFolders: true},
        textDocument: {hover: {contentFormat: ["markdown"]}, completion: {completionItem: {documentationFormat: ["markdown"]}}},
      },
    });
    this.send({method: "initialized", params: {}});
    this.send({method: "workspace/didChangeConfiguration", params: {settings: this.settings}});
  }

  // Opens a file with this text; gives its diagnostics.
  open(name, text) {
    const uri = pathToFileURL(join(this.folder, name)).href;
    const found = new Promise((resolve) => this.diagnostics.set(uri, resolve));
    this.send({method: "textDocument/didOpen", params: {textDocument: {uri, languageId: "yaml", version: 1, text}}});
    return found;
  }

  at(name, line, character) {
    return {textDocument: {uri: pathToFileURL(join(this.folder, name)).href}, position: {line, character}};
  }

  stop() {
    this.server.kill();
  }
}

const AGENT = `apiVersion: kubeopencode.io/v1alpha1
kind: Agent
metadata:
  name: scout
spec:
  workspaceDir: /workspace
  serviceAccountName: runner
  contexts:
  - type: Git
    git:
      repository: https://git.example.com/a.git
      depth: 2
    mountPath: code
  `;

// All that is asked, in a file whose schema is found in one way or the other; `lines` stand above the Agent.
async function ask(how, editor, lines) {
  const name = (label) => `agents/${label}.yaml`;
  const first = lines.length;
  const text = (agent) => [...lines, agent].join("\n");
  const good = await editor.open(name("good"), text(AGENT));
  check(`${how}: what is right has no diagnostics`, good.length === 0, good);

  const hover = JSON.stringify(await editor.request("textDocument/hover", editor.at(name("good"), first + 11, 8)));
  check(`${how}: hover on depth`, /Number of commits to fetch/.test(hover), hover);

  const last = first + AGENT.split("\n").length - 1;
  const list = await editor.request("textDocument/completion", editor.at(name("good"), last, 2));
  const labels = (list.items ?? list).map((item) => item.label);
  check(`${how}: completion of fields of the spec`, ["credentials", "podSpec", "suspend", "templateRef"].every((label) => labels.includes(label)), labels);
  check(`${how}: completion leaves out what is there`, !labels.includes("contexts") && !labels.includes("data"), labels);

  const typo = await editor.open(name("typo"), text(AGENT.replace("mountPath", "mountpath")));
  check(`${how}: a typo`, typo.some((d) => d.range.start.line === first + 12 && /mountpath is not allowed/.test(d.message)), typo);
  const type = await editor.open(name("type"), text(AGENT.replace("depth: 2", "depth: two")));
  check(`${how}: a wrong type`, type.some((d) => d.range.start.line === first + 11 && /integer/.test(d.message)), type);
  const choice = await editor.open(name("choice"), text(AGENT.replace("type: Git", "type: Gti")));
  check(`${how}: a wrong choice`, choice.some((d) => d.range.start.line === first + 8), choice);
}

const folder = mkdtempSync(join(tmpdir(), "editor-"));
const schema = execFileSync(agentrender, ["schema"], {maxBuffer: 1 << 24});
try {
  check("docs/agents.schema.json is what `agentrender schema` prints", schema.equals(readFileSync("docs/agents.schema.json")), "");

  // The settings of docs/editors.md.
  mkdirSync(join(folder, "by-setting/agents"), {recursive: true});
  writeFileSync(join(folder, "by-setting/agents.schema.json"), schema);
  const settings = JSON.parse(/```json\n(.*?)```/s.exec(readFileSync("docs/editors.md", "utf8"))[1]);
  const bySetting = new Editor(join(folder, "by-setting"), {yaml: {validate: true, hover: true, completion: true, schemas: settings["yaml.schemas"]}});
  await bySetting.start();
  await ask("by the setting", bySetting, []);
  bySetting.stop();

  // The examples with their first lines, and no settings.
  for (const part of ["examples", "docs/agents.schema.json"]) cpSync(part, join(folder, "by-line", part), {recursive: true});
  const byLine = new Editor(join(folder, "by-line/examples"), {yaml: {validate: true, hover: true, completion: true}});
  await byLine.start();
  const examples = ["agents/01-minimal.yaml", "agents/02-git-skills-plugins.yaml", "agents/03-corporate.yaml", "kustomize/base/agents.yaml", "kustomize/base/template.yaml"];
  for (const name of examples) {
    const text = readFileSync(join("examples", name), "utf8");
    const found = await byLine.open(name, text);
    check(`examples/${name} has no diagnostics`, found.length === 0, found);
    const wrong = await byLine.open(name.replace(/(\d\d-)?([a-z-]+)\.yaml$/, "wrong-$2.yaml"), text.replace(/\nspec:\n/, "\nspec:\n  wrong: 1\n"));
    check(`with a field too many it has`, wrong.some((d) => /wrong is not allowed/.test(d.message)), wrong);
  }
  await ask("by the line", byLine, ["# yaml-language-server: $schema=../../docs/agents.schema.json"]);
  byLine.stop();
} finally {
  rmSync(folder, {recursive: true});
}
process.exit(failed ? 1 : 0);
