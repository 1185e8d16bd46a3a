import { defineConfig } from 'vite';
import { compress } from '../playground/build/compress.ts';
import { licences } from '../playground/build/licences.ts';

export default defineConfig({
  // Relative: a proxy may serve the console under a prefix.
  base: './',
  // The server puts a fresh nonce in the place of this word, each time that it answers the page.
  html: { cspNonce: 'NONCE' },
  resolve: { dedupe: ['graphql', '@graphql-typed-document-node/core'] },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      // Packages mark what may run on a server only. Nothing here does.
      onwarn: (warning, warn) => warning.code === 'MODULE_LEVEL_DIRECTIVE' || warn(warning),
    },
  },
  plugins: [licences('The console'), compress()],
});
