import * as vscode from 'vscode';
import { openQueueRows, type QueueRow, type RowLook } from '../app/card/queueRows.ts';
import { waitingOf, worstOf } from '../app/card/waiting.ts';
import { EDITOR_WORDS, toastSentence } from '../app/sentences/editor.ts';
import type { Level } from '../effect/level.ts';
import { COLOURS, VIEWS, type CommandId } from './contributions.ts';
import type { Desk } from './desk.ts';
import { literal } from './literal.ts';

/** Milliseconds between two looks at the ages. */
const AGES = 10_000;
/** Rows whose age is drawn again at one look: what is further down waits for the next ones, and is seldom on the screen. */
const MOST_AGES = 40;
/** Milliseconds in which changes are taken together: actions come in bursts. */
const TOGETHER = 50;

const REVIEW: CommandId = 'keyturn.reviewRow';

export interface QueueTree extends vscode.Disposable {
  readonly tree: vscode.TreeView<QueueRow>;
}

/** The queue: what waits, what was decided today, and what a person must know. */
export function openQueueTree(desk: Desk): QueueTree {
  const changed = new vscode.EventEmitter<QueueRow[] | undefined>();
  const rows = openQueueRows(() => desk.product(), Date.now);
  const tree = vscode.window.createTreeView<QueueRow>(VIEWS.queue, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (row) => [...rows.children(row)],
      getTreeItem: (row) => itemOf(row, rows.look(row)),
    },
    showCollapseAll: false,
  });
  const refresh = (most: number): void => {
    const changes = rows.changes(most);
    if (changes === 'all') changed.fire(undefined);
    else if (changes.length > 0) changed.fire([...changes]);
  };
  const badge = (): void => {
    const product = desk.product();
    const waiting = product === undefined ? [] : waitingOf(product);
    tree.badge =
      waiting.length === 0
        ? undefined
        : { value: waiting.length, tooltip: toastSentence(waiting.length, worstOf(waiting)) };
  };
  const ages = setInterval(() => {
    if (tree.visible && (tree.badge?.value ?? 0) > 0) refresh(MOST_AGES);
  }, AGES);
  let soon: NodeJS.Timeout | undefined;
  const subscription = desk.onDidChange(() => {
    soon ??= setTimeout(() => {
      soon = undefined;
      badge();
      refresh(Infinity);
    }, TOGETHER);
  });
  badge();
  return {
    tree,
    dispose() {
      clearInterval(ages);
      clearTimeout(soon);
      subscription.dispose();
      changed.dispose();
      tree.dispose();
    },
  };
}

function itemOf(row: QueueRow, look: RowLook): vscode.TreeItem {
  const item = new vscode.TreeItem(literal(look.label));
  item.id = row.key;
  item.contextValue = look.context;
  if (row.isGroup) {
    item.collapsibleState = vscode.TreeItemCollapsibleState[row.group === 'decided' ? 'Collapsed' : 'Expanded'];
    return item;
  }
  item.description = literal(look.description);
  item.tooltip = literal(look.spoken);
  item.accessibilityInformation = { label: literal(look.spoken) };
  if (look.icon !== undefined) item.iconPath = new vscode.ThemeIcon(look.icon, colourOf(look.level));
  if (row.id !== undefined) item.command = { command: REVIEW, title: EDITOR_WORDS.review, arguments: [row.id] };
  return item;
}

function colourOf(level: Level | undefined): vscode.ThemeColor | undefined {
  return level === undefined ? undefined : new vscode.ThemeColor(COLOURS[level === 'none' ? 'low' : level]);
}
