import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

interface Locked {
  version?: string;
  dev?: boolean;
  link?: boolean;
}

interface Manifest {
  license?: string;
  homepage?: string;
  repository?: string | { url?: string };
}

const title = (page: string): string => `${page} is made with the packages below. Each is followed by its licence, as it was published with it.
`;

/** The licence of a font that is within a package. */
export const codicons = `The icons of Monaco Editor's font, codicon, are those of https://github.com/microsoft/vscode-codicons
and licensed under the Creative Commons Attribution 4.0 International licence: https://creativecommons.org/licenses/by/4.0/
`;

/** Writes the licences of all packages that the page can be made of beside it, as THIRD_PARTY_LICENSES.txt. */
export function licences(page: string, ...more: string[]): Plugin {
  let root = '';
  return {
    name: 'licences',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    generateBundle() {
      const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> };
      const texts = Object.entries(lock.packages)
        .filter(([path, locked]) => path.includes('node_modules/') && !locked.dev && !locked.link)
        .map(([path, locked]) => licence(join(root, path), path.replace(/^.*node_modules\//, ''), locked.version ?? ''));
      const source = [title(page), ...new Set(texts), ...more].join(`\n${'-'.repeat(80)}\n\n`);
      this.emitFile({ type: 'asset', fileName: 'THIRD_PARTY_LICENSES.txt', source });
    },
  };
}

function licence(folder: string, name: string, version: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const files = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice|thirdpartynotices)/i.test(file))
    .sort();
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  if (texts.length === 0) {
    texts.push(`Published without the text of its licence. Its home: ${home(manifest)}`);
  }
  return [`${name} ${version} (${manifest.license ?? 'licence not named'})`, ...texts].join('\n\n') + '\n';
}

function home({ homepage, repository }: Manifest): string {
  const address = typeof repository === 'string' ? repository : repository?.url;
  return homepage ?? address ?? 'not named';
}
