import path from 'node:path';
import type { PreviewEntry, Remark } from '../preview.ts';
import { isMeant, objectNameOf } from './address.ts';
import { raiseOf } from './destroys.ts';
import { guardNotes, instanceEntry } from './instanceEntry.ts';
import type { Instance } from './state.ts';
import type { Found, Looked, States } from './states.ts';
import type { TerraformRun } from './terraformRuns.ts';

/** Commands that change the state, or what is decided only when a plan is made. */
export async function lookAtChange(run: TerraformRun, states: States): Promise<Found> {
  const { verb, operands, force, begin } = run.words;
  const looked = await states.of(run, verb === 'workspace delete' ? operands[0] : undefined);
  if (!looked.ok) return { entries: [], unknown: [looked.why] };
  switch (verb) {
    case 'state rm':
      return { entries: forgottenAt(operands, begin, looked), unknown: [] };
    case 'taint':
      return { entries: operands.slice(0, 1).map((address) => tainted(address, begin, looked)), unknown: [] };
    case 'state mv':
      return {
        entries: operands.slice(0, 1).map((address) => renamed(address, operands[1], begin, looked)),
        unknown: [],
      };
    case 'workspace delete':
      return {
        entries: [deletedWorkspace(operands[0] ?? '', force, looked, await states.of(run), states)],
        unknown: [],
      };
    case 'state push':
      return { entries: [undecided('state/*', 'destroy', looked, [])], unknown: [] };
    default:
      return applied(run, looked);
  }
}

type Readable = Extract<Looked, { ok: true }>;

/** What a plan decides: of what is to be replaced anew the state says what it is, of all else only what there is. */
function applied({ words }: TerraformRun, looked: Readable): Found {
  const { targets, replaces, tool } = words;
  const again = replaced(replaces, looked);
  const why: Remark = { code: 'unknown.terraform-plan', values: { tool } };
  // Without a state it would make everything anew, beside what may be there already.
  if (looked.absent) return { entries: [], unknown: [...looked.notes, { code: 'note.terraform-all-new', values: {} }] };
  const rest =
    targets.length === 0
      ? [undecided(`${tool}/*`, 'change', looked, looked.state.instances)]
      : targets.map((target) => undecided(objectNameOf(target), 'change', looked, meant(target, looked)));
  return { ...again, entries: [...again.entries, ...rest], unknown: [why] };
}

function replaced(addresses: readonly string[], looked: Readable): Found {
  const hits = [...new Set(addresses)].map((address) => ({ address, hit: instanceAt(address, looked) }));
  const entries = hits.map(({ address, hit }) =>
    instanceEntry({
      name: objectNameOf(address),
      verb: 'destroy',
      kind: kindOf(looked),
      instances: hit,
      of: looked.state.instances.length,
      undo: 'none',
      notes: [
        { code: 'note.terraform-replaced', values: {} },
        ...guardNotes(hit),
        ...missing(address, hit),
        ...looked.notes,
      ],
    }),
  );
  return { entries, unknown: [], ...raiseOf(hits.flatMap(({ hit }) => hit)) };
}

/** Marked for the next apply, which destroys it first; until then the mark can be taken away. */
function tainted(address: string, begin: readonly string[], looked: Readable): PreviewEntry {
  const hit = instanceAt(address, looked);
  const restore = hit.length === 0 ? undefined : [...begin, 'untaint', address];
  return addressed(address, 'destroy', 'tainted', looked, hit, missing(address, hit), restore);
}

/** What one address has taken another cannot take again. */
function forgottenAt(
  addresses: readonly string[],
  begin: readonly string[],
  looked: Readable,
): readonly PreviewEntry[] {
  const gone = new Set<Instance>();
  return addresses.map((address) => {
    const all = meant(address, looked);
    const hit = all.filter((one) => !gone.has(one));
    for (const one of hit) gone.add(one);
    const [only, ...more] = hit;
    const restore = only?.id === undefined || more.length > 0 ? undefined : [...begin, 'import', only.address, only.id];
    const notes =
      hit.length === 0 && all.length > 0
        ? [{ code: 'note.terraform-named-before', values: { name: address } }]
        : missing(address, hit);
    return addressed(address, 'destroy', 'forgotten', looked, hit, notes, restore);
  });
}

function renamed(address: string, to: string | undefined, begin: readonly string[], looked: Readable): PreviewEntry {
  const isTaken = to !== undefined && instanceAt(to, looked).length > 0;
  const found = meant(address, looked);
  const hit = isTaken ? [] : found;
  const restore = to === undefined || hit.length === 0 ? undefined : [...begin, 'state', 'mv', to, address];
  const notes = isTaken ? [{ code: 'note.terraform-taken', values: { name: to } }] : missing(address, found);
  return addressed(address, 'change', 'renamed', looked, hit, notes, restore);
}

/** What the state alone loses or renames at one address. Terraform keeps a copy of the state beside it. */
function addressed(
  address: string,
  verb: string,
  note: string,
  looked: Readable,
  hit: readonly Instance[],
  notes: readonly Remark[],
  restore: readonly string[] | undefined,
): PreviewEntry {
  return instanceEntry({
    name: objectNameOf(address),
    verb,
    kind: kindOf(looked),
    instances: hit,
    of: looked.state.instances.length,
    undo: 'snapshot',
    notes: [{ code: `note.terraform-${note}`, values: {} }, ...notes, ...looked.notes],
    ...(restore === undefined ? {} : { restore }),
  });
}

/** `active`: the workspace that is chosen, which Terraform keeps. */
function deletedWorkspace(
  name: string,
  force: boolean,
  looked: Readable,
  active: Looked,
  states: States,
): PreviewEntry {
  const { instances } = looked.state;
  const code = workspaceCode(name, force, instances.length, active.ok ? active.workspace : undefined);
  const goes = code === 'workspace-empty' || code === 'workspace-forced';
  return instanceEntry({
    name: `workspace/${name}`,
    verb: 'destroy',
    kind: kindOf(looked),
    instances: goes ? instances : [],
    of: instances.length,
    undo: 'none',
    notes: [
      { code: `note.terraform-${code}`, values: { path: states.short(path.join(looked.workspaces, name)) } },
      ...looked.notes,
    ],
  });
}

function workspaceCode(name: string, force: boolean, count: number, active: string | undefined): string {
  if (name === 'default') return 'workspace-default';
  if (name === active) return 'workspace-active';
  if (count === 0) return 'workspace-empty';
  return force ? 'workspace-forced' : 'workspace-refused';
}

/** How many of them it hits is not decided yet. */
function undecided(name: string, verb: string, looked: Readable, instances: readonly Instance[]): PreviewEntry {
  return instanceEntry({
    name,
    verb,
    kind: 'unknown',
    instances,
    of: looked.state.instances.length,
    undo: 'unknown',
    notes: looked.notes,
  });
}

function meant(address: string, { state }: Readable): readonly Instance[] {
  return state.instances.filter((one) => isMeant(one.address, address));
}

/** `taint` and `-replace` take the address of one instance, with its key where it has one. */
function instanceAt(address: string, { state }: Readable): readonly Instance[] {
  return state.instances.filter((one) => one.address === address);
}

function missing(name: string, hit: readonly Instance[]): readonly Remark[] {
  return hit.length === 0 ? [{ code: 'note.terraform-no-address', values: { name } }] : [];
}

function kindOf({ steady }: Readable): 'exact' | 'estimate' {
  return steady ? 'exact' : 'estimate';
}
