// node language-server.mjs SERVER SCHEMA FOLDER: prints the names of the files in FOLDER in which yaml-language-server
// finds nothing, as a JSON list.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [program, schema, folder] = process.argv.slice(2);
const settings = {
  yaml: { validate: true, maxItemsComputed: 10000, schemas: { [pathToFileURL(schema).href]: '*.json' }, disableDefaultProperties: true },
};
const server = spawn('node', [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
const waiting = new Map(); // by the address of the file: whoever waits for what is found in it
let rest = Buffer.alloc(0);

function send(message) {
  const text = JSON.stringify({ jsonrpc: '2.0', ...message });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
}

function take(message) {
  if (message.method === 'workspace/configuration') {
    send({ id: message.id, result: message.params.items.map(({ section }) => settings[section] ?? null) });
  } else if (message.method && message.id !== undefined) {
    send({ id: message.id, result: null });
  } else if (message.method === 'textDocument/publishDiagnostics') {
    waiting.get(message.params.uri)?.(message.params.diagnostics);
  } else if (message.id !== undefined) {
    waiting.get(message.id)?.(message.result);
  }
}

server.stdout.on('data', (data) => {
  rest = Buffer.concat([rest, data]);
  for (;;) {
    const head = rest.indexOf('\r\n\r\n');
    if (head < 0) return;
    const size = Number(/Content-Length: (\d+)/.exec(rest.subarray(0, head))[1]);
    if (rest.length < head + 4 + size) return;
    take(JSON.parse(rest.subarray(head + 4, head + 4 + size)));
    rest = rest.subarray(head + 4 + size);
  }
});

const answered = (key) => new Promise((resolve) => waiting.set(key, resolve));
send({ id: 0, method: 'initialize', params: { processId: process.pid, rootUri: null, capabilities: { workspace: { configuration: true } } } });
await answered(0);
send({ method: 'initialized', params: {} });
send({ method: 'workspace/didChangeConfiguration', params: { settings } });

const clean = [];
for (const name of readdirSync(folder)) {
  const uri = pathToFileURL(path.join(folder, name)).href;
  const found = answered(uri);
  send({
    method: 'textDocument/didOpen',
    params: { textDocument: { uri, languageId: 'yaml', version: 1, text: readFileSync(path.join(folder, name), 'utf8') } },
  });
  if ((await found).length === 0) clean.push(name);
  send({ method: 'textDocument/didClose', params: { textDocument: { uri } } });
}
server.kill();
console.log(JSON.stringify(clean));
