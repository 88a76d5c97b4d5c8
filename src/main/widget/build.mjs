// Builds the widget into the folder given, or into where the service serves it from. The same sources give the same bytes.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

const here = path => fileURLToPath(new URL(path, import.meta.url));

await build({
  absWorkingDir: here('.'),
  entryPoints: ['src/widget.ts', 'src/chat.ts', 'src/page.ts', 'src/chat.css', 'src/page.css', 'src/demo.css'],
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
      onLoad({ filter: /.*/, namespace: 'text' }, async ({ path }) => {
        const css = await esbuild.build({ entryPoints: [path], minify: true, write: false, charset: 'utf8' });
        return { contents: css.outputFiles[0].text.trim(), loader: 'text' };
      });
    },
  }],
  logLevel: 'warning',
});
