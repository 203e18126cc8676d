import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { openReaders } from '../app/readers.ts';
import { EVER, LEARNED_FOR, pastActions } from '../app/rules/pastActions.ts';
import { dateOf } from '../app/rules/ruleSubject.ts';
import { suggestRules } from '../app/rules/suggestRules.ts';
import { suggestionLines } from '../app/sentences/learned.ts';
import { visibleLine } from '../action/visible.ts';
import { USAGE } from './exitCode.ts';
import { placeOf } from './client/place.ts';
import type { Io } from './io.ts';

/**
 * Prints the narrowest rules that would have covered what a person approved here again and again. It writes nothing: put into
 * the workspace's rules file, they wait on a card like all that loosens. Exit 1: there is nothing to suggest.
 */
export async function suggest(folder: string, io: Io): Promise<number> {
  const workspace = await realpath(folder).catch(() => undefined);
  if (workspace === undefined) {
    io.error(`keyturn rules: there is no folder ${visibleLine(folder)}\n`);
    return USAGE;
  }
  const name = createHash('sha256').update(workspace).digest('hex').slice(0, 16);
  const now = Date.now();
  const past = await pastActions(path.join(placeOf(process.env), 'record', name), EVER);
  const opened = openReaders({ dist: io.dist });
  try {
    const span = { today: dateOf(new Date(now)), until: dateOf(new Date(now + LEARNED_FOR)) };
    const found = await suggestRules(past, now - LEARNED_FOR, opened.readers, { workspace, home: io.home }, span);
    for (const line of suggestionLines(found)) io.out(`${line}\n`);
    return found.length === 0 ? 1 : 0;
  } finally {
    await opened.close();
  }
}
