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
      return { entries: operands.map((address) => forgotten(address, begin, looked)), unknown: [] };
    case 'taint':
      return { entries: operands.slice(0, 1).map((address) => tainted(address, begin, looked)), unknown: [] };
    case 'state mv':
      return {
        entries: operands.slice(0, 1).map((address) => renamed(address, operands[1], begin, looked)),
        unknown: [],
      };
    case 'workspace delete':
      return { entries: [deletedWorkspace(operands[0] ?? '', force, looked, states)], unknown: [] };
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
  const hits = addresses.map((address) => ({ address, hit: meant(address, looked) }));
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
  return addressed(address, 'destroy', 'tainted', looked, (hit) =>
    hit.length === 0 ? undefined : [...begin, 'untaint', address],
  );
}

function forgotten(address: string, begin: readonly string[], looked: Readable): PreviewEntry {
  return addressed(address, 'destroy', 'forgotten', looked, ([only, ...more]) =>
    only?.id === undefined || more.length > 0 ? undefined : [...begin, 'import', only.address, only.id],
  );
}

function renamed(address: string, to: string | undefined, begin: readonly string[], looked: Readable): PreviewEntry {
  return addressed(address, 'change', 'renamed', looked, (hit) =>
    to === undefined || hit.length === 0 ? undefined : [...begin, 'state', 'mv', to, address],
  );
}

/** What the state alone loses or renames at one address. Terraform keeps a copy of the state beside it. */
function addressed(
  address: string,
  verb: string,
  note: string,
  looked: Readable,
  restoreOf: (hit: readonly Instance[]) => readonly string[] | undefined,
): PreviewEntry {
  const hit = meant(address, looked);
  const restore = restoreOf(hit);
  return instanceEntry({
    name: objectNameOf(address),
    verb,
    kind: kindOf(looked),
    instances: hit,
    of: looked.state.instances.length,
    undo: 'snapshot',
    notes: [{ code: `note.terraform-${note}`, values: {} }, ...missing(address, hit), ...looked.notes],
    ...(restore === undefined ? {} : { restore }),
  });
}

function deletedWorkspace(name: string, force: boolean, looked: Readable, states: States): PreviewEntry {
  const { instances } = looked.state;
  const code = instances.length === 0 ? 'workspace-empty' : force ? 'workspace-forced' : 'workspace-refused';
  return instanceEntry({
    name: `workspace/${name}`,
    verb: 'destroy',
    kind: kindOf(looked),
    instances,
    of: instances.length,
    undo: 'none',
    notes: [
      { code: `note.terraform-${code}`, values: { path: states.short(path.join(looked.workspaces, name)) } },
      ...looked.notes,
    ],
  });
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

function missing(name: string, hit: readonly Instance[]): readonly Remark[] {
  return hit.length === 0 ? [{ code: 'note.terraform-no-address', values: { name } }] : [];
}

function kindOf({ steady }: Readable): 'exact' | 'estimate' {
  return steady ? 'exact' : 'estimate';
}
