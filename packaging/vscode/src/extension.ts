// Starts the language server and shows what it says; all that is known of Agents is known there. Rendered documents are
// a part of the protocol (workspace/textDocumentContent), which the client brings along: only where they open is said here.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";

const OPEN_RENDERED = "agentrender.openRendered";
const OPTIONS = ["namespace", "controller", "lenient", "podSecurity", "paths", "inlayHints"];

let client: LanguageClient | undefined;

/** The program of the setting, else of the workspace's npm package, else of the PATH; nothing when there is none. */
function findProgram(): string | undefined {
  const chosen = vscode.workspace.getConfiguration("agentrender").get<string>("path");
  if (chosen) return chosen;
  const name = process.platform === "win32" ? "agentrender.exe" : "agentrender";
  const folders = vscode.workspace.isTrusted ? (vscode.workspace.workspaceFolders ?? []) : [];
  const packaged = folders.map((folder) => join(folder.uri.fsPath, "node_modules", "agentrender", "bin", name));
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

async function start(): Promise<void> {
  const program = findProgram();
  if (!program) {
    const open = "Open the setting";
    const answer = await vscode.window.showWarningMessage(
      "agentrender was not found: neither on the PATH nor in the workspace's npm package agentrender.", open);
    if (answer === open) await vscode.commands.executeCommand("workbench.action.openSettings", "agentrender.path");
    return;
  }
  const server: ServerOptions = { command: program, args: ["lsp"] };
  const options: LanguageClientOptions = {
    documentSelector: [{ language: "yaml" }, { language: "json", pattern: "**/*.json" }],
    initializationOptions: readOptions(),
    middleware: {
      executeCommand: (command, args, next) =>
        command === OPEN_RENDERED ? openRendered(String(args[0])) : next(command, args),
    },
  };
  client = new LanguageClient("agentrender", "agentrender", server, options);
  await client.start();
}

async function restart(): Promise<void> {
  const old = client;
  client = undefined;
  await old?.stop();
  await start();
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("agentrender.restart", restart),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("agentrender")) void restart();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void restart()));
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
