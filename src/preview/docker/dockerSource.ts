import path from 'node:path';
import type { PreviewSource } from '../preview.ts';
import { lookAtRuns } from '../runLook.ts';
import { isInside } from '../../effect/path.ts';
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
      const { runs, unknown } = dockerRuns(subject);
      const refused =
        here && !isOfWorkspace(subject.workspace)
          ? refusalRemark('docker', refusals)
          : { code: 'unknown.docker-not-here', values: {} };
      const engine = openEngine(subject.workspace, signal);
      await lookAtRuns(
        {
          source: 'docker',
          runs: refused === undefined ? runs : [],
          unknown: refused === undefined || runs.length === 0 ? unknown : [...unknown, refused],
          look: (run) => removedBy(run, engine),
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

/** Whether the folder of the client's settings lies in the workspace, or is not the same wherever the client is started. */
function isOfWorkspace(workspace: string): boolean {
  const settings = process.env['DOCKER_CONFIG'];
  return settings !== undefined && (!path.isAbsolute(settings) || isInside(settings, workspace));
}
