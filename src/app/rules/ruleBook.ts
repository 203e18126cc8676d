import { openBreath } from '../../preview/files/breath.ts';
import { activeRulesInTurns } from '../../rules/activeRules.ts';
import type { ActiveRules } from '../../rules/activeRules.ts';
import type { Rule, RuleFile } from '../../rules/file/ruleFile.ts';
import { inForce } from '../../rules/inForce.ts';
import type { LayerFile } from '../../rules/inForce.ts';
import type { RuleEdit } from '../../rules/learn/editRules.ts';
import type { FileStamp } from '../facts/granted.ts';
import { watchRuleFile } from './ruleFileWatch.ts';
import { knownRulesFile, ownRules, rulesOf } from './rulesPath.ts';
import type { RuleFileStanding, RuleFileWatch, RuleFileWatchParts } from './ruleFileWatch.ts';

/** The rules of a window: the person's own file, and that of each of its folders. */
export interface RuleBook {
  /** What is in force in a folder now: the files are looked at first, so that a change counts from the next action on. */
  inForce(workspace: string): Promise<ActiveRules>;
  /** What is in force if no file has changed since it was last looked at, for who finds that out. Undefined: nobody can say. */
  known(workspace: string): KnownRules | undefined;
  /** Looks at all files, for what a person sees of them. */
  look(workspaces: readonly string[]): Promise<void>;
  standings(): readonly RuleFileStanding[];
  /** Offers a change of a workspace's own rules on a card. False: it cannot be made now. */
  propose(workspace: string, edit: RuleEdit, values: Readonly<Record<string, string>>): Promise<boolean>;
  /** The learned rules in force, of all files. */
  learned(): readonly LearnedRule[];
  /** Takes a rule that passes out of its file. False: it is not there, or the file could not be written. */
  revoke(path: string, id: string): Promise<boolean>;
  /** The editor saves this text with the person looking on: no alarm. Nothing is taken into force by it. */
  saved(path: string, text: string): Promise<void>;
  /** Differs when the rules in force do: bound into every grant. */
  mark(): string;
}

export interface KnownRules {
  readonly active: ActiveRules;
  /** The files that these rules come from: while each is still so, they are in force. */
  readonly files: readonly FileStamp[];
}

/** A rule that Keyturn wrote into a file, with the person's consent. */
export interface LearnedRule {
  readonly path: string;
  readonly rule: Rule;
}

export interface RuleBookParts extends Omit<RuleFileWatchParts, 'path' | 'layer'> {
  /** `~/.keyturn` */
  readonly place: string;
  /** Restricted Mode: a workspace's own file is not even opened. */
  readonly trusted: () => boolean;
}

interface Compiled {
  readonly files: readonly LayerFile[];
  readonly active: Promise<ActiveRules>;
  /** The same, once it is there. */
  ready?: ActiveRules;
}

export function openRuleBook(parts: RuleBookParts): RuleBook {
  const watches = new Map<string, Promise<RuleFileWatch>>();
  const opened: RuleFileWatch[] = [];
  const compiled = new Map<string, Compiled>();
  const marks = new WeakMap<RuleFile, string>();

  /** Asked with each grant: a file of thousands of rules is written out once. */
  const markOf = (file: RuleFile): string => {
    const mark = marks.get(file) ?? parts.digests.sha256(JSON.stringify(file));
    marks.set(file, mark);
    return mark;
  };

  const watchOf = (file: string, layer: LayerFile['layer']): Promise<RuleFileWatch> => {
    const known = watches.get(file);
    if (known !== undefined) return known;
    const opening = watchRuleFile({ ...parts, path: file, layer }).then(
      (watch) => {
        opened.push(watch);
        return watch;
      },
      (reason: unknown) => {
        // What was accepted could not be read: the next look asks again. Until then nothing is ruled on.
        watches.delete(file);
        throw reason;
      },
    );
    watches.set(file, opening);
    return opening;
  };
  const layersOf = (workspace: string): readonly (readonly [path: string, layer: LayerFile['layer']])[] => [
    [ownRules(parts.place), 'user'],
    ...(parts.trusted() ? ([[rulesOf(workspace), 'workspace']] as const) : []),
  ];
  const filesFor = async (workspace: string): Promise<readonly LayerFile[]> => {
    const found = await Promise.all(layersOf(workspace).map(([path, layer]) => watchOf(path, layer)));
    await Promise.all(found.map((watch) => watch.look()));
    return found.map(({ file }) => file);
  };

  return {
    async inForce(workspace) {
      const files = await filesFor(workspace);
      const before = compiled.get(workspace);
      if (before !== undefined && sameFiles(before.files, files)) return before.active;
      const now: Compiled = { files, active: activeRulesInTurns(files, openBreath()) };
      compiled.set(workspace, now);
      now.ready = await now.active;
      return now.ready;
    },
    known(workspace) {
      const { files: before = [], ready } = compiled.get(workspace) ?? {};
      const now: LayerFile[] = [];
      const files: FileStamp[] = [];
      for (const [path] of layersOf(workspace)) {
        const watch = opened.find(({ standing }) => standing.path === path);
        if (watch?.stamp === undefined) return undefined;
        now.push(watch.file);
        files.push({ path, stamp: watch.stamp });
      }
      return ready !== undefined && sameFiles(before, now) ? { active: ready, files } : undefined;
    },
    async look(workspaces) {
      await Promise.all(workspaces.map(filesFor));
    },
    async propose(workspace, edit, values) {
      if (!parts.trusted()) return false;
      return (await watchOf(rulesOf(workspace), 'workspace')).propose(edit, values);
    },
    learned: () =>
      opened.flatMap(({ file, standing }) =>
        inForce(file)
          .passing.filter(({ owner }) => owner === 'learned')
          .map((rule) => ({ path: standing.path, rule })),
      ),
    async revoke(file, id) {
      const watch = opened.find(({ standing }) => standing.path === file);
      return watch !== undefined && (await watch.tighten({ remove: id }));
    },
    async saved(file, text) {
      const known = await knownRulesFile(file, parts.place);
      opened.find(({ standing }) => standing.path === known)?.saved(text);
    },
    standings: () => opened.map(({ standing }) => standing),
    mark: () =>
      opened
        .flatMap(({ file: { layer, accepted, current } }) => [layer, markOf(accepted), current && markOf(current)])
        .join(' '),
  };
}

/** Decoded once for each change: the same file is the same object. */
function sameFiles(a: readonly LayerFile[], b: readonly LayerFile[]): boolean {
  return (
    a.length === b.length &&
    a.every((file, index) => file.accepted === b[index]?.accepted && file.current === b[index]?.current)
  );
}
