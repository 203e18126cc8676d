import type { Undo } from '../../effect/effect.ts';
import type { ObjectType } from '../../effect/object.ts';
import { cell } from '../cell.ts';
import type { Count, PreviewEntry, Remark, Sample } from '../preview.ts';
import type { Container, Image, Network, Volume, VolumeFacts } from './engineRows.ts';
import { usersOf } from './matches.ts';

const MOST_SHOWN = 5;
const MOST_LISTED = 1_000;

export interface Taken {
  readonly type: ObjectType;
  readonly name: string;
  readonly kind: Count['kind'];
  readonly samples: readonly Sample[];
  readonly undo: Undo;
  readonly notes: readonly Remark[];
  /** How many are gone, where that is another number than of those meant. */
  readonly gone?: number;
  /** All that there are. */
  readonly of?: number;
  /** Of networks, which have no type of their own. */
  readonly unit?: string;
}

export function takenEntry({ type, name, kind, samples, undo, notes, gone, of, unit }: Taken): PreviewEntry {
  return {
    object: { type, name },
    verb: 'delete',
    via: 'direct',
    count: kind === 'unknown' ? { kind } : { kind, value: gone ?? samples.length },
    unit: unit ?? `${type}s`,
    ...(of === undefined || of === 0 ? {} : { of }),
    undo,
    sample: samples.slice(0, MOST_SHOWN),
    ...(samples.length > MOST_SHOWN ? { all: samples.slice(0, MOST_LISTED) } : {}),
    notes,
  };
}

export function containerSample({ name, image, status, created }: Container): Sample {
  return { columns: [cell('name', name), cell('image', image), cell('state', status), cell('created', created)] };
}

export function imageSample({ names, size, created, id }: Image): Sample {
  return {
    columns: [
      cell('name', names.join(', ') || 'without a name'),
      cell('id', id.slice(0, 19)),
      cell('size', size),
      cell('made', created),
    ],
  };
}

export function networkSample({ name, driver }: Network): Sample {
  return { columns: [cell('name', name), cell('driver', driver)] };
}

export function volumeSample(
  { name, driver, labels }: Volume,
  containers: readonly Container[],
  facts: readonly VolumeFacts[] = [],
): Sample {
  const users = usersOf(containers, name);
  const own = facts.find((one) => one.name === name);
  const service = labels.get('com.docker.compose.volume');
  return {
    columns: [
      cell('name', name),
      ...(own === undefined || own.created === '' ? [] : [cell('created', own.created)]),
      ...(driver === 'local' ? [] : [cell('driver', driver)]),
      ...(service === undefined ? [] : [cell('volume of compose', service)]),
      cell(
        'used by',
        users.length === 0 ? 'no container' : users.map((one) => `${one.name} (${one.state})`).join(', '),
      ),
    ],
  };
}
