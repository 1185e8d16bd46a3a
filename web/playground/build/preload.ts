import type { Plugin } from 'vite';

/** Lets browsers fetch the editor beside the page's own script, instead of after it. */
export function preloadEditor(): Plugin {
  return {
    name: 'preload-editor',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const editor = Object.keys(bundle ?? {}).filter((name) => /monaco-editor-[^/]*\.js$/.test(name));
        return editor.map((name) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `/playground/${name}` },
          injectTo: 'head' as const,
        }));
      },
    },
  };
}
