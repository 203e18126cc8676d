import type { PreviewEntry, PreviewReport, PreviewSource, Remark } from '../preview.ts';
import { refusalRemark, type ToolRefusals } from '../tools/ownTools.ts';
import { dockerRuns, wantsDocker } from './dockerRuns.ts';
import { openEngine } from './engine.ts';
import { removedBy } from './removed.ts';

export interface DockerOptions {
  readonly refusals: ToolRefusals;
  /** Whether the client's own settings lead to an engine of this machine. */
  readonly here: boolean;
}

/** What a command of Docker's would remove, asked of the person's own client once a person has allowed that on a card. */
export function dockerSource({ refusals, here }: DockerOptions): PreviewSource {
  return {
    name: 'docker',
    wants: wantsDocker,
    async look(subject, report, signal) {
      const { runs, unknown: why } = dockerRuns(subject);
      const entries: PreviewEntry[] = [];
      const unknown: Remark[] = [...why];
      const tell = (state: PreviewReport['state']): void => {
        if (!signal.aborted)
          report({
            source: 'docker',
            state,
            entries: [...entries],
            unknown: [...unknown],
            ...raiseOf(state, entries),
          });
      };
      tell('counting');
      const refused = here ? refusalRemark('docker', refusals) : { code: 'unknown.docker-not-here', values: {} };
      if (runs.length > 0 && refused !== undefined) unknown.push(refused);
      const engine = openEngine(subject.workspace, signal);
      for (const run of refused === undefined ? runs : []) {
        const found = await removedBy(run, engine);
        if (signal.aborted) return;
        entries.push(...found.entries);
        // One engine that does not answer is one sentence, however many commands ask it.
        for (const remark of found.unknown) if (!unknown.some(({ code }) => code === remark.code)) unknown.push(remark);
        tell('counting');
      }
      tell('done');
    },
  };
}

/** Nothing brings a volume back. */
function raiseOf(state: PreviewReport['state'], entries: readonly PreviewEntry[]): Pick<PreviewReport, 'raise'> {
  const lost = entries.some(({ object, count }) => object.type === 'volume' && (count.value ?? 0) > 0);
  return state === 'done' && lost ? { raise: { level: 'high', rule: 'preview.holds-data' } } : {};
}
