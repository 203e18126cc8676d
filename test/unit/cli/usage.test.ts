import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COMMAND_USAGE, USAGE_TEXT } from '../../../src/app/sentences/usage.ts';
import { COMMANDS } from '../../../src/cli/commands.ts';

test('the help names every command but the one that only agents call', () => {
  for (const name of Object.keys(COMMANDS).filter((one) => one !== 'hook'))
    assert.match(USAGE_TEXT, new RegExp(`keyturn (?:\\w+ \\| )*${name}\\b`), `${name} is not in the help`);
});

test('each command has a help of its own, which begins with it', () => {
  for (const name of Object.keys(COMMANDS))
    assert.match(COMMAND_USAGE[name] ?? '', new RegExp(`^keyturn ${name}\\b[^]+\\n$`), name);
  assert.deepEqual(Object.keys(COMMAND_USAGE).sort(), Object.keys(COMMANDS).sort());
});
