import path from 'node:path';
import { boundedFile } from '../boundedFile.ts';
import { mountsNow } from '../mounts.ts';
import type { PreviewReport, PreviewSource } from '../preview.ts';
import { lookAtRuns } from '../runLook.ts';
import { lookAtChange } from './changes.ts';
import { lookAtDestroy } from './destroys.ts';
import { lookAtLock } from './locks.ts';
import { lookAtPlan } from './plans.ts';
import { openStates, type Found, type States } from './states.ts';
import { terraformRuns, wantsTerraform, type TerraformRun } from './terraformRuns.ts';

/** What a command of Terraform's or OpenTofu's would hit, as the state file says: read as text, nothing is started. */
export function terraformSource(): PreviewSource {
  return {
    name: 'terraform',
    wants: wantsTerraform,
    async look(subject, report, signal) {
      const states = openStates(subject.workspace, await mountsNow(subject.workspace));
      let raise: PreviewReport['raise'];
      await lookAtRuns(
        {
          source: 'terraform',
          ...terraformRuns(subject),
          async look(run) {
            const found = await lookAtRun(run, states);
            if (raise === undefined || found.raise?.level === 'critical') raise = found.raise ?? raise;
            return found;
          },
          marks: states.marks,
          raise: () => raise,
        },
        report,
        signal,
      );
    },
  };
}

async function lookAtRun(run: TerraformRun, states: States): Promise<Found> {
  const there = run.effects.find(({ traits }) => traits.includes('remote') || traits.includes('in-container'));
  if (there !== undefined)
    return { entries: [], unknown: [{ code: 'unknown.elsewhere', values: { name: there.object.name } }] };
  const { verb, operands, folder } = run.words;
  switch (verb) {
    case 'destroy':
      return lookAtDestroy(run, states);
    case 'apply': {
      const plan = operands[0] === undefined ? undefined : path.resolve(folder, operands[0]);
      if (plan !== undefined && !(await states.isNear(plan))) return { entries: [], unknown: [states.away(plan)] };
      return plan !== undefined && (await isFile(plan)) ? lookAtPlan(run, plan, states) : lookAtChange(run, states);
    }
    case 'state rm':
    case 'state mv':
    case 'state push':
    case 'taint':
    case 'workspace delete':
      return lookAtChange(run, states);
    case 'force-unlock':
      return lookAtLock(run, states);
  }
}

/** An operand of `apply` that is a folder is an old way to name the configuration. */
async function isFile(file: string): Promise<boolean> {
  const found = await boundedFile(file, 0);
  return found.ok || found.why === 'too-large' || found.why === 'link';
}
