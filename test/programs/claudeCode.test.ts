import { claude } from '../agents/claudeProgram.ts';
import { standardCases } from '../agents/standardCases.ts';

/** Where it asks nobody itself: what a call that Keyturn lets go does there shows. */
standardCases({
  ...claude,
  start: (place, more) =>
    claude.start(place, { ...more, args: ['--permission-mode', 'bypassPermissions', ...(more.args ?? [])] }),
});
