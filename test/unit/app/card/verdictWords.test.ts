import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cardOf } from '../../../../src/app/card/cardOf.ts';
import type { PreviewEntry } from '../../../../src/preview/preview.ts';
import { effect, hold, WORKSPACE } from '../../../builders/holds.ts';

const object = { type: 'resource', name: 'terraform/*' } as const;

function entry(verb: string, value: number): PreviewEntry {
  return { object, verb, via: 'direct', count: { kind: 'exact', value }, unit: 'resources', of: 5, undo: 'none' };
}

test('what a saved plan destroys stands before what the text says that it changes', () => {
  const card = cardOf(
    hold({
      action: { kind: 'shell', command: 'terraform apply tfplan', cwd: WORKSPACE },
      level: 'high',
      effects: [effect({ kind: 'infra.change', object })],
      previews: [
        {
          source: 'terraform',
          state: 'done',
          entries: [entry('destroy', 1), entry('replaced', 2), entry('change', 1), entry('create', 1)],
          unknown: [],
        },
      ],
    }),
    {},
  );
  assert.deepEqual(card.details.slice(0, 3), [
    'destroyed: exactly 1 of 5 resources',
    'replaced: exactly 2 of 5 resources',
    'exactly 1 of 5 resources',
  ]);
  assert.deepEqual(
    card.affected.map(({ what }) => what),
    ['destroyed', 'replaced', 'changed', 'created'],
  );
});

test('things of several units are each counted in the verdict, and a star is said in words', () => {
  const ofType = (type: 'container' | 'volume', value: number): PreviewEntry => ({
    object: { type, name: '*' },
    verb: 'delete',
    via: 'direct',
    count: { kind: 'exact', value },
    unit: `${type}s`,
    undo: 'none',
  });
  const card = cardOf(
    hold({
      action: { kind: 'shell', command: 'docker system prune -f --volumes', cwd: WORKSPACE },
      level: 'high',
      effects: (['container', 'volume'] as const).map((type) =>
        effect({ kind: 'container.delete', object: { type, name: '*' } }),
      ),
      previews: [
        {
          source: 'docker',
          state: 'done',
          entries: [ofType('volume', 3), ofType('container', 2)],
          unknown: [{ code: 'unknown.tool-not-allowed', values: { tool: 'docker' } }],
        },
      ],
    }),
    {},
  );
  assert.equal(card.verdict, 'Removes containers and volumes');
  assert.equal(card.details[0], 'exactly 3 volumes and exactly 2 containers');
  assert.deepEqual(
    card.affected.map((row) => row.object),
    ['volumes', 'containers'],
  );
  assert.match(
    card.unknown[0] ?? '',
    /^previews may not ask docker yet/,
    'the label says already that it is not known',
  );
});

test('requests stand on the card as text, and only where there are any', () => {
  const parts = { action: { kind: 'shell', command: 'curl', cwd: WORKSPACE }, level: 'high' } as const;
  assert.equal(cardOf(hold(parts), {}).requests, undefined);
  const request = {
    method: 'DELETE',
    host: 'api.example.com',
    facts: [{ what: 'id', name: 'volumes', value: 'a\u202eb' }],
    texts: [{ what: 'json', text: '{\n  "a": "<b>"\n}', leftOut: 7 }],
    notes: [{ code: 'note.http-dynamic', values: {} }],
  } as const;
  const previews = [{ source: 'http', state: 'done', entries: [], unknown: [], requests: [request] }] as const;
  assert.deepEqual(cardOf(hold({ ...parts, previews }), {}).requests, [
    {
      title: 'DELETE api.example.com',
      rows: [['Names volumes', 'a⟨U+202E RLO⟩b']],
      texts: [['JSON body, laid out', '{\n  "a": "<b>"\n}\n… 7 more characters: they are in the text.']],
      notes: ['Parts of the address are known only when it runs.'],
    },
  ]);
});
