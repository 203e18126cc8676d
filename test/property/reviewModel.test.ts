import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { askedOf } from '../../src/review/shown.ts';
import { openBench, settle, type Bench } from '../support/reviewBench.ts';
import { volume } from '../support/volume.ts';

/** What must be true of every intent, as a person and a runner see it; kept beside the real review. */
interface Known {
  readonly id: string;
  readonly token: string;
  readonly digest: string;
  /** The state in which it was last seen final. */
  final?: string;
  grant?: { readonly text: string; readonly jti: string; readonly epoch: string; readonly at: number };
  claims: number;
  /** The ticket that was last drawn for it. */
  ticket?: { readonly nonce: string; readonly readyAt: number; readonly revision: number };
}

interface Model {
  readonly known: Known[];
  stopped: boolean;
}

type Step = fc.AsyncCommand<Model, Bench>;

const pick = (model: Model, n: number): Known | undefined => model.known[n % Math.max(model.known.length, 1)];

/** Checked after every step. */
function check(model: Model, { review, record }: Bench): void {
  for (const known of model.known) {
    const hold = review.get(known.id);
    assert.ok(hold, `${known.id} is lost`);
    if (known.final !== undefined) assert.equal(hold.state, known.final, 'a final state changed');
    if (hold.state !== 'held') known.final = hold.state;
    assert.equal(hold.grant !== undefined, hold.state === 'approved' || hold.state === 'passed');
    const decisions = record.filter((entry) => entry.type === 'decision' && entry.id === known.id);
    assert.equal(decisions.length, hold.state === 'held' ? 0 : 1, 'not exactly one decision in the record');
    const claims = record.filter((entry) => entry.type === 'claim' && entry.id === known.id);
    assert.ok(claims.length <= 1, 'two claims in the record');
    assert.ok(known.claims <= 1, 'two runners may go');
    assert.ok(known.claims <= claims.length, 'a runner may go without a claim in the record');
  }
  if (model.stopped) assert.equal(review.held().length, 0, 'something is held while stopped');
}

const step = (name: string, run: (model: Model, bench: Bench) => Promise<void>): Step => ({
  check: () => true,
  async run(model, bench) {
    await run(model, bench);
    await settle();
    check(model, bench);
  },
  toString: () => name,
});

function granted(known: Known, bench: Bench): void {
  const text = bench.review.get(known.id)?.grant;
  if (text === undefined || known.grant !== undefined) return;
  known.grant = {
    text,
    jti: text.split('.')[1] ?? '',
    epoch: bench.review.epoch,
    at: bench.clock.monotonic(),
  };
}

let command = 0;

/** How often the interesting things happened: a model that never gets there proves nothing. */
const seen = { approved: 0, claimed: 0, refusedClaims: 0 };
/** One card, one ticket: drawing another voids it. */
function draw(model: Model, bench: Bench, n: number, wait: number): Known | undefined {
  const held = model.known.filter(({ id }) => bench.review.get(id)?.state === 'held');
  const known = held[n % Math.max(held.length, 1)];
  const ticket = known === undefined ? undefined : bench.review.issueTicket(known.id, 'view');
  if (known === undefined || ticket === undefined) return undefined;
  for (const other of model.known) delete other.ticket;
  known.ticket = { nonce: ticket.nonce, readyAt: ticket.readyAt, revision: ticket.revision };
  bench.clock.advance(wait);
  return known;
}

