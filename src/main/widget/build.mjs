// Builds the widget into the folder given, or into where the service serves it from. The same sources give the same bytes.
import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/*
 * A host page may have set the size of its root, and `rem` with it. In the widget's shadow a rem is what the browser's user has set: the
 * launcher measures it. In media queries that is what it is anyway.
 */
const shadowed = css => css.replace(/(?<![\w.])(\d*\.?\d+)rem\b/g, (rem, n, at) =>
  /@media[^{]*$/.test(css.slice(0, at)) ? rem : `calc(${n}*var(--rem))`);

const here = path => fileURLToPath(new URL(path, import.meta.url));

await build({
  absWorkingDir: here('.'),
  entryPoints: ['src/widget.ts', 'src/chat.ts', 'src/page.ts', 'src/chat.css', 'src/page.css', 'src/source.css', 'src/demo.css'],
  outdir: process.argv[2] ?? here('../resources/web/widget/v1'),
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['es2022'],
  charset: 'utf8',
  legalComments: 'eof',
  // widget.js fetches chat.js on the first click, page.js shares it: neither holds a copy
  external: ['./chat.js', './widget.js'],
  plugins: [{
    name: 'css-as-text',
    setup({ onResolve, onLoad, esbuild }) {
      onResolve({ filter: /\.css\?text$/ }, ({ path, resolveDir }) => ({
        path: `${resolveDir}/${path.replace('?text', '')}`, namespace: 'text' }));
      onLoad({ filter: /\/(chat|launcher)\.css$/, namespace: 'file' }, async ({ path }) => ({ contents: shadowed(await readFile(path, 'utf8')), loader: 'css' }));
      onLoad({ filter: /.*/, namespace: 'text' }, async ({ path }) => {
        // What is imported is put into the shadow root by itself; only the file that is linked needs it as well
        const css = shadowed(await readFile(path, 'utf8')).replace(/^@import.*$/gm, '');
        const { code } = await esbuild.transform(css, { loader: 'css', minify: true, charset: 'utf8' });
        return { contents: code.trim(), loader: 'text' };
      });
    },
  }],
  logLevel: 'warning',
});
