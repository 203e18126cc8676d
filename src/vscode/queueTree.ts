import * as vscode from 'vscode';
import { consentCard } from '../app/card/consentCard.ts';
import { decidedRow, waitingRow, type RowPlace } from '../app/card/rowWords.ts';
import { decidedOf, waitingOf, worstOf, type Waiting } from '../app/card/waiting.ts';
import type { Alarm } from '../app/product.ts';
import { alarmSentence } from '../app/sentences/alarms.ts';
import { EDITOR_WORDS, toastSentence } from '../app/sentences/editor.ts';
import type { Hold } from '../review/hold.ts';
import { levelOf } from '../review/shown.ts';
import { COLOURS, VIEWS, type CommandId } from './contributions.ts';
import type { Desk } from './desk.ts';
import { literal } from './literal.ts';

export type Row =
  | { readonly row: 'group'; readonly group: Group }
  | { readonly row: 'waiting'; readonly waiting: Waiting; readonly place: RowPlace }
  | { readonly row: 'decided'; readonly hold: Hold }
  | { readonly row: 'alarm'; readonly alarm: Alarm; readonly index: number };

type Group = 'alarms' | 'waiting' | 'decided';

/** Milliseconds between two looks at the ages. */
const AGES = 10_000;

const REVIEW: CommandId = 'keyturn.reviewRow';

export interface QueueTree extends vscode.Disposable {
  readonly tree: vscode.TreeView<Row>;
}

/** The queue: what waits, what was decided today, and what a person must know. */
export function openQueueTree(desk: Desk): QueueTree {
  const changed = new vscode.EventEmitter<void>();
  const tree = vscode.window.createTreeView<Row>(VIEWS.queue, {
    treeDataProvider: { onDidChangeTreeData: changed.event, getChildren: (row) => childrenOf(desk, row), getTreeItem },
    showCollapseAll: false,
  });
  const refresh = (): void => {
    const product = desk.product();
    const waiting = product === undefined ? [] : waitingOf(product);
    tree.badge =
      waiting.length === 0
        ? undefined
        : { value: waiting.length, tooltip: toastSentence(waiting.length, worstOf(waiting)) };
    changed.fire();
  };
  const timer = setInterval(() => {
    if (tree.visible && (tree.badge?.value ?? 0) > 0) changed.fire();
  }, AGES);
  const subscription = desk.onDidChange(refresh);
  refresh();
  return {
    tree,
    dispose() {
      clearInterval(timer);
      subscription.dispose();
      changed.dispose();
      tree.dispose();
    },
  };
}

function childrenOf(desk: Desk, row: Row | undefined): readonly Row[] & Row[] {
  const product = desk.product();
  if (product === undefined) return [];
  const waiting = waitingOf(product);
  const decided = decidedOf(product);
  const alarms = product.alarms();
  if (row === undefined) {
    const groups: readonly (readonly [Group, number])[] = [
      ['alarms', alarms.length],
      ['waiting', waiting.length],
      ['decided', decided.length],
    ];
    return groups.filter(([, count]) => count > 0).map(([group]) => ({ row: 'group', group }));
  }
  if (row.row !== 'group') return [];
  switch (row.group) {
    case 'waiting':
      return waiting.map((one, index) => ({
        row: 'waiting',
        waiting: one,
        place: { number: index + 1, count: waiting.length, manyFolders: product.folders().length > 1 },
      }));
    case 'decided':
      return decided.map((hold) => ({ row: 'decided', hold }));
    case 'alarms':
      return alarms.map((alarm, index) => ({ row: 'alarm', alarm, index }));
  }
}

const GROUPS: Readonly<Record<Group, string>> = {
  alarms: EDITOR_WORDS.alarmsGroup,
  waiting: EDITOR_WORDS.waitingGroup,
  decided: EDITOR_WORDS.decidedGroup,
};

function getTreeItem(row: Row): vscode.TreeItem {
  switch (row.row) {
    case 'group': {
      const state = row.group === 'decided' ? 'Collapsed' : 'Expanded';
      const item = new vscode.TreeItem(GROUPS[row.group], vscode.TreeItemCollapsibleState[state]);
      item.id = `group ${row.group}`;
      item.contextValue = 'group';
      return item;
    }
    case 'waiting':
      return row.waiting.waits === 'hold' ? heldItem(row.waiting.hold, row.place) : consentItem(row.waiting);
    case 'decided': {
      const item = itemOf(row.hold.id, decidedRow(row.hold), `decided ${row.hold.intent.action.kind}`);
      item.iconPath = new vscode.ThemeIcon(
        row.hold.state === 'approved' || row.hold.state === 'passed' ? 'check' : 'circle-slash',
      );
      return item;
    }
    case 'alarm': {
      const sentence = alarmSentence(row.alarm.code, row.alarm.values);
      const item = new vscode.TreeItem(literal(sentence));
      item.id = `alarm ${row.index}`;
      item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor(COLOURS.high));
      item.tooltip = literal(sentence);
      return item;
    }
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

function heldItem(hold: Hold, place: RowPlace): vscode.TreeItem {
  const level = levelOf(hold);
  const item = itemOf(hold.id, waitingRow(hold, place, Date.now()), `held ${hold.intent.action.kind}`);
  item.iconPath = new vscode.ThemeIcon(ICONS[level], new vscode.ThemeColor(COLOURS[level === 'none' ? 'low' : level]));
  return item;
}

function consentItem({ consent }: Extract<Waiting, { waits: 'consent' }>): vscode.TreeItem {
  const { title } = consentCard(consent, false);
  const words = { label: title, description: EDITOR_WORDS.consent, spoken: `${title} ${EDITOR_WORDS.consent}` };
  const item = itemOf(consent.id, words, 'consent');
  item.iconPath = new vscode.ThemeIcon('key');
  return item;
}

function itemOf(
  id: string,
  words: { label: string; description: string; spoken: string },
  context: string,
): vscode.TreeItem {
  const item = new vscode.TreeItem(literal(words.label));
  item.id = id;
  item.description = literal(words.description);
  item.contextValue = context;
  item.tooltip = literal(words.spoken);
  item.accessibilityInformation = { label: words.spoken };
  item.command = { command: REVIEW, title: EDITOR_WORDS.review, arguments: [id] };
  return item;
}
