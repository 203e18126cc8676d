import type { Level } from '../../effect/level.ts';
import type { Hold } from '../../review/hold.ts';
import { levelOf } from '../../review/shown.ts';
import type { Product } from '../product.ts';
import { alarmSentence } from '../sentences/alarms.ts';
import { EDITOR_WORDS } from '../sentences/editor.ts';
import { consentTitle } from './consentCard.ts';
import { decidedRow, waitingRow, type RowPlace, type RowWords } from './rowWords.ts';
import { decidedOf, waitingOf, type Waiting } from './waiting.ts';

export type QueueGroup = 'alarms' | 'waiting' | 'decided';

/** What is drawn of a row. */
export interface RowLook extends RowWords {
  /** A codicon's name; a group has none. */
  readonly icon?: string;
  /** Whose colour the icon has. */
  readonly level?: Level;
  /** For the `when` clauses of menus. */
  readonly context: string;
}

/** A row of the queue. The same thing keeps the same object as long as it is there: the editor knows rows by it. */
export interface QueueRow {
  /** One for all rows of the tree. */
  readonly key: string;
  readonly group: QueueGroup;
  readonly isGroup: boolean;
  /** Of the hold or consent that a click shows. */
  readonly id?: string;
}

/** The rows of the queue, and what of them the editor has to draw again. */
export interface QueueRows {
  /** The groups, or a group's rows. */
  children(row?: QueueRow): readonly QueueRow[];
  /** What a row shows now. It counts as given to the editor. */
  look(row: QueueRow): RowLook;
  /**
   * What is no longer as it was given: all, when rows came, went or changed places, else single rows, the upper ones first
   * and at most `most`. A thousand rows cost the editor a third of a second, and most changes are in one.
   */
  changes(most: number): 'all' | readonly QueueRow[];
}

interface Table {
  readonly shape: string;
  readonly rows: ReadonlyMap<string, QueueRow>;
  readonly looks: ReadonlyMap<QueueRow, () => RowLook>;
}

/** `now`: milliseconds since 1970. */
export function openQueueRows(product: () => Product | undefined, now: () => number): QueueRows {
  let table: Table = { shape: '', rows: new Map(), looks: new Map() };
  let shape = '';
  const given = new Map<QueueRow, RowLook>();

  const take = (): void => {
    const open = product();
    const rows = new Map<string, QueueRow>();
    const looks = new Map<QueueRow, () => RowLook>();
    const add = (key: string, group: QueueGroup, look: () => RowLook, more: Partial<QueueRow> = {}): void => {
      const known = table.rows.get(key);
      // What was decided is another row than it was while it waited: it stands in another group.
      const row = known?.group === group ? known : { key, group, isGroup: false, ...more };
      rows.set(key, row);
      looks.set(row, look);
    };
    for (const group of GROUPS) {
      const children = open === undefined ? [] : childrenOf(open, group, now);
      if (children.length === 0) continue;
      add(`group ${group}`, group, () => groupLook(group), { isGroup: true });
      for (const { key, look, ...more } of children) add(key, group, look, more);
    }
    table = { shape: [...rows.keys()].join('\n'), rows, looks };
  };

  const lookOf = (row: QueueRow): RowLook | undefined => table.looks.get(row)?.();

  return {
    children(row) {
      if (row === undefined) take();
      const all = [...table.rows.values()];
      if (row === undefined) return all.filter(({ isGroup }) => isGroup);
      return row.isGroup ? all.filter(({ group, isGroup }) => group === row.group && !isGroup) : [];
    },
    look(row) {
      // A row that went while the editor was asking is drawn as it was: the refresh without it is on its way.
      const look = lookOf(row) ?? given.get(row) ?? groupLook(row.group);
      given.set(row, look);
      return look;
    },
    changes(most) {
      take();
      if (table.shape !== shape) {
        shape = table.shape;
        given.clear();
        return 'all';
      }
      const changed: QueueRow[] = [];
      for (const [row, before] of given) {
        if (changed.length >= most) break;
        if (JSON.stringify(lookOf(row)) !== JSON.stringify(before)) changed.push(row);
      }
      return changed;
    },
  };
}

const GROUPS: readonly QueueGroup[] = ['alarms', 'waiting', 'decided'];

const GROUP_WORDS: Readonly<Record<QueueGroup, string>> = {
  alarms: EDITOR_WORDS.alarmsGroup,
  waiting: EDITOR_WORDS.waitingGroup,
  decided: EDITOR_WORDS.decidedGroup,
};

function groupLook(group: QueueGroup): RowLook {
  return { label: GROUP_WORDS[group], description: '', spoken: GROUP_WORDS[group], context: 'group' };
}

interface Child {
  readonly key: string;
  readonly id?: string;
  readonly look: () => RowLook;
}

function childrenOf(product: Product, group: QueueGroup, now: () => number): readonly Child[] {
  switch (group) {
    case 'alarms':
      return product.alarms().map(({ code, values }, index) => {
        const sentence = alarmSentence(code, values);
        const words = { label: sentence, description: '', spoken: sentence };
        return { key: `alarm ${index}`, look: () => ({ ...words, icon: 'warning', level: 'high', context: '' }) };
      });
    case 'waiting': {
      const waiting = waitingOf(product);
      const manyFolders = product.folders().length > 1;
      return waiting.map((one, index) => {
        const place = { number: index + 1, count: waiting.length, manyFolders };
        return { key: one.id, id: one.id, look: () => waitingLook(one, place, now()) };
      });
    }
    case 'decided':
      return decidedOf(product).map((hold) => ({ key: hold.id, id: hold.id, look: () => decidedLook(hold) }));
  }
}

const ICONS = {
  none: 'pass',
  low: 'pass',
  medium: 'info',
  high: 'warning',
  critical: 'error',
  unknown: 'question',
} as const;

function waitingLook(waiting: Waiting, place: RowPlace, now: number): RowLook {
  if (waiting.waits === 'consent') {
    const title = consentTitle(waiting.consent);
    const words = { label: title, description: EDITOR_WORDS.consent, spoken: `${title} ${EDITOR_WORDS.consent}` };
    return { ...words, icon: 'key', context: 'consent' };
  }
  const { hold } = waiting;
  const level = levelOf(hold);
  return {
    ...waitingRow(hold, place, now),
    icon: ICONS[level],
    level,
    context: `held ${hold.intent.action.kind}`,
  };
}

function decidedLook(hold: Hold): RowLook {
  const ran = hold.state === 'approved' || hold.state === 'passed';
  return {
    ...decidedRow(hold),
    icon: ran ? 'check' : 'circle-slash',
    context: `decided ${hold.intent.action.kind}`,
  };
}
