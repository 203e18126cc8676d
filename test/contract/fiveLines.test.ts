import { test } from 'node:test';
import { holdsTo } from '../support/fiveLines.ts';

test('bash: the five lines of RUNNERS.md act once approved, and not when denied', () =>
  holdsTo({ language: 'bash', file: 'run.sh', command: ['bash'] }, 'sql'));

test('Python: the five lines of RUNNERS.md act once approved, and not when denied', () =>
  holdsTo({ language: 'python', file: 'run.py', command: ['python3'] }, 'sql'));

test('Node: the five lines of RUNNERS.md act once approved, and not when denied', () =>
  holdsTo({ language: 'js', file: 'run.mjs', command: [process.execPath] }, 'request'));
