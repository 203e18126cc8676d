import { closeSync, constants, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { shimSentences as sentences } from '../../app/sentences/shims.ts';
import { quote } from '../../app/shellWord.ts';
import { NOT_APPROVED } from '../exitCode.ts';
import { SHIMMED, type Shimmed } from './readsInput.ts';

/** How every shim begins: by it Keyturn knows them on PATH, and an uninstall knows what is ours. */
const START = '#!/bin/sh\n# Keyturn shim: ';

export interface ShimPlace {
  /** `~/.keyturn` */
  readonly place: string;
  readonly launcher: string;
  /** The folder it lies in. */
  readonly folder: string;
}

/** What stands in front of a program on PATH: it hands the exact words to Keyturn, which finds the real program behind it. */
export function shimScript(name: Shimmed, { place, launcher, folder }: ShimPlace): string {
  return `${START}${name}. Keyturn wrote this file; "keyturn shims uninstall --dir ${quote(folder)}" removes it.
launcher=${quote(launcher)}
if [ ! -x "$launcher" ]; then
	printf '%s\\n' ${quote(sentences.noLauncher(launcher, folder))} >&2
	exit ${NOT_APPROVED}
fi
KEYTURN_HOME=${quote(place)} exec "$launcher" shims run ${name} "$@"
`;
}

/** Whether a file, a link to one too, is a shim. */
export function isShim(file: string): boolean {
  const start = Buffer.alloc(START.length);
  try {
    // A pipe of that name must not keep anybody waiting.
    const descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      readSync(descriptor, start, 0, start.length, 0);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return false;
  }
  return start.toString('latin1') === START;
}

/** A PATH without the folders of shims: what a person has approved must not be asked about by its own parts again. */
export function withoutShims(searched: string): string {
  return searched
    .split(':')
    .filter((folder) => !SHIMMED.some((name) => isShim(path.join(folder, name))))
    .join(':');
}
