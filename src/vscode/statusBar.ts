import * as vscode from 'vscode';
import { touchesProduction, waitingOf, worstOf } from '../app/card/waiting.ts';
import { gateSentence, STATUS, statusWords } from '../app/sentences/editor.ts';
import { protectionWords, unprotectedWords } from '../app/sentences/protection.ts';
import { rulesWords, standingSentence } from '../app/sentences/ruleStanding.ts';
import { rank } from '../effect/level.ts';
import type { CommandId } from './contributions.ts';
import type { Desk } from './desk.ts';
import { literal } from './literal.ts';

const REVIEW_NEXT: CommandId = 'keyturn.reviewNext';

/** The one item in the status bar: whether Keyturn holds, and how many wait. */
export function openStatusBar(desk: Desk): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('keyturn.status', vscode.StatusBarAlignment.Left, 50);
  item.name = 'Keyturn';
  item.command = REVIEW_NEXT;
  const refresh = (): void => {
    const { text, spoken, tooltip, loud } = wordsOf(desk);
    item.text = `$(key) ${literal(text)}`;
    item.tooltip = literal(tooltip);
    item.accessibilityInformation = { label: spoken };
    item.backgroundColor = loud ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    item.show();
  };
  refresh();
  return vscode.Disposable.from(item, desk.onDidChange(refresh));
}

interface StatusWords {
  readonly text: string;
  readonly spoken: string;
  readonly tooltip: string;
  readonly loud: boolean;
}

function wordsOf(desk: Desk): StatusWords {
  const now = desk.state();
  if (now.state === 'starting') return { ...STATUS.starting, tooltip: STATUS.starting.spoken, loud: false };
  if (now.state === 'failed') return { ...STATUS.notHolding, tooltip: now.reason, loud: true };
  const { product } = now;
  if (product.stopped) return { ...STATUS.stopped, tooltip: STATUS.stopped.spoken, loud: true };
  const until = product.observingUntil();
  if (until !== undefined) return { ...STATUS.observing(new Date(until).toLocaleString()), loud: true };
  const waiting = waitingOf(product);
  const worst = worstOf(waiting);
  const gates = product.folders().filter(({ gate }) => gate.state !== 'owned');
  const notHeld = gates.map(({ root, gate }) =>
    gateSentence(root, gate.state === 'failed' ? 'failed' : 'mirrored', gate.why),
  );
  const rules = product.ruleFiles().filter(({ state }) => state !== 'in-force');
  const restricted = vscode.workspace.isTrusted ? [] : [STATUS.restricted];
  const proofs = product.agentProofs();
  const proved = proofs.map(({ sentence }) => sentence);
  const tooltip = [...notHeld, ...restricted, ...rules.map(standingSentence), ...proved, STATUS.promise].join('\n');
  if (gates.some(({ gate }) => gate.state === 'failed') && waiting.length === 0) {
    return { ...STATUS.notHolding, tooltip, loud: true };
  }
  const words = {
    ...statusWords(waiting.length, worst, touchesProduction(waiting)),
    ...(waiting.length === 0 ? protectionWords(proofs) : {}),
  };
  const unprotected = unprotectedWords(proofs);
  if (unprotected !== undefined && waiting.length === 0)
    return { text: unprotected, spoken: unprotected, tooltip, loud: true };
  const loud = unprotected !== undefined || (worst !== undefined && rank(worst) >= rank('high'));
  const about = rulesWords(rules);
  if (about === undefined) return { ...words, tooltip, loud };
  return { text: `${words.text} · ${about}`, spoken: `${words.spoken}, ${about}`, tooltip, loud };
}
