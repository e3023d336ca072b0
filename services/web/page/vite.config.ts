import { defineConfig } from 'vite';

// Nothing is inlined: the page runs under a Content-Security-Policy without `unsafe-inline` and `data:`.
export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: '../dist/page',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    reportCompressedSize: false,
    rolldownOptions: {
      onLog: (level, log, handle) => {
        // “use client” is for servers that render; this page is rendered by browsers alone.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
      },
    },
  },
  logLevel: 'warn',
});
