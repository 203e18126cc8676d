import { test } from 'node:test';
import { holdsTo } from '../support/fiveLines.ts';

test('Go: the five lines of RUNNERS.md act once approved, and not when denied', () =>
  holdsTo({ language: 'go', file: 'run.go', command: ['go', 'run'] }, 'request'));
