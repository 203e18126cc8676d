import path from 'node:path';
import { judgeAction } from '../../src/app/judge.ts';
import { openReaders } from '../../src/app/readers.ts';
import { NO_DISK } from '../../src/reading/ports.ts';

export interface Verdicts {
  /** Whether Keyturn would let this run without a person, with `autoPass` at `reads`. */
  passes(statement: string, dialect: string): Promise<boolean>;
  close(): Promise<void>;
}

/** The readers and rules as `keyturn check` has them, on the built workers: `node esbuild.mjs` first. */
export function openVerdicts(): Verdicts {
  const opened = openReaders({ dist: path.resolve('dist') });
  const options = {
    readers: opened.readers,
    texts: NO_DISK,
    workspace: () => '/workspace',
    home: '/home/user',
    autoPass: () => 'reads' as const,
  };
  return {
    passes: async (statement, dialect) => {
      const { verdict } = await judgeAction({ kind: 'sql', statement, dialect }, '/workspace', options);
      return verdict.ruling === 'pass';
    },
    close: () => opened.close(),
  };
}
