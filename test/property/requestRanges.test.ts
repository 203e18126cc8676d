import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openHttpReader } from '../../src/http/openHttp.ts';
import { NO_DISK } from '../../src/reading/ports.ts';
import { readWhole } from '../../src/reading/readWhole.ts';
import type { Context } from '../../src/reading/reader.ts';
import { readShell } from '../../src/shell/readShell.ts';
import '../support/wholeCatalogue.ts';
import { volume } from '../support/volume.ts';

const CONTEXT: Context = {
  cwd: '/workspace',
  workspace: '/workspace',
  home: '/home/user',
  environment: {},
  traits: [],
  place: 'unknown',
  depth: 0,
};
const readers = { shell: () => Promise.resolve(readShell), http: openHttpReader, graphql: openHttpReader };

/** A request, and a word of it that each of its findings must cover. */
interface Case {
  readonly text: string;
  readonly covers: string;
}

const id = fc.stringMatching(/^[a-z][a-z0-9-]{2,12}$/);
const before = fc.constantFrom('', 'cd src && ', 'echo "é😀"; ', "X='a b'; ", '# a note\n', 'ls | head; ');
const after = fc.constantFrom('', ' | jq .', ' && echo ok', ' > /dev/null', ' # 😀');
const quoted = (word: string): fc.Arbitrary<string> => fc.constantFrom(word, `'${word}'`, `"${word}"`);

const rest = id.chain((name) => {
  const url = `https://api.github.com/repos/acme/${name}`;
  return quoted(url).map((word): Case => ({
    text: `curl -sS -X DELETE ${word} -H "Authorization: Bearer $T"`,
    covers: name,
  }));
});
const mutation = id.map((name): Case => ({
  text: `curl https://backboard.railway.com/graphql/v2 -d '{"query":"mutation { volumeDelete(volumeId: \\"${name}\\") }"}'`,
  covers: name,
}));
const heredoc = id.map((name): Case => ({
  text: `curl https://backboard.railway.com/graphql/v2 --json @- <<'EOF'\n{"query":"mutation { serviceDelete(id: \\"${name}\\") }"}\nEOF\n`,
  covers: name,
}));
const platform = id.chain((name) =>
  quoted(`https://api.machines.dev/v1/apps/${name}`).map((word): Case => ({
    text: `http DELETE ${word}`,
    covers: name,
  })),
);

test('each finding of a request stands in the outer text and covers what it names', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(rest, mutation, heredoc, platform), before, after, async (one, head, tail) => {
      // Behind a heredoc stands its own end.
      const text = head + one.text + (one.text.endsWith('\n') ? '' : tail);
      const whole = await readWhole({ kind: 'shell', command: text }, CONTEXT, readers, NO_DISK);
      const found = whole.effects.filter(({ object }) => object.name.includes(one.covers));
      assert.ok(found.length > 0, `nothing names ${one.covers}: ${text}`);
      for (const { kind, object, range } of found) {
        const [start, end] = range;
        assert.ok(
          start >= 0 && start < end && end <= text.length,
          `${kind} at ${range.join()} of ${String(text.length)}`,
        );
        assert.ok(
          text.slice(start, end).includes(one.covers),
          `${kind} ${object.name} is shown at ${JSON.stringify(text.slice(start, end))} in ${text}`,
        );
      }
    }),
    { numRuns: volume(200, 20_000) },
  );
});
