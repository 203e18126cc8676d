import * as vscode from 'vscode';
import { visibleLine } from '../action/visible.ts';
import type { Product } from '../app/product.ts';
import { learnedRow, LEARNED_LIST } from '../app/sentences/learned.ts';
import { literal } from './literal.ts';

/** Lists the learned rules; the one that is chosen is revoked. To revoke tightens: it needs no card. */
export async function showLearnedRules(product: Product): Promise<void> {
  const rows = product.learnedRules().map((learned) => {
    const { label, description, detail } = learnedRow(learned);
    return { label: literal(label), description: literal(description), detail: literal(detail), learned };
  });
  if (rows.length === 0) {
    void vscode.window.showInformationMessage(literal(LEARNED_LIST.none));
    return;
  }
  const { title, placeHolder } = LEARNED_LIST;
  const row = await vscode.window.showQuickPick(rows, { title, placeHolder, matchOnDescription: true });
  if (row === undefined) return;
  const revoked = await product.revokeRule(row.learned);
  const said = visibleLine(row.learned.rule.id);
  if (revoked) void vscode.window.showInformationMessage(literal(LEARNED_LIST.revoked(said)));
  else void vscode.window.showWarningMessage(literal(LEARNED_LIST.failed(said, visibleLine(row.learned.path))));
}
