// What no client should do, and what happens to all of them: the server answers, or ends as it should, and never breaks.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Client, check, finish } from "./client.mjs";

const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "lsp-")));
const AGENT = `apiVersion: kubeopencode.io/v1alpha1
kind: Agent
metadata:
  name: scout
  namespace: tidepool
spec:
  workspaceDir: /workspace
  serviceAccountName: scout
  contexts:
    - {type: Text, text: "Hello \u{1F600}", mountPath: hi.md}
    - type: Text
      text: |
        a: b
          - c
`;
fs.writeFileSync(path.join(root, "scout.yaml"), AGENT);
const uri = pathToFileURL(path.join(root, "scout.yaml")).href;

const framed = (body) => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const call = (method, params, id) => framed(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
const INITIALIZE = call("initialize", { processId: null, capabilities: {} }, 1);

// Writes bytes, closes stdin, gives what came back.
function raw(bytes) {
  return new Promise((resolve) => {
    const server = spawn(process.env.AGENTRENDER, ["lsp"], { stdio: ["pipe", "pipe", "pipe"] });
    let out = "", err = "";
    server.stdout.on("data", (data) => (out += data));
    server.stderr.on("data", (data) => (err += data));
    server.on("exit", (code, signal) => resolve({ status: signal ?? code, out, err }));
    server.stdin.on("error", () => {});
    server.stdin.end(bytes);
  });
}

async function expectRaw(what, bytes, status, ...parts) {
  const got = await raw(bytes);
  const problems = parts.filter((part) => !got.out.includes(part)).map((part) => `no ${part} in ${got.out.slice(0, 500)}`);
  if (got.status !== status) problems.push(`status ${got.status} and not ${status}: ${got.err.slice(0, 2000)}`);
  check(what, problems);
}

const EXIT = call("exit");
const BYE = call("shutdown", undefined, 9) + EXIT;
await expectRaw("stdin that ends ends the server", "", 1);
await expectRaw("exit without shutdown is status 1", INITIALIZE + EXIT, 1, '"id":1');
await expectRaw("exit after shutdown is status 0", INITIALIZE + BYE, 0, '"id":9');
await expectRaw("a request before initialize is refused", call("textDocument/hover", {}, 5) + INITIALIZE + BYE, 0, "-32002", '"id":1');
await expectRaw("a second initialize is refused", INITIALIZE + call("initialize", {}, 2) + BYE, 0, "-32600");
await expectRaw("a request after shutdown is refused", INITIALIZE + call("shutdown", undefined, 2) + call("shutdown", undefined, 3) + EXIT, 0, '"id":3');
await expectRaw("an unknown request is refused", INITIALIZE + call("textDocument/unknown", {}, 2) + BYE, 0, "-32601");
await expectRaw("an unknown notification is passed over", INITIALIZE + call("$/unknown", {}) + BYE, 0, '"id":9');
await expectRaw("a header without a length is passed over", "Nonsense: 1\r\n\r\n" + INITIALIZE + BYE, 0, "-32700", '"id":9');
await expectRaw("a length that is no number is passed over", "Content-Length: many\r\n\r\n" + INITIALIZE + BYE, 0, "-32700", '"id":9');
await expectRaw("a huge length takes no memory", INITIALIZE + "Content-Length: 99999999999999\r\n\r\n{}", 1, "-32700");
await expectRaw("a body that is no JSON is refused", INITIALIZE + framed("{nonsense") + BYE, 0, "-32700", '"id":9');
await expectRaw("a body that is no UTF-8 is refused", Buffer.concat([Buffer.from(INITIALIZE + "Content-Length: 3\r\n\r\n"), Buffer.from([0x22, 0xff, 0x22]), Buffer.from(BYE)]), 0, "-32700", '"id":9');
await expectRaw("a body that is nested deep is refused", INITIALIZE + framed("[".repeat(1_000_000)) + BYE, 0, "-32700", '"id":9');
await expectRaw("an array is no request", INITIALIZE + framed("[1,2]") + BYE, 0, "-32600", '"id":9');
await expectRaw("wrong types are nothing", INITIALIZE +
  call("textDocument/didOpen", { textDocument: { uri: 5, text: [] } }) + call("textDocument/didOpen", 7) +
  call("textDocument/didChange", { textDocument: { uri }, contentChanges: "x" }) + call("textDocument/hover", { position: 1 }, 2) +
  call("textDocument/hover", [], 3) + call("textDocument/codeAction", { range: { start: [] } }, 4) + BYE, 0, '"id":2', "-32602", '"id":4');

// One that goes on after all of it.
const client = new Client();
await client.initialize([pathToFileURL(root).href, "file:///does/not/exist", "vscode-vfs://elsewhere/x"]);
await client.notify("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text: AGENT } });
let version = 1;
const setText = (text, where = uri) => client.notify("textDocument/didChange",
  { textDocument: { uri: where, version: ++version }, contentChanges: [{ text }] });
const METHODS = ["hover", "completion", "definition", "references", "codeAction", "documentSymbol", "foldingRange", "codeLens"];
async function askAll(line, character, where = uri) {
  const position = { line, character };
  for (const method of METHODS) {
    await client.request("textDocument/" + method, {
      textDocument: { uri: where }, position, range: { start: position, end: position },
      context: { diagnostics: [], includeDeclaration: true },
    });
  }
}

for (const [line, character] of [[0, 0], [1e9, 1e9], [-1, -1], [9, 30], [9, 31], [3, 999], [2 ** 40, 2 ** 40]]) await askAll(line, character);
check("positions out of the text", []);

let prefixes = 0;
for (let size = 0; size <= AGENT.length; size += 3, ++prefixes) {
  await setText(AGENT.slice(0, size));
  const lines = AGENT.slice(0, size).split("\n");
  await askAll(lines.length - 1, lines.at(-1).length);
}
check(`${prefixes} beginnings of a file, asked at their ends`, []);

for (const text of ["", "\u0000", "\r\r\n\r", "- - - -", "{", "a: &a [*a]", "%YAML 9\n---\n", "\ufeff" + AGENT, AGENT.replaceAll("\n", "\r\n"),
  AGENT.replaceAll("\n", "\r"), "a: " + "[".repeat(5000), "? a\n: b\n", "\t\tx", "x".repeat(100000), JSON.stringify({ apiVersion: "v1", kind: "List", items: [{}, null, 5] }),
  "kind: Agent\napiVersion: kubeopencode.io/v1alpha1\nspec: 5", "kind: [Agent]\napiVersion: {}\nmetadata: []\nspec: {templateRef: {name: [x]}}", AGENT + "---\n" + AGENT]) {
  await setText(text);
  await client.settle(2);
  for (const [line, character] of [[0, 0], [0, 3], [3, 9], [9, 20], [12, 12]]) await askAll(line, character);
}
check("odd texts", []);

await setText(AGENT);
for (const odd of ["untitled:Untitled-1", "git:/x.yaml?%7B%22a%22", "file:///a%zz/%2e%2e/b%20c.yaml", "file://host/share.yaml", "nonsense", "agentrender:/x", "http://[::1"]) {
  await client.notify("textDocument/didOpen", { textDocument: { uri: odd, languageId: "yaml", version: 1, text: AGENT } });
  await askAll(6, 4, odd);
  await setText("kind: x", odd);
  await client.request("workspace/textDocumentContent", { uri: odd });
  await client.notify("textDocument/didClose", { textDocument: { uri: odd } });
}
check("addresses that are no files", []);

await client.notify("workspace/didChangeWorkspaceFolders", { event: { added: [{ uri: "file:///tmp/not-there", name: "x" }], removed: [{ uri: pathToFileURL(root).href, name: "y" }] } });
await client.notify("workspace/didChangeConfiguration", { settings: { agentrender: { namespace: "NOT A NAME", controller: "v9", paths: [1, "../..", "/"] } } });
await client.settle();
check("folders and settings that are wrong", client.heard.some((one) => JSON.stringify(one.params).includes("namespace")) ? [] : ["nothing is said of the namespace"]);
await client.notify("textDocument/didClose", { textDocument: { uri } });
await client.notify("textDocument/didClose", { textDocument: { uri } });
check("the server ends as it should", [await client.stop()].filter((status) => status !== 0).map((status) => `status ${status}`));

// It has changed nothing.
check("no file was written", fs.readdirSync(root).join() === "scout.yaml" && fs.readFileSync(path.join(root, "scout.yaml"), "utf8") === AGENT ? [] : ["a file was"]);

// A client that dies: the process that initialize names is no more, while stdin stays open.
const dying = spawn("sleep", ["0"]);
await new Promise((resolve) => dying.on("exit", resolve));
const orphan = spawn(process.env.AGENTRENDER, ["lsp"], { stdio: ["pipe", "ignore", "inherit"] });
orphan.stdin.write(call("initialize", { processId: dying.pid, capabilities: {} }, 1));
const status = await new Promise((resolve) => orphan.on("exit", (code, signal) => resolve(signal ?? code)));
check("a client that died is noticed", status === 1 ? [] : [`status ${status}`]);
fs.rmSync(root, { recursive: true });
finish();
