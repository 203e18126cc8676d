import path from 'node:path';
import { activeRules } from '../../rules/activeRules.ts';
import type { ActiveRules } from '../../rules/activeRules.ts';
import type { LayerFile } from '../../rules/inForce.ts';
import { watchRuleFile } from './ruleFileWatch.ts';
import type { RuleFileStanding, RuleFileWatch, RuleFileWatchParts } from './ruleFileWatch.ts';

/** The rules of a window: the person's own file, and that of each of its folders. */
export interface RuleBook {
  /** What is in force in a folder now: the files are looked at first, so that a change counts from the next action on. */
  inForce(workspace: string): Promise<ActiveRules>;
  /** Looks at all files, for what a person sees of them. */
  look(workspaces: readonly string[]): Promise<void>;
  standings(): readonly RuleFileStanding[];
  /** What the rules in force come to, as text: bound into every grant. */
  text(): string;
}

export interface RuleBookParts extends Omit<RuleFileWatchParts, 'path' | 'layer'> {
  /** `~/.keyturn` */
  readonly place: string;
  /** Restricted Mode: a workspace's own file is not even opened. */
  readonly trusted: () => boolean;
}

interface Compiled {
  readonly files: readonly LayerFile[];
  readonly active: ActiveRules;
}

export function openRuleBook(parts: RuleBookParts): RuleBook {
  const watches = new Map<string, Promise<RuleFileWatch>>();
  const opened: RuleFileWatch[] = [];
  const compiled = new Map<string, Compiled>();

  const watchOf = (file: string, layer: LayerFile['layer']): Promise<RuleFileWatch> => {
    const known = watches.get(file);
    if (known !== undefined) return known;
    const opening = watchRuleFile({ ...parts, path: file, layer }).then((watch) => {
      opened.push(watch);
      return watch;
    });
    watches.set(file, opening);
    return opening;
  };
  const filesFor = async (workspace: string): Promise<readonly LayerFile[]> => {
    const layers = [watchOf(path.join(parts.place, 'rules.jsonc'), 'user')];
    if (parts.trusted()) layers.push(watchOf(path.join(workspace, '.keyturn', 'rules.jsonc'), 'workspace'));
    const found = await Promise.all(layers);
    await Promise.all(found.map((watch) => watch.look()));
    return found.map(({ file }) => file);
  };

  return {
    async inForce(workspace) {
      const files = await filesFor(workspace);
      const before = compiled.get(workspace);
      if (before !== undefined && sameFiles(before.files, files)) return before.active;
      const active = activeRules(files);
      compiled.set(workspace, { files, active });
      return active;
    },
    async look(workspaces) {
      await Promise.all(workspaces.map(filesFor));
    },
    standings: () => opened.map(({ standing }) => standing),
    text: () => JSON.stringify(opened.map(({ file }) => file)),
  };
}

/** Decoded once for each change: the same file is the same object. */
function sameFiles(a: readonly LayerFile[], b: readonly LayerFile[]): boolean {
  return (
    a.length === b.length &&
    a.every((file, index) => file.accepted === b[index]?.accepted && file.current === b[index]?.current)
  );
}
