import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ProductOptions } from '../../src/app/product.ts';
import type { Secrets } from '../../src/app/kept/secrets.ts';

/** SecretStorage in memory. Handing the same one to a second product is what a reload of the window does. */
export function memorySecrets(): Secrets {
  const values = new Map<string, string>();
  return {
    get: (key) => Promise.resolve(values.get(key)),
    store: (key, value) => {
      values.set(key, value);
      return Promise.resolve();
    },
  };
}

export interface Ground {
  readonly place: string;
  readonly root: string;
  readonly options: ProductOptions;
  remove(): Promise<void>;
}

/** A place and a workspace folder of their own, and the options that open a product on them. */
export async function openGround(more: Partial<ProductOptions> = {}): Promise<Ground> {
  const base = await realpath(await mkdtemp(path.join(tmpdir(), 'kt-')));
  const place = path.join(base, 'place');
  const root = path.join(base, 'shop');
  await mkdir(root);
  return {
    place,
    root,
    options: {
      folders: [root],
      place,
      home: path.join(base, 'home'),
      dist: path.resolve('dist'),
      version: '0.0.0-test',
      editorNode: process.execPath,
      trusted: true,
      settings: { autoPass: 'reads' },
      secrets: memorySecrets(),
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      debuggerAttached: () => false,
      ...more,
    },
    remove: () => rm(base, { recursive: true, force: true }),
  };
}
