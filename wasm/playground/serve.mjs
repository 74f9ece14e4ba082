// Serves dist/ for trying it out: node serve.mjs [PORT] [BASE PATH]. Any static host does; the headers are those that we
// recommend to one.

import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('dist/', import.meta.url));
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.wasm': 'application/wasm' };
// The pages repeat it, for hosts that cannot send headers.
const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(readFileSync(new URL('src/head.html', import.meta.url), 'utf8'))[1];
const headers = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

/** A file as it is sent; hosts compress each once, too. */
const packed = new Map();
function bytesOf(file) {
  if (!packed.has(file)) packed.set(file, gzipSync(readFileSync(file), { level: 9 }));
  return packed.get(file);
}

/** Listens on 127.0.0.1; port 0 takes a free one. Resolves to the server. */
export function serve(port, base = '/') {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const inside = normalize(path.slice(base.length) || 'index.html');
    const file = join(root, inside.endsWith('/') ? `${inside}index.html` : inside);
    let found = false;
    try {
      found = path.startsWith(base) && !inside.startsWith('..') && statSync(file).isFile();
    } catch {
      // not there
    }
    if (!found) return response.writeHead(404, headers).end('not found\n');
    // A name with a hash never means another content.
    const keep = /^(assets|engine-\w+)\//.test(inside) ? 'public, max-age=31536000, immutable' : /^icon/.test(inside) ? 'public, max-age=3600' : 'no-cache';
    // Only the page that is made for it may be framed.
    const framed = `${policy}; frame-ancestors ${inside === 'embed.html' ? '*' : "'none'"}`;
    response.writeHead(200, { ...headers, 'Content-Security-Policy': framed, 'Cache-Control': keep, 'Content-Type': types[extname(file)] ?? 'application/octet-stream', 'Content-Encoding': 'gzip' });
    response.end(bytesOf(file));
  });
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const base = process.argv[3] ?? '/';
  const server = await serve(Number(process.argv[2] ?? 8080), base);
  console.log(`http://localhost:${server.address().port}${base}`);
}
