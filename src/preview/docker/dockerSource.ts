import os from 'node:os';
import path from 'node:path';
import { mountsNow } from '../mounts.ts';
import type { PreviewSource, Remark } from '../preview.ts';
import { lookAtRuns } from '../runLook.ts';
import { isOfWorkspace } from '../tools/ofWorkspace.ts';
import { refusalRemark, type ToolRefusals } from '../tools/ownTools.ts';
import { dockerRuns, wantsDocker } from './dockerRuns.ts';
import { openEngine } from './engine.ts';
import { removedBy, withSizes } from './removed.ts';

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
      const { runs, unknown } = dockerRuns(subject);
      const refused = (await elsewhere(here, subject.workspace)) ?? refusalRemark('docker', refusals);
      const engine = openEngine(subject.workspace, signal);
      const mounts = await mountsNow(subject.workspace);
      await lookAtRuns(
        {
          source: 'docker',
          runs: refused === undefined ? runs : [],
          unknown: refused === undefined || runs.length === 0 ? unknown : [...unknown, refused],
          look: (run) => removedBy(run, engine, mounts),
          refine: (entries) => withSizes(entries, engine),
          // Nothing brings a volume back.
          raise: (entries) =>
            entries.some(({ object, count }) => object.type === 'volume' && (count.value ?? 0) > 0)
              ? { level: 'high', rule: 'preview.holds-data' }
              : undefined,
        },
        report,
        signal,
      );
    },
  };
}

async function elsewhere(here: boolean, workspace: string): Promise<Remark | undefined> {
  if (!here) return { code: 'unknown.docker-not-here', values: {} };
  return (await isSetByWorkspace(workspace)) ? { code: 'unknown.docker-own-config', values: {} } : undefined;
}

/** The client's own settings: which engine it speaks to, and programs that it starts. */
async function isSetByWorkspace(workspace: string): Promise<boolean> {
  const folder = process.env['DOCKER_CONFIG'] ?? path.join(os.homedir(), '.docker');
  const files = [folder, path.join(folder, 'config.json'), path.join(folder, 'contexts')];
  return (await Promise.all(files.map((one) => isOfWorkspace(one, workspace)))).includes(true);
}
