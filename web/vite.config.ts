import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The console: one page, split by screen. The oldest browser at schools is a shell of Chromium 87. */
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: join(import.meta.dirname, '../node_modules/.cache/vite-console'),
  plugins: [react()],
  // The server puts a fresh nonce in its place at every answer.
  html: { cspNonce: '__NONCE__' },
  build: {
    target: 'chrome87',
    outDir: join(import.meta.dirname, '../dist/web/console'),
    emptyOutDir: true,
    manifest: true,
    chunkSizeWarningLimit: 1_000,
  },
});
