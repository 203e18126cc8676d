import * as vscode from 'vscode';
import type { ToolBook } from '../app/tools/toolBook.ts';
import { TOOL_NAMES, TOOL_WORDS } from '../app/sentences/tools.ts';
import { OWN_TOOLS } from '../preview/tools/ownTools.ts';
import { literal } from './literal.ts';

/** Takes back what was allowed, and puts the card on the table that lets a tool be asked. */
export async function pickTool(book: ToolBook, showCard: () => void): Promise<void> {
  const refusals = await book.refusals();
  const choices = OWN_TOOLS.map((tool) => {
    const refusal = refusals[tool];
    return {
      label: literal(TOOL_NAMES[tool]),
      description: literal(refusal === undefined ? TOOL_WORDS.revoke : TOOL_WORDS[refusal]),
      act: () => {
        if (refusal === undefined) return book.revoke(tool);
        if (refusal === 'restricted') return undefined;
        showCard();
        // Resolves only when the card was decided.
        void book.offer(tool);
        return undefined;
      },
    };
  });
  const picked = await vscode.window.showQuickPick(choices, { title: literal(TOOL_WORDS.title) });
  await picked?.act();
}
