import { lstat } from 'node:fs/promises';
import type { Consents } from '../../review/consent.ts';
import type { Digests } from '../../review/ports.ts';
import type { Layer } from '../../rules/compile.ts';
import { NO_RULES } from '../../rules/file/ruleFile.ts';
import type { RuleProblem } from '../../rules/file/ruleProblem.ts';
import { loosens, readyToCompare } from '../../rules/inForce.ts';
import type { LayerFile } from '../../rules/inForce.ts';
import { openBreath } from '../../preview/files/breath.ts';
import { changedLines } from '../guard/changedLines.ts';
import type { Secrets } from '../product.ts';
import type { UnreadableRules } from '../sentences/rules.ts';
import type { DecodeRules } from './decodeRules.ts';
import { loadAccepted, rulesOf, storeAccepted } from './acceptedRules.ts';
import type { AcceptedRules } from './acceptedRules.ts';
import { readRulesText } from './readRulesText.ts';
import { writeRules } from './writeRules.ts';

/** How a rules file stands, for the status bar and the problems view. */
export interface RuleFileStanding {
  readonly path: string;
  readonly layer: Layer;
  /** `in-force`: as it is now · `waiting`: what it loosens waits for a person · `kept`: it cannot be taken, what was accepted stays. */
  readonly state: 'in-force' | 'waiting' | 'kept';
  readonly unreadable?: UnreadableRules;
  readonly problems: readonly RuleProblem[];
}

export interface RuleFileWatch {
  /** Looks whether the file changed, and takes what it says now. Never rejects. */
  look(): Promise<void>;
  /**
   * Offers a change of the text on a card; accepted, it is written and in force. False: the file is not in force as it is, or
   * the change cannot be made.
   */
  propose(edit: Edit, values: Readonly<Record<string, string>>): boolean;
  /** The editor saves this text with the person looking on: that change is no alarm. What it loosens waits all the same. */
  saved(text: string): void;
  /** Changes the text at once: only for what tightens. False: as above, or it could not be written. */
  tighten(edit: Edit): Promise<boolean>;
  readonly file: LayerFile;
  readonly standing: RuleFileStanding;
}

/** The text after a change; undefined: it cannot be made. */
export type Edit = (text: string) => string | undefined;

/** Texts that may be saved between two looks. */
const MOST_SAVED = 4;

/** A text to be written over another. */
interface Change extends AcceptedRules {
  readonly over: string;
}

export interface RuleFileWatchParts {
  readonly path: string;
  readonly layer: Layer;
  readonly secrets: Secrets;
  readonly digests: Digests;
  readonly consents: Consents;
  readonly decode: DecodeRules;
  readonly alarm: (code: string, values: Readonly<Record<string, string>>) => void;
  readonly changed: () => void;
}

