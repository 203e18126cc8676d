import { boundedFile } from '../boundedFile.ts';
import type { PreviewEntry } from '../preview.ts';
import { withoutKeys } from './address.ts';
import { raiseOf } from './destroys.ts';
import { holdingOf } from './holdings.ts';
import { guardNotes, instanceEntry } from './instanceEntry.ts';
import { readPlan, type Plan } from './planFile.ts';
import type { PlannedChange } from './planMessage.ts';
import type { Instance } from './state.ts';
import type { Found, States } from './states.ts';
import type { TerraformRun } from './terraformRuns.ts';

/** Bytes of a plan's file. */
const LARGEST = 32 * 1024 * 1024;

/** What happens to what a plan changes, worst first, with the verb that is shown. */
const DOES = [
  ['delete', 'destroy'],
  ['replace', 'replaced'],
  ['forget', 'forgotten'],
  ['update', 'change'],
  ['create', 'create'],
] as const satisfies readonly (readonly [PlannedChange['does'], string])[];

/** `apply PLAN`: exactly what the plan says, or nothing at all where the state has moved on since. */
export async function lookAtPlan(run: TerraformRun, file: string, states: States): Promise<Found> {
  const path = states.short(file);
  const found = await boundedFile(file, LARGEST);
  const plan = found.ok ? readPlan(found.bytes) : undefined;
  if (plan === undefined) return { entries: [], unknown: [{ code: 'unknown.terraform-plan-file', values: { path } }] };
  states.mark(file);
  const isStale = await hasMovedOn(run, plan, states);
  const known = new Map((plan.state?.instances ?? []).map((one) => [one.address, one]));
  const kind = run.disturbed || isStale || plan.errored ? 'estimate' : 'exact';
  const of = plan.state?.instances.length ?? 0;
  const notes = [
    {
      code: 'note.terraform-plan-file',
      values: { path, version: plan.version, when: String(found.ok ? Math.round(found.changed) : '') },
    },
    ...(run.disturbed ? [{ code: 'note.as-now', values: {} }] : []),
    ...(isStale ? [{ code: 'note.terraform-plan-stale', values: {} }] : []),
    ...(plan.errored ? [{ code: 'note.terraform-plan-errored', values: {} }] : []),
  ];
  const lost: Instance[] = [];
  const entries: PreviewEntry[] = [];
  for (const [does, verb] of DOES) {
    const instances = plan.changes
      .filter((one) => one.does === does)
      .map(({ address }) => known.get(address) ?? bare(address));
    if (instances.length === 0) continue;
    const loses = does === 'delete' || does === 'replace';
    if (loses) lost.push(...instances);
    entries.push(
      instanceEntry({
        name: `${run.words.tool}/*`,
        verb,
        kind,
        instances,
        of: does === 'create' ? 0 : of,
        undo: loses ? 'none' : 'unknown',
        notes: [...(loses ? guardNotes(instances) : []), ...(entries.length === 0 ? notes : [])],
      }),
    );
  }
  return entries.length === 0
    ? { entries: [], unknown: [...notes, { code: 'note.terraform-plan-empty', values: {} }] }
    : { entries, unknown: [], ...(lost.length === 0 ? {} : atLeastHigh(raiseOf(lost))) };
}

/** Whether the state is another by now than the one that the plan was made of, as far as it lies here: Terraform refuses it then. */
async function hasMovedOn(run: TerraformRun, { state }: Plan, states: States): Promise<boolean> {
  const looked = await states.of(run);
  if (!looked.ok || looked.absent || state === undefined) return false;
  return looked.state.serial !== state.serial || looked.state.lineage !== state.lineage;
}

/** The text says `apply`, which does not look like destroying anything. */
function atLeastHigh(raise: Pick<Found, 'raise'>): Pick<Found, 'raise'> {
  return raise.raise === undefined ? { raise: { level: 'high', rule: 'preview.not-recoverable' } } : raise;
}

/** An object of which only the address is known. */
function bare(address: string): Instance {
  const type = /(?:^|\.)(?!module\.)([a-z][\w-]*)\.[^.]+$/.exec(withoutKeys(address))?.[1] ?? '';
  return { address, type, holding: holdingOf(type), builtOn: [] };
}
