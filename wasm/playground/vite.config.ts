import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

// Kept out of the first load: the engine that most visitors never ask for.
const onDemand = ['engine/agentrender-reactor.wasm'];

// Writes sw.js, which names every file of the page, so that it works offline after the first load.
function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    generateBundle(_, bundle) {
      const engine = readdirSync('public/engine').map((name) => `engine/${name}`);
      const hash = createHash('sha256');
      for (const name of engine) hash.update(readFileSync(`public/${name}`));
      for (const [name, file] of Object.entries(bundle)) hash.update(name).update(file.type === 'chunk' ? file.code : file.source);
      const files = ['./', 'icon.svg', ...Object.keys(bundle), ...engine].filter(
        (name) => !onDemand.includes(name) && name !== 'index.html' && !name.endsWith('.map'));
      const source = readFileSync('src/sw.js', 'utf8')
        .replace('"VERSION"', JSON.stringify(hash.digest('hex').slice(0, 16)))
        .replace('["FILES"]', JSON.stringify(files));
      this.emitFile({ type: 'asset', fileName: 'sw.js', source });
    },
  };
}

export default defineConfig({
  base: './',
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  worker: { format: 'es' },
  plugins: [serviceWorker()],
  server: { fs: { allow: ['../..'] } },
});
