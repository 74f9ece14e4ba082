// Starts the language server, as the platform's program or as the module that the extension brings, and shows what it
// says; all that is known of Agents is known there. Rendered documents are a part of the protocol
// (workspace/textDocumentContent), which the client brings along: only where they open is said here.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import * as vscode from "vscode";
import { type Executable, LanguageClient, type LanguageClientOptions } from "vscode-languageclient/node";

const OPEN_RENDERED = "agentrender.openRendered";
const OPTIONS = ["namespace", "controller", "lenient", "podSecurity", "paths", "inlayHints"];

let client: LanguageClient | undefined;

/** The program of the setting, else of the workspace's npm package, else of the PATH; nothing when there is none. */
function findProgram(): string | undefined {
  const chosen = vscode.workspace.getConfiguration("agentrender").get<string>("path");
  if (chosen) return chosen;
  const name = process.platform === "win32" ? "agentrender.exe" : "agentrender";
  const folders = vscode.workspace.isTrusted ? (vscode.workspace.workspaceFolders ?? []) : [];
  const own = join("node_modules", "@agentrender", `${process.platform}-${process.arch}`, "bin", name);
  const packaged = folders.map((folder) => join(folder.uri.fsPath, own));
  const onPath = (process.env.PATH ?? "").split(delimiter).filter(Boolean).map((folder) => join(folder, name));
  return [...packaged, ...onPath].find((path) => existsSync(path));
}

function readOptions(): Record<string, unknown> {
  const settings = vscode.workspace.getConfiguration("agentrender");
  return Object.fromEntries(OPTIONS.map((name) => [name, settings.get(name)]).filter(([, value]) => value !== undefined));
}

/** Beside the Agent, and the keyboard stays with it. */
async function openRendered(address: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(address));
  await vscode.languages.setTextDocumentLanguage(document, "yaml");
  await vscode.window.showTextDocument(document, {
    viewColumn: vscode.ViewColumn.Beside, preserveFocus: true, preview: true,
  });
}

/** The program, or Node (which an editor is made of) with the module. */
function chooseServer(context: vscode.ExtensionContext): Executable {
  const program = findProgram();
  if (program) return { command: program, args: ["lsp"] };
  return {
    command: process.execPath,
    args: [context.asAbsolutePath("dist/server.js")],
    options: { env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" } },
  };
}

async function start(context: vscode.ExtensionContext): Promise<void> {
  const server = chooseServer(context);
  const options: LanguageClientOptions = {
    documentSelector: [{ language: "yaml" }, { language: "json", pattern: "**/*.json" }],
    initializationOptions: readOptions(),
    middleware: {
      executeCommand: (command, args, next) =>
        command === OPEN_RENDERED ? openRendered(String(args[0])) : next(command, args),
    },
  };
  client = new LanguageClient("agentrender", "agentrender", server, options);
  client.info(`The language server: ${[server.command, ...(server.args ?? [])].join(" ")}`);
  await client.start();
}

async function restart(context: vscode.ExtensionContext): Promise<void> {
  const old = client;
  client = undefined;
  await old?.stop();
  await start(context);
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const again = () => restart(context);
  context.subscriptions.push(
    vscode.commands.registerCommand("agentrender.restart", again),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("agentrender")) void again();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void again()));
  await start(context);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
