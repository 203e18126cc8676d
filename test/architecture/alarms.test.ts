import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { alarmSentence } from '../../src/app/sentences/alarms.ts';

const RAISED = /\balarm\(\s*'([a-z.-]+)',\s*\{([^}]*)\}/g;
const FAULT = /new GateFault\('([a-z-]+)'/g;

function sources(): readonly string[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.map((file) => readFileSync(path.join('src', file), 'utf8'));
}

/** The names of the values that an alarm is raised with, each with itself as its value. Undefined: they are made elsewhere. */
function valuesIn(members: string): Readonly<Record<string, string>> | undefined {
  if (members.includes('...')) return undefined;
  const names = members.split(',').flatMap((member) => /^\s*([A-Za-z]+)\s*(?::|$)/.exec(member)?.[1] ?? []);
  return Object.fromEntries(names.map((name) => [name, name]));
}

test('every alarm that is raised has a sentence of its own, and all that it names is given to it', () => {
  const raised = sources().flatMap((text) => [
    ...[...text.matchAll(RAISED)].map(([, code = '', members = '']) => [code, valuesIn(members)] as const),
    ...[...text.matchAll(FAULT)].map(([, code = '']) => [`gate.${code}`, { root: 'root', where: 'where' }] as const),
  ]);
  raised.push(['gate.failed', { root: 'root', where: 'where' }]);
  assert.ok(
    raised.length > 30,
    `only ${raised.length} alarms were found: are they still raised as alarm('code', { … })?`,
  );
  for (const [code, values] of raised) {
    const sentence = alarmSentence(code, values ?? {});
    assert.ok(!sentence.startsWith('Alarm '), `${code} has no sentence`);
    // What is spread into it is not told here.
    if (values !== undefined)
      assert.doesNotMatch(sentence, /undefined/, `${code} is raised without a value that its sentence names`);
  }
});
