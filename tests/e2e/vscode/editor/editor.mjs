// VS Code as a user has it: the extension from its .vsix, a folder, a mouse and a keyboard. Once with the program on the
// PATH, once with none, so that the module in the extension does it.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

const code = process.env.CODE_SERVER;
const { chromium } = createRequire(path.join(code, "package.json"))("playwright-core");
const PROGRAM = path.join(code, "node_modules/code-server/out/node/entry.js");
const WAIT = 240_000; // it is slow where much else runs

const AGENT = `apiVersion: kubeopencode.io/v1alpha1
kind: Agent
metadata:
  name: scout
  namespace: tidepool
spec:
  templateRef:
    name: team
  prt: 5000
  contexts:
    - {type: Text, text: "Hello there", mountPath: hi.md}
`;
const TEMPLATE = `apiVersion: kubeopencode.io/v1alpha1
kind: AgentTemplate
metadata:
  name: team
  namespace: tidepool
spec:
  workspaceDir: /workspace
  serviceAccountName: scout
`;

async function answers(address) {
  for (let i = 0; i < 600; ++i) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${address} does not answer`);
}

async function tryEditor(page, name, picture) {
  const ok = (what) => console.log(`ok: VS Code, ${name}: ${what}`);
  const token = (text) => page.locator(".editor-group-container").first().locator(".view-line span span", { hasText: text }).first();
  const lens = page.locator(".codelens-decoration a");
  await page.locator(".monaco-list-row", { hasText: "scout.yaml" }).dblclick();
  await page.locator(".squiggly-error").first().waitFor();
  ok("an error is underlined");
  await token("prt").hover();
  await page.locator(".monaco-hover", { hasText: "did you mean port" }).first().waitFor();
  await page.locator(".monaco-hover a", { hasText: "AR0301" }).first().waitFor();
  ok("it is explained, with a link");
  await token("prt").click();
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget", { hasText: "Change to port" }).waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".squiggly-error").first().waitFor({ state: "detached" });
  ok("a quick fix mends it");
  await lens.filter({ hasText: "renders 3 objects" }).waitFor();
  ok("a lens says what it becomes");
  await lens.first().click();
  const rendered = page.locator(".editor-group-container").nth(1);
  await rendered.locator(".view-line", { hasText: "scout-server-context" }).first().waitFor();
  ok("the lens opens the rendered document beside it");
  await token("Hello").dblclick();
  await page.keyboard.type("Goodbye");
  await rendered.locator(".view-line", { hasText: "Goodbye" }).first().waitFor();
  ok("it follows an edit that is not saved");
  await token("templateRef").hover();
  await page.locator(".monaco-hover", { hasText: "From the template" }).first().waitFor();
  ok("hover says what the template sets");
  if (picture) await page.screenshot({ path: picture });
  await rendered.locator(".view-line").first().click();
  await page.keyboard.type("x");
  await page.locator(".monaco-editor-overlaymessage", { hasText: /read-only/ }).waitFor();
  ok("it is read-only");
}

async function run(name, program, picture, port) {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "vscode-"));
  const folder = path.join(scratch, "agents");
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, "scout.yaml"), AGENT);
  fs.writeFileSync(path.join(folder, "team.yaml"), TEMPLATE);
  fs.mkdirSync(path.join(scratch, "bin"));
  if (program) fs.symlinkSync(fs.realpathSync(program), path.join(scratch, "bin/agentrender"));
  // In a browser it saves by itself, unless told.
  fs.mkdirSync(path.join(scratch, "user/User"), { recursive: true });
  fs.writeFileSync(path.join(scratch, "user/User/settings.json"), '{"files.autoSave": "off"}');
  const env = { PATH: `${scratch}/bin:/usr/bin:/bin`, HOME: scratch };
  const common = ["--user-data-dir", path.join(scratch, "user"), "--extensions-dir", path.join(scratch, "extensions")];
  execFileSync(process.execPath, [PROGRAM, ...common, "--install-extension", process.env.VSIX], { env, stdio: "ignore" });
  const server = spawn(process.execPath, [PROGRAM, ...common, "--auth", "none", "--bind-addr", `127.0.0.1:${port}`,
    "--disable-telemetry", "--disable-update-check", "--disable-workspace-trust"], { env, stdio: "ignore" });
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
  try {
    await answers(`http://127.0.0.1:${port}/healthz`);
    const page = await browser.newPage({ viewport: { width: 1280, height: 640 } });
    page.setDefaultTimeout(WAIT);
    await page.goto(`http://127.0.0.1:${port}/?folder=${folder}`, { timeout: WAIT });
    await tryEditor(page, name, picture).catch(async (error) => {
      await page.screenshot({ path: `/tmp/vscode-failed-${port}.png` });
      throw error;
    });
    if (fs.readFileSync(path.join(folder, "scout.yaml"), "utf8") !== AGENT) throw new Error("a file was written");
    console.log(`ok: VS Code, ${name}: no file was written`);
  } finally {
    await browser.close();
    server.kill();
    await new Promise((resolve) => server.on("exit", resolve));
    fs.rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

await run("with the program", process.env.AGENTRENDER, process.env.PICTURE, 18481);
await run("with the module", null, null, 18482);
