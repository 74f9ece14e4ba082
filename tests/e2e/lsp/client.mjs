// A client of the language server, on Microsoft's own implementation of the protocol.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.env.LSP_CLIENT, "package.json"));
export const protocol = require("vscode-languageserver-protocol/node");

// What VS Code says it can do, as far as it matters here.
export const CAPABILITIES = {
  general: { positionEncodings: ["utf-16"] },
  window: { showDocument: { support: true } },
  workspace: {
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceFolders: true,
    textDocumentContent: {},
    codeLens: { refreshSupport: true },
  },
  textDocument: {
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, versionSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } } },
    hover: { contentFormat: ["markdown"] },
  },
};

export class Client {
  constructor(program = process.env.AGENTRENDER, args = []) {
    this.process = spawn(program, ["lsp", ...args], { stdio: ["pipe", "pipe", "inherit"] });
    this.ended = new Promise((resolve) => this.process.on("exit", (code, signal) => resolve(signal ?? code)));
    this.connection = protocol.createProtocolConnection(
      new protocol.StreamMessageReader(this.process.stdout), new protocol.StreamMessageWriter(this.process.stdin));
    this.diagnostics = new Map();
    this.heard = []; // what the server asked or said, diagnostics aside
    this.connection.onNotification((method, params) => {
      if (method === "textDocument/publishDiagnostics") this.diagnostics.set(params.uri, params.diagnostics);
      else this.heard.push({ method, params });
    });
    this.connection.onRequest((method, params) => {
      this.heard.push({ method, params });
      return method === "window/showDocument" ? { success: true } : null;
    });
    this.connection.listen();
  }

  request(method, params) {
    return this.connection.sendRequest(method, params);
  }

  notify(method, params) {
    if (!this.waiting) return this.connection.sendNotification(method, params);
    const body = JSON.stringify({ jsonrpc: "2.0", method, params });
    this.waiting += `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    return Promise.resolve();
  }

  // The notifications of `send` in one piece, so that the server does nothing between them.
  async together(send) {
    this.waiting = " ";
    await send();
    const all = this.waiting.slice(1);
    this.waiting = undefined;
    this.process.stdin.write(all);
  }

  async initialize(folders, options = {}, capabilities = CAPABILITIES) {
    const result = await this.request("initialize", {
      processId: process.pid,
      rootUri: folders[0] ?? null,
      workspaceFolders: folders.map((uri) => ({ uri, name: uri })),
      capabilities,
      initializationOptions: options,
    });
    await this.notify("initialized", {});
    return result;
  }

  // The server works out findings when no message waits, and before it answers for a quick fix: open files first, then
  // the others, a hundred at a time.
  async settle(times = 4) {
    for (let i = 0; i < times; ++i) {
      await this.request("textDocument/codeAction", {
        textDocument: { uri: "file:///nowhere" }, context: { diagnostics: [] },
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      });
    }
  }

  async stop() {
    await this.request("shutdown", undefined);
    await this.notify("exit", undefined);
    return this.ended;
  }
}

let failed = false;
export function check(what, problems) {
  console.log((problems.length ? "not ok: " : "ok: ") + what);
  for (const problem of problems.slice(0, 20)) console.log("    " + problem);
  failed ||= problems.length > 0;
}
export function finish() {
  process.exit(failed ? 1 : 0);
}
