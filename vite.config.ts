import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { offline, OFFLINE_WORKER } from './config/offline-plugin.ts';

/** Nothing inline, nothing from elsewhere. Only the build has it: the development server injects styles and scripts. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  // A sandboxed frame has no origin to load a worker from: there it is made of the worker's text.
  "worker-src 'self' blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}

export default defineConfig({
  base: './',
  plugins: [react(), tailwindcss(), contentSecurityPolicy(), offline()],
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    license: { fileName: 'licenses.md' },
    rolldownOptions: {
      input: { index: 'index.html', offline: 'src/worker/offline.worker.ts' },
      output: {
        // A service worker serves the folder that it lies in, under a name that never changes.
        entryFileNames: ({ name }) => (name === 'offline' ? OFFLINE_WORKER : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: { host: '127.0.0.1', port: 5173 },
  test: {
    environment: 'node',
    // Long enough for the property tests on a busy machine; nothing waits for it.
    testTimeout: 60_000,
    include: ['src/**/*.test.{ts,tsx}', '{conformance,scripts}/**/*.test.ts'],
  },
});
