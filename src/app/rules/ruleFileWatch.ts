import type { Consents } from '../../review/consent.ts';
import type { Digests } from '../../review/ports.ts';
import type { Layer } from '../../rules/compile.ts';
import { NO_RULES } from '../../rules/file/ruleFile.ts';
import type { RuleProblem } from '../../rules/file/ruleProblem.ts';
import { loosens, readyToCompare } from '../../rules/inForce.ts';
import type { LayerFile } from '../../rules/inForce.ts';
import { openBreath } from '../../preview/files/breath.ts';
import type { RuleEdit } from '../../rules/learn/editRules.ts';
import { stampOf } from '../facts/granted.ts';
import { changedLines } from '../guard/changedLines.ts';
import type { Secrets } from '../kept/secrets.ts';
import type { UnreadableRules } from '../sentences/rules.ts';
import { loadAccepted, storeAccepted } from './acceptedRules.ts';
import type { AcceptedRules } from './acceptedRules.ts';
import { readRulesText } from './readRulesText.ts';
import type { RuleTexts } from './ruleTexts.ts';
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
  /** Looks whether the file changed, and takes what it says from now on at the latest. Rejects when that is not known. */
  look(): Promise<void>;
  /**
   * Offers a change of the text on a card; accepted, it is written and in force. False: the file is not in force as it is, or
   * the change cannot be made.
   */
  propose(edit: RuleEdit, values: Readonly<Record<string, string>>): Promise<boolean>;
  /** The editor saves this text with the person looking on: that change is no alarm. What it loosens waits all the same. */
  saved(text: string): void;
  /** Changes the text at once: only for what tightens. False: as above, or it could not be written. */
  tighten(edit: RuleEdit): Promise<boolean>;
  readonly file: LayerFile;
  /** The stamp of the file that `file` was made of. Undefined: it was never looked at, or somebody is about to change `file`. */
  readonly stamp: string | undefined;
  readonly standing: RuleFileStanding;
}

/** In place of the mark of a file that was not looked at. */
const NEVER = 'never looked';

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
  readonly texts: RuleTexts;
  readonly alarm: (code: string, values: Readonly<Record<string, string>>) => void;
  readonly changed: () => void;
}

/** Follows one rules file. What tightens is in force at once; what loosens waits on a card, with that exact content. */
export async function watchRuleFile(parts: RuleFileWatchParts): Promise<RuleFileWatch> {
  const { path, layer, secrets, digests, consents, texts, alarm, changed } = parts;
  let accepted = await loadAccepted(secrets, digests, texts, path);
  let stamp = NEVER;
  /** Looks and writings, one at a time: two looks would offer the same change twice. */
  let turn: Promise<unknown> = Promise.resolve();
  /** Of these, how many have not ended. */
  let turns = 0;
  /** The look that has not begun. */
  let next: Promise<void> | undefined;
  let text = accepted.text;
  let current: LayerFile['current'] = accepted.file;
  /** Texts that the editor has just saved, the last one last. */
  let ours: readonly string[] = [];
  let standing: RuleFileStanding = { path, layer, state: 'in-force', problems: [] };

  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    turns += 1;
    const done = turn.then(act).finally(() => {
      turns -= 1;
    });
    turn = done.catch(() => undefined);
    return done;
  };

  const take = async (taken: AcceptedRules): Promise<void> => {
    accepted = taken;
    await storeAccepted(secrets, digests, path, taken).catch((reason: unknown) =>
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
        if (given) await inTurn(() => takeAccepted(asked));
      });
  };

  const takeAccepted = async (asked: AcceptedRules): Promise<void> => {
    // What was accepted is that content; if the file says something else by now, that asks for itself.
    if (text !== asked.text) return;
    await take(asked);
    standing = { ...standing, state: 'in-force' };
    changed();
  };

  /** Only over the text that the change was made of: what somebody wrote meanwhile is not overwritten. */
  const write = async ({ text: after, over }: Change): Promise<boolean> => {
    const before = await readRulesText(path);
    if (text !== over || (before.ok ? before.text : before.why === 'absent' ? '' : undefined) !== over) {
      alarm('rules.overtaken', { path });
      return false;
    }
    try {
      await writeRules(path, after);
      return true;
    } catch (reason) {
      alarm('rules.not-written', { path, error: String(reason) });
      return false;
    }
  };

  /** Writes what a person wants and takes it into force, between two looks: none of them must ask about it again. */
  const put = (change: Change): Promise<boolean> =>
    inTurn(async () => {
      if (!(await write(change))) return false;
      text = change.text;
      current = change.file;
      await take({ text: change.text, file: change.file });
      standing = { path, layer, state: 'in-force', problems: [] };
      changed();
      return true;
    });

  const changedTo = async (edit: RuleEdit): Promise<Change | undefined> => {
    const over = text;
    const after = standing.state === 'in-force' ? await texts.edit(over, edit) : undefined;
    const decoded = after === undefined ? undefined : await texts.decode(after);
    // What was made of a text that is no more is not offered.
    const stands = text === over && standing.state === 'in-force';
    return after === undefined || decoded?.ok !== true || !stands
      ? undefined
      : { text: after, file: decoded.file, over };
  };

  const lookOnce = async (): Promise<void> => {
    const stamped = await stampOf(path);
    if (stamped === stamp) return;
    const first = stamp === NEVER;
    stamp = stamped;
    const read = await readRulesText(path);
    const absent = !read.ok && read.why === 'absent';
    if (!read.ok && !absent) {
      keep({ unreadable: read.why, problems: [] });
      return;
    }
    const found = read.ok ? read.text : '';
    if (!first && found === text && standing.state !== 'kept') return;
    const decoded = found === '' ? { ok: true as const, file: NO_RULES, warnings: [] } : await texts.decode(found);
    if (!decoded.ok) {
      keep({ problems: decoded.problems });
      return;
    }
    const breathe = openBreath();
    for (const file of [decoded.file, accepted.file]) await readyToCompare(file, breathe);
    const own = ours.lastIndexOf(found);
    // Each counts once: a text that comes back later was put there by somebody else.
    if (own >= 0) ours = ours.slice(own + 1);
    // At the first look `text` is what was accepted: a change of the time when no window was open counts as much.
    else if (found !== text && accepted.first !== true)
      alarm('rules.changed', { path, diff: changedLines(text, found) });
    text = found;
    current = decoded.file;
    withdraw();
    const waiting = loosens({ layer, accepted: accepted.file, current });
    standing = { path, layer, state: waiting ? 'waiting' : 'in-force', problems: decoded.warnings };
    if (waiting) offer({ text, file: current });
    else if (found !== accepted.text || accepted.first === true) await take({ text, file: current });
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
      // Never the one under way: it may have read the file before it was changed.
      next ??= inTurn(() => {
        next = undefined;
        return lookOnce().catch((reason: unknown) => {
          // The next look begins anew: what the file tightens must not be lost to a failure of ours.
          stamp = NEVER;
          throw reason;
        });
      });
      return next;
    },
    async propose(edit, values) {
      const asked = await changedTo(edit);
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
      const change = await changedTo(edit);
      if (change === undefined || loosens({ layer, accepted: accepted.file, current: change.file })) return false;
      return put(change);
    },
    get file() {
      return { layer, accepted: accepted.file, current };
    },
    get stamp() {
      return turns > 0 || stamp === NEVER ? undefined : stamp;
    },
    get standing() {
      return standing;
    },
  };
}
