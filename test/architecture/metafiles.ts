import type { Metafile } from 'esbuild';
import { readFileSync } from 'node:fs';

export interface BundleReport {
  readonly name: string;
  readonly metafile: Metafile;
}

/** What esbuild reported of each bundle in dist/. */
export function metafiles(): readonly BundleReport[] {
  const all = JSON.parse(readFileSync('dist/meta.json', 'utf8')) as Record<string, Metafile>;
  return Object.entries(all).map(([name, metafile]) => ({ name, metafile }));
}

/** Folders of the packages that are bundled into what ships, such as `node_modules/jose`. */
export function bundledPackages(): readonly string[] {
  const found = new Set<string>();
  for (const { metafile } of metafiles()) {
    for (const input of Object.keys(metafile.inputs)) {
      const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
      if (folder !== undefined) found.add(folder);
    }
  }
  return [...found].sort();
}
