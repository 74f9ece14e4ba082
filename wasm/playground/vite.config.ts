import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';
import { Instance } from '../hosts/js/instance.js';
import { fleetFiles } from './src/fleet';

const version = /^project\(agentrender VERSION ([\d.]+)/m.exec(readFileSync('../../CMakeLists.txt', 'utf8'))![1];

// The engines, as ./build-engine leaves them. Their folder is named after what is in it, so that they may be cached for ever.
const engine = (existsSync('engine') ? readdirSync('engine') : []).map((name) => ({ name, source: readFileSync(`engine/${name}`) }));
const engineFolder = `engine-${engine.reduce((hash, file) => hash.update(file.source), createHash('sha256')).digest('hex').slice(0, 12)}/`;

// Taken into the cache when it is first asked for, not with the first load: what most visitors never use.
const onDemand = /\.map$|^(index|embed)\.html$|(embed|yaml|fflate|problems|schema|program\.worker)-|agentrender-(reactor|files)/;

// Adds the engines, and sw.js, which names every file of the first load, so that the page works offline after it.
function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    enforce: 'post', // when the files are those that are written
    apply: 'build',
    generateBundle(_, bundle) {
      for (const { name, source } of engine) this.emitFile({ type: 'asset', fileName: engineFolder + name, source });
      const hash = createHash('sha256');
      for (const [name, file] of Object.entries(bundle)) hash.update(name).update(file.type === 'chunk' ? file.code : file.source);
      const files = ['./', 'icon.svg', ...Object.keys(bundle).filter((name) => !onDemand.test(name))];
      const source = readFileSync('src/sw.js', 'utf8')
        .replace('"VERSION"', JSON.stringify(hash.digest('hex').slice(0, 16)))
        .replace('["FILES"]', JSON.stringify(files));
      this.emitFile({ type: 'asset', fileName: 'sw.js', source });
    },
  };
}

// What the heads of all pages have, the Content-Security-Policy first of all.
function commonHead(): Plugin {
  const head = readFileSync('src/head.html', 'utf8').trim();
  return { name: 'common-head', transformIndexHtml: { order: 'pre', handler: (html) => html.replace('<!-- head -->', head) } };
}

// The page itself is imported by start.ts, which is small: what it is made of is fetched at the same time.
function preloads(): Plugin {
  const page: Record<string, string> = { 'index.html': 'src/main.ts', 'embed.html': 'src/embed.ts' };
  return {
    name: 'preloads',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle, filename }) => {
        const chunks = Object.values(bundle!).filter((file) => file.type === 'chunk');
        const found = new Set<string>();
        const take = (name: string): void => {
          if (found.has(name)) return;
          found.add(name);
          chunks.find((chunk) => chunk.fileName === name)?.imports.forEach(take);
        };
        take(chunks.find((chunk) => chunk.facadeModuleId?.endsWith(page[filename.split('/').at(-1)!]))!.fileName);
        return [...found].filter((name) => !html.includes(name)).map((name) => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `./${name}` }, injectTo: 'head' as const }));
      },
    },
  };
}

// What the example that the page opens with renders to, so that it is there before the engine is.
function prepared(): Plugin {
  const id = 'virtual:prepared';
  return {
    name: 'prepared',
    resolveId: (asked) => (asked === id ? `\0${id}` : undefined),
    load: (asked) => {
      if (asked !== `\0${id}`) return undefined;
      const module = engine.find((file) => file.name === 'agentrender-reactor.wasm');
      if (!module) return 'export default null';
      const sources = fleetFiles(readFileSync('../../tests/golden/templates/template-shared-by-agents/input.yaml', 'utf8'));
      const request = { sources, options: { explain: true, keepGoing: true } };
      const response = new Instance(new WebAssembly.Module(module.source)).call(new TextEncoder().encode(JSON.stringify(request)));
      return `export default JSON.parse(${JSON.stringify(new TextDecoder().decode(response))})`;
    },
  };
}

// Chunks of their own: what page and worker both take, when it is needed.
const output = { manualChunks: (id: string) => /node_modules\/(yaml|fflate)\//.exec(id)?.[1] };

export default defineConfig(({ command }) => ({
  base: './',
  define: { __VERSION__: JSON.stringify(version), __ENGINE__: JSON.stringify(command === 'build' ? engineFolder : 'engine/') },
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false }, rollupOptions: { input: ['index.html', 'embed.html'], output } },
  worker: { format: 'es', rollupOptions: { output } },
  plugins: [commonHead(), preloads(), prepared(), serviceWorker()],
  server: { fs: { allow: ['../..'] } },
}));
