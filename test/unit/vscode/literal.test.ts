import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { literal } from '../../../src/vscode/literal.ts';

/** The editor's own patterns: icons in labels (also with a backslash in front), links in notifications. */
const ICON = /\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/;
const LINK = /\[[^\]]+\]\((?:https?:\/\/|command:|file:)[^)\s]+/i;

test('what the editor would draw as an icon or a link stays text', () => {
  for (const [hostile, pattern] of [
    ['Deletes folder $(check) Safe', ICON],
    ['$$(loading~spin)', ICON],
    ['$(x) and $(y)', ICON],
    ['[Review](command:keyturn.stop)', LINK],
    ['[a](file:///etc/passwd "t")', LINK],
  ] as const) {
    assert.match(hostile, pattern, 'the case would prove nothing');
    assert.doesNotMatch(literal(hostile), pattern);
    assert.equal(literal(hostile).replaceAll('\u2060', ''), hostile, 'no letter may change');
  }
});

test('no text at all gets through as markup', () => {
  const parts = fc.constantFrom('$', '(', ')', '[', ']', 'check', 'command:x', '\\', '~spin', '\u2060', ' ');
  fc.assert(
    fc.property(fc.array(parts), (all) => {
      const shown = literal(all.join(''));
      assert.doesNotMatch(shown, ICON);
      assert.doesNotMatch(shown, LINK);
    }),
  );
});

test('every label, tooltip, picker and notification of the editor shell is literal or a word of ours', () => {
  // A sentence of ours without values; everything else goes through the one function.
  const OURS =
    /^(?:literal\(|undefined|`\$\(key\) \$\{literal\(|'|EDITOR_WORDS\.\w+|NOT_LOADED|proofLabel\(|GROUPS\[|toastSentence\()/;
  const found: string[] = [];
  for (const file of readdirSync('src/vscode').filter((name) => name.endsWith('.ts'))) {
    const text = readFileSync(`src/vscode/${file}`, 'utf8');
    const places = [
      ...text.matchAll(/\bitem\.(?:label|text|tooltip|description) = ([^;]+);/g),
      ...text.matchAll(/new vscode\.TreeItem\(([^\n]+)/g),
      ...text.matchAll(/\.show(?:Information|Warning|Error)Message\(([^\n]+)/g),
      ...text.matchAll(/\blabel: (?!words|spoken|string)([^\n]+)/g),
    ];
    for (const place of places) {
      found.push(file);
      if (file === 'queueTree.ts' && place[1]?.startsWith('title,')) continue;
      assert.match(place[1] ?? '', OURS, `${file}: ${place[0]}`);
    }
  }
  assert.ok(new Set(found).size >= 4, 'the search finds no places any more');
});