/** Follows one rules file. What tightens is in force at once; what loosens waits on a card, with that exact content. */
export async function watchRuleFile(parts: RuleFileWatchParts): Promise<RuleFileWatch> {
  const { path, layer, secrets, digests, consents, decode, alarm, changed } = parts;
  let accepted = await loadAccepted(secrets, digests, decode, path);
  let stamp = 'never looked';
  let looking: Promise<void> | undefined;
  let text = accepted.text;
  let current: LayerFile['current'] = accepted.file;
  /** Texts that the editor has just saved, the last one last. */
  let ours: readonly string[] = [];
  let standing: RuleFileStanding = { path, layer, state: 'in-force', problems: [] };

  const take = async (next: AcceptedRules): Promise<void> => {
    accepted = next;
    await storeAccepted(secrets, digests, path, next).catch((reason: unknown) =>
      alarm('rules.not-kept', { path, error: String(reason) }),
    );
  };

  const offer = (asked: AcceptedRules): void => {
    const before = accepted.text === '' ? {} : { before: accepted.text };
    void consents
      .offer({
        kind: 'rules',
        // The path belongs to it: two files may say the same.
        content: `${path}\n${asked.text}`,
        values: { path, layer },
        file: { path, ...before, after: asked.text },
      })
      .then(async (given) => {
        // What was accepted is that content; if the file says something else by now, that asks for itself.
        if (!given || text !== asked.text) return;
        await take(asked);
        standing = { ...standing, state: 'in-force' };
        changed();
      });
  };

  /** Only over the text that the change was made of: what somebody wrote meanwhile is not overwritten. */
  const write = async (after: string, over: string): Promise<boolean> => {
    const before = await readRulesText(path);
    if ((before.ok ? before.text : before.why === 'absent' ? '' : undefined) !== over) return false;
    try {
      await writeRules(path, after);
      return true;
    } catch (reason) {
      alarm('rules.not-written', { path, error: String(reason) });
      return false;
    }
  };

  /** Writes what a person wants and takes it into force, between two looks: none of them must ask about it again. */
  const put = async (next: Change): Promise<boolean> => {
    while (looking !== undefined) await looking;
    let written = false;
    looking = (async () => {
      written = text === next.over && (await write(next.text, next.over));
      if (!written) return;
      text = next.text;
      current = next.file;
      await take({ text: next.text, file: next.file });
      standing = { path, layer, state: 'in-force', problems: [] };
      changed();
    })().finally(() => {
      looking = undefined;
    });
    await looking;
    return written;
  };

  const changedTo = (edit: Edit): Change | undefined => {
    const after = standing.state === 'in-force' ? edit(text) : undefined;
    const file = after === undefined ? undefined : rulesOf(after);
    return after === undefined || file === undefined ? undefined : { text: after, file, over: text };
  };

  const lookOnce = async (): Promise<void> => {
    const found = await stampOf(path);
    if (found === stamp) return;
    const first = stamp === 'never looked';
    stamp = found;
    const read = await readRulesText(path);
    const absent = !read.ok && read.why === 'absent';
    if (!read.ok && !absent) {
      keep({ unreadable: read.why, problems: [] });
      return;
    }
    const next = read.ok ? read.text : '';
    if (!first && next === text && standing.state !== 'kept') return;
    const decoded = next === '' ? { ok: true as const, file: NO_RULES, warnings: [] } : await decode(next);
    if (!decoded.ok) {
      keep({ problems: decoded.problems });
      return;
    }
    const breathe = openBreath();
    for (const file of [decoded.file, accepted.file]) await readyToCompare(file, breathe);
    const own = ours.lastIndexOf(next);
    // Each counts once: a text that comes back later was put there by somebody else.
    if (own >= 0) ours = ours.slice(own + 1);
    // At the first look `text` is what was accepted: a change of the time when no window was open counts as much.
    else if (next !== text && accepted.first !== true) alarm('rules.changed', { path, diff: changedLines(text, next) });
    text = next;
    current = decoded.file;
    withdraw();
    const waiting = loosens({ layer, accepted: accepted.file, current });
    standing = { path, layer, state: waiting ? 'waiting' : 'in-force', problems: decoded.warnings };
    if (waiting) offer({ text, file: current });
    else if (next !== accepted.text || accepted.first === true) await take({ text, file: current });
    changed();
  };

  const withdraw = (): void => {
    consents.withdraw('rules', path);
    consents.withdraw('learn-rule', path);
  };

  const keep = (why: Pick<RuleFileStanding, 'unreadable' | 'problems'>): void => {
    text = accepted.text;
    current = undefined;
    withdraw();
    standing = { path, layer, state: 'kept', ...why };
    changed();
  };

  return {
    look() {
      // One look at a time: two would offer the same change twice.
      looking ??= lookOnce().finally(() => {
        looking = undefined;
      });
      return looking;
    },
    propose(edit, values) {
      const asked = changedTo(edit);
      if (asked === undefined) return false;
      const before = accepted.text === '' ? {} : { before: accepted.text };
      void consents
        .offer({
          kind: 'learn-rule',
          content: `${path}\n${asked.text}`,
          values: { path, ...values },
          file: { path, ...before, after: asked.text },
        })
        .then((given) => given && put(asked));
      return true;
    },
    saved(saving) {
      // Told once more after a look has taken it.
      if (saving !== text) ours = [...ours, saving].slice(-MOST_SAVED);
    },
    async tighten(edit) {
      const next = changedTo(edit);
      if (next === undefined || loosens({ layer, accepted: accepted.file, current: next.file })) return false;
      return put(next);
    },
    get file() {
      return { layer, accepted: accepted.file, current };
    },
    get standing() {
      return standing;
    },
  };
}

/** Differs when the file does: another file, size, or change time. A change time cannot be set back. */
async function stampOf(path: string): Promise<string> {
  try {
    const { dev, ino, size, ctimeNs, mtimeNs } = await lstat(path, { bigint: true });
    return [dev, ino, size, ctimeNs, mtimeNs].join(' ');
  } catch {
    return 'absent';
  }
}
