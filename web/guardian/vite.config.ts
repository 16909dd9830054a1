import { join } from 'node:path';
import { defineConfig } from 'vite';

/** The guardian's page: small like the student's, for the same phones. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/g/',
  cacheDir: join(import.meta.dirname, '../../node_modules/.cache/vite-guardian'),
  // The server puts a fresh nonce in its place at every answer.
  html: { cspNonce: '__NONCE__' },
  build: {
    target: 'chrome87',
    outDir: join(import.meta.dirname, '../../dist/web/guardian'),
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
