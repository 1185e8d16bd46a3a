import { defineConfig } from 'vite';
import { compress } from './build/compress.ts';
import { codicons, licences } from './build/licences.ts';
import { preloadEditor } from './build/preload.ts';

export default defineConfig({
  base: '/playground/',
  // The server puts a fresh nonce in the place of this word, each time that it answers the page.
  html: { cspNonce: 'NONCE' },
  build: {
    target: 'es2022',
    // The content security policy knows no data: fonts and workers: everything is a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 5_000,
    reportCompressedSize: false,
    rolldownOptions: {
      // Packages mark what may run on a server only. Nothing here does.
      onwarn: (warning, warn) => warning.code === 'MODULE_LEVEL_DIRECTIVE' || warn(warning),
    },
  },
  plugins: [preloadEditor(), licences('The playground', codicons), compress()],
});
