import path from 'node:path';
import { isInside } from '../../effect/path.ts';
import { commandWords } from '../commandWords.ts';
import type { PreviewSubject } from '../preview.ts';
import { hangsOn } from './chain.ts';
import { touches } from './disturbed.ts';
import { isFolder } from './glob.ts';
import type { Target } from './targets.ts';

const MKDIR = 'p,parents m,mode= v,verbose Z';

/** Whether a `mkdir` that the target hangs on has made this folder by then, and nothing else has touched it. */
export async function isMadeFolder(folder: string, { effect }: Target, { reading }: PreviewSubject): Promise<boolean> {
  const [start] = effect.range;
  const text = reading.texts.find(({ depth }) => depth === 0)?.source.text ?? '';
  const before = reading.effects.filter(({ range }) => range[1] <= start);
  if (before.some((one) => !(one.kind === 'file.create' && one.object.type === 'directory') && touches(one, folder)))
    return false;
  for (const { argv, cwd, range } of reading.commands ?? []) {
    if (path.basename(argv[0] ?? '') !== 'mkdir' || cwd === undefined || range === undefined) continue;
    // What stands before an alternative may end the list without it.
    if (range[1] > start || !hangsOn(text, range, start) || /\|\|[^;\n]*$/.test(text.slice(0, range[0]))) continue;
    const { flags, operands, after = [], certain } = commandWords(MKDIR, argv.slice(1));
    if (!certain) continue;
    for (const word of [...operands, ...after]) {
      const made = path.resolve(cwd, word);
      if (flags.has('parents') ? isInside(made, folder) : made === folder && (await isFolder(path.dirname(made))))
        return true;
    }
  }
  return false;
}
