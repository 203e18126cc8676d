import * as vscode from 'vscode';
import type { QueueRow } from '../app/card/queueRows.ts';
import { openToastRule } from '../app/card/toastRule.ts';
import { waitingOf, worstOf } from '../app/card/waiting.ts';
import { EDITOR_WORDS, toastSentence } from '../app/sentences/editor.ts';
import type { CardView } from './cardView.ts';
import type { Notifications } from './contributions.ts';
import type { Desk } from './desk.ts';

/** One toast each time that the queue fills from empty, unless a view of ours is there to be seen. It only shows the card. */
export function openNotify(
  desk: Desk,
  queue: vscode.TreeView<QueueRow>,
  card: CardView,
  review: () => void,
): vscode.Disposable {
  const due = openToastRule();
  return desk.onDidChange(() => {
    const product = desk.product();
    const waiting = product === undefined ? [] : waitingOf(product);
    const worst = worstOf(waiting);
    const when = vscode.workspace.getConfiguration('keyturn').get<Notifications>('notifications', 'all');
    if (!due({ waiting: waiting.length, worst, visible: queue.visible || card.visible, when })) return;
    void vscode.window.showWarningMessage(toastSentence(waiting.length, worst), EDITOR_WORDS.review).then((chosen) => {
      if (chosen === EDITOR_WORDS.review) review();
    });
  });
}
