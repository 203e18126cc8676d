import type { Finding } from '../effect/finding.ts';
import type { Hold } from '../review/hold.ts';
import { levelOf } from '../review/shown.ts';
import type { RulingReason } from '../rules/ruling.ts';

export interface AnswerOptions {
  /** For the one who filed it: POST, and the answer file. */
  readonly token: boolean;
  /** For the one who fetches it to execute it. */
  readonly action: boolean;
  readonly sayFinding: (finding: Finding) => string;
}

/** The JSON answer of the protocol, version 1. */
export function answerOf(hold: Hold, { token, action, sayFinding }: AnswerOptions): Readonly<Record<string, unknown>> {
  const { verdict, files } = hold.judgement;
  return {
    id: hold.id,
    ...(token ? { token: hold.token } : {}),
    state: hold.state,
    ...(hold.execution === undefined ? {} : { execution: hold.execution }),
    ruling: verdict.ruling,
    requires: verdict.requires,
    ...(verdict.pending === true ? { pending: true } : {}),
    ...(isOfFile(verdict.reason) ? { reason: verdict.reason } : {}),
    level: levelOf(hold),
    digest: hold.digest,
    findings: verdict.findings.map((finding) => ({
      rule: finding.rule,
      range: finding.range,
      sentence: sayFinding(finding),
    })),
    ...(files.length === 0 ? {} : { files }),
    ...(action ? { action: hold.intent.action } : {}),
    // What the person saw when they approved: whoever executes it compares the counts.
    ...(hold.state === 'approved'
      ? { preview: hold.previews.flatMap(shownEntries), wholePreview: hold.previews.every(isWhole) }
      : {}),
    ...(hold.note === undefined ? {} : { note: hold.note }),
    ...(hold.why === undefined ? {} : { why: hold.why }),
    ...(hold.by === undefined ? {} : { by: hold.by }),
    at: new Date(hold.decidedAt ?? hold.filedAt).toISOString(),
    ...(hold.orphan ? { orphan: true } : {}),
    ...(hold.grant === undefined ? {} : { grant: hold.grant }),
  };
}

/** Rules of a file have an author, who may say why. */
function isOfFile({ layer }: RulingReason): boolean {
  return layer === 'user' || layer === 'workspace';
}

/** Nothing that it looked for stayed unknown; what is only remarked upon is no gap. */
function isWhole({ state, unknown }: Hold['previews'][number]): boolean {
  return state === 'done' && unknown.every(({ code }) => code.startsWith('note.'));
}

function shownEntries({ state, entries }: Hold['previews'][number]) {
  return entries.map(({ object, verb, via, count, undo }) => ({
    object: { type: object.type, name: object.name },
    verb,
    via,
    // A count that was still going when the person approved is no promise.
    count: state === 'done' ? count : { kind: 'unknown' },
    undo,
  }));
}
