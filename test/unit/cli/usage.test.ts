import assert from 'node:assert/strict';
import { test } from 'node:test';
import { USAGE_TEXT } from '../../../src/app/sentences/usage.ts';
import { COMMANDS } from '../../../src/cli/commands.ts';

test('the help names every command but the one that only agents call', () => {
  for (const name of Object.keys(COMMANDS).filter((one) => one !== 'hook'))
    assert.match(USAGE_TEXT, new RegExp(`keyturn (?:\\w+ \\| )*${name}\\b`), `${name} is not in the help`);
});
