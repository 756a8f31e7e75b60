import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import solid from 'vite-plugin-solid';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const server = 'http://127.0.0.1:3000';

export default defineConfig({
  root: at('client'),
  publicDir: at('client/public'),
  plugins: [solid()],
  build: {
    outDir: at('dist/client'),
    emptyOutDir: true,
    target: 'es2022',
    // The policy allows no inline script, and every browser we serve knows modulepreload.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // The chart and what draws it come side by side: in one file they would be the largest by far.
    rolldownOptions: {
      // How long each plugin took is no fault of the build.
      checks: { pluginTimings: false },
      output: { codeSplitting: { groups: [{ name: 'zrender', test: /node_modules[\\/]zrender[\\/]/ }] } },
    },
  },
  server: {
    port: 5173,
    proxy: {
      // Not the shorthand: that one renames the host, and the server refuses writes from another origin.
      '/api': { target: server },
      '/socket.io': { target: server, ws: true },
      '/yjs': { target: server, ws: true },
    },
  },
});
