// Builds the page in this folder with one bundler: node build.mjs esbuild|vite|webpack OUT
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const folder = import.meta.dirname;
const html = (script) => `<!doctype html><title>agentrender in a bundle</title><script type="module" src="${script}"></script>`;

// The options that this bundler needs, in the place of options.js.
const ownOptions = {
  name: 'own-options',
  setup: ({ onResolve }) => onResolve({ filter: /^\.\/options\.js$/ }, () => ({ path: path.join(folder, 'options-esbuild.js') })),
};

const bundlers = {
  async esbuild(out) {
    const { build } = await import('esbuild');
    await build({
      entryPoints: { page: 'page.js', worker: 'agentrender/worker' },
      bundle: true, minify: true, format: 'esm', outdir: out, platform: 'browser', absWorkingDir: folder,
      loader: { '.wasm': 'file' }, plugins: [ownOptions], logLevel: 'error',
    });
    writeFileSync(path.join(out, 'index.html'), html('page.js'));
  },
  async vite(out) {
    const { build } = await import('vite');
    copyFileSync(path.join(folder, "page.html"), path.join(folder, "index.html"));
    await build({ root: folder, base: './', logLevel: 'error', build: { outDir: out, target: 'esnext' } });
  },
  async webpack(out) {
    const { default: webpack } = await import('webpack');
    const stats = await new Promise((resolve, reject) => {
      webpack({
        context: folder, mode: 'production', entry: './page.js', target: 'web',
        output: { path: out, filename: 'page.js' },
      }, (error, result) => (error ? reject(error) : resolve(result)));
    });
    if (stats.hasErrors()) throw new Error(stats.toString('errors-only'));
    writeFileSync(path.join(out, 'index.html'), html('page.js'));
  },
};

const [name, out] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
await bundlers[name](path.resolve(out));
