import { join } from 'node:path';
import { defineConfig } from 'vite';

/** The student's page: small, without the console's libraries, on phones whose browsers are as old as the console's. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/s/',
  cacheDir: join(import.meta.dirname, '../../node_modules/.cache/vite-answering'),
  // The server puts a fresh nonce in its place at every answer.
  html: { cspNonce: '__NONCE__' },
  build: {
    target: 'chrome87',
    outDir: join(import.meta.dirname, '../../dist/web/answering'),
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: join(import.meta.dirname, 'index.html'), sw: join(import.meta.dirname, 'sw.ts') },
      // The worker keeps one address: a browser looks there whether it has changed.
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
});