const steps = [
  fc
    .record({
      pass: fc.constantFrom(true, false, false),
      critical: fc.boolean(),
      waiting: fc.constantFrom(true, false, false),
      session: fc.boolean(),
    })
    .map((more) =>
      step(`file(${JSON.stringify(more)})`, async (model, bench) => {
        bench.levers.ruling = more.pass ? 'pass' : 'hold';
        bench.levers.level = more.critical ? 'critical' : 'medium';
        command += 1;
        const filed = await bench.file(`rm ${command}`, {
          waiting: more.waiting,
          ...(more.session ? { session: 's' } : {}),
        });
        if (model.stopped) {
          assert.equal(filed.filed, 'stopped');
          return;
        }
        assert.ok(filed.filed === 'new', filed.filed);
        const known: Known = { id: filed.hold.id, token: filed.hold.token, digest: filed.hold.digest, claims: 0 };
        model.known.push(known);
        granted(known, bench);
      }),
    ),
  fc.nat(3).map((n) =>
    step(`draw(${n})`, (model, bench) => {
      draw(model, bench, n, 0);
      return Promise.resolve();
    }),
  ),
  fc
    .record({
      n: fc.nat(9),
      draws: fc.constantFrom(true, true, false),
      wait: fc.constantFrom(0, 599, 600, 1_500, 1_600),
      right: fc.constantFrom(true, true, false),
      seen: fc.constantFrom('view', 'view', 'view', 'other'),
    })
    .map((more) =>
      step(`approve(${JSON.stringify(more)})`, async (model, bench) => {
        const drawn = more.draws ? draw(model, bench, more.n, more.wait) : undefined;
        const known = drawn ?? model.known.find(({ ticket }) => ticket !== undefined) ?? pick(model, more.n);
        if (known === undefined) return;
        const hold = bench.review.get(known.id);
        const { ticket } = known;
        const asked = hold === undefined ? undefined : askedOf(hold);
        const typed = more.right && asked?.asks === 'word' ? asked.word : 'wrong';
        const decided = await bench.review.approve(ticket?.nonce ?? 'none', more.seen, { checked: more.right, typed });
        if (!decided.decided) return;
        seen.approved += 1;
        assert.ok(ticket, 'approved without a ticket');
        assert.equal(more.seen, 'view', 'approved with another view than the one that was drawn');
        assert.equal(ticket.revision, hold?.revision, 'approved at a revision that was not drawn');
        assert.ok(bench.clock.monotonic() >= ticket.readyAt, 'approved in the dead time');
        assert.ok(more.right || asked?.asks === 'click', 'approved without the gesture');
        assert.ok(!model.stopped, 'approved while stopped');
        assert.ok(!bench.levers.debugger && bench.levers.gateIntact, 'approved while blocked');
        granted(known, bench);
      }),
    ),
  fc.nat(9).map((n) =>
    step(`deny(${n})`, async (model, bench) => {
      const known = pick(model, n);
      if (known !== undefined) await bench.review.deny(known.id, 'no');
    }),
  ),
  fc.nat(9).map((n) =>
    step(`withdraw(${n})`, async (model, bench) => {
      const known = pick(model, n);
      if (known !== undefined) await bench.review.withdraw(known.id, known.token);
    }),
  ),
  fc.record({ n: fc.nat(9), twice: fc.boolean(), digest: fc.constantFrom(true, true, false) }).map((more) =>
    step(`claim(${JSON.stringify(more)})`, async (model, bench) => {
      const known = pick(model, more.n);
      if (known?.grant === undefined) return;
      const { text, jti, epoch, at } = known.grant;
      const age = bench.clock.monotonic() - at;
      const digest = more.digest ? known.digest : 'f'.repeat(64);
      const claim = () => bench.review.claim(jti, known.token, text, digest);
      const results = more.twice ? await Promise.all([claim(), claim()]) : [await claim()];
      for (const result of results) {
        if (result.claimed !== 'go') {
          seen.refusedClaims += 1;
          continue;
        }
        seen.claimed += 1;
        known.claims += 1;
        assert.ok(more.digest, 'other bytes may go');
        assert.ok(age <= 30_000, 'a grant outlived its 30 s');
        assert.equal(epoch, bench.review.epoch, 'a grant of another epoch may go');
        assert.ok(!model.stopped, 'a grant was claimed while stopped');
        assert.ok(bench.levers.gateIntact, 'a grant was claimed through a lost gate');
      }
    }),
  ),
  fc.nat(9).map((n) =>
    step(`preview(${n})`, (_, bench) => {
      const report = [...bench.previews.values()][n];
      report?.([{ source: 'files', state: 'counting', entries: [], unknown: [] }]);
      return Promise.resolve();
    }),
  ),
  fc.constantFrom(100, 700, 1_600, 2_500, 29_000, 31_000).map((ms) =>
    step(`advance(${ms})`, (_, bench) => {
      bench.clock.advance(ms);
      return Promise.resolve();
    }),
  ),
  fc.constantFrom(-3_600_000, 3_000, 3_600_000).map((ms) =>
    step(`jump(${ms})`, (_, bench) => {
      bench.clock.jump(ms);
      return Promise.resolve();
    }),
  ),
  fc.constantFrom('nothing', 'nothing', 'nothing', 'debugger', 'gate').map((what) =>
    step(`wrong(${what})`, (_, bench) => {
      bench.levers.debugger = what === 'debugger';
      bench.levers.gateIntact = what !== 'gate';
      return Promise.resolve();
    }),
  ),
  fc.constantFrom(true, false, false).map((really) =>
    step(`stop(${really})`, async (model, bench) => {
      if (!really) return;
      model.stopped = true;
      await bench.review.stop();
    }),
  ),
  fc.constant(
    step('resume', async (model, bench) => {
      await bench.review.resume();
      model.stopped = false;
    }),
  ),
  fc.constant(
    step('renew', (_, bench) => {
      bench.review.renew();
      return Promise.resolve();
    }),
  ),
];

/** Filing, approving and claiming, without which the rest has nothing to happen to. */
const often = [0, 2, 5].flatMap((at) => steps[at] ?? []);

test('whatever happens in whatever order: one decision, one claim, nothing approved without a drawn view', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.commands([...steps, ...often, ...often], { maxCommands: 60, size: 'max' }),
      async (commands) => {
        const bench = openBench();
        await fc.asyncModelRun(() => ({ model: { known: [], stopped: false }, real: bench }), commands);
        await bench.review.close();
      },
    ),
    { numRuns: volume(400) },
  );
  assert.ok(seen.approved > 20 && seen.claimed > 20 && seen.refusedClaims > 20, JSON.stringify(seen));
});
