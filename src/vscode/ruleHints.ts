import * as vscode from 'vscode';
import type { RuleNotes } from '../app/rules/notes/ruleNotes.ts';
import type { Desk } from './desk.ts';
import { placeOf, RULES_FILES } from './ruleFiles.ts';

/** Beside each example what it comes to. Only what is on the screen is tried. */
export function openRuleHints(desk: Desk, notes: RuleNotes): vscode.Disposable {
  const provider: vscode.InlayHintsProvider = {
    async provideInlayHints(document, range) {
      const product = desk.product();
      const place = product === undefined ? undefined : await placeOf(document, product);
      const { version } = document;
      const tried = await notes.ask({
        ask: 'examples',
        text: document.getText(),
        layer: place?.layer ?? 'workspace',
        range: [document.offsetAt(range.start), document.offsetAt(range.end)],
      });
      if (document.version !== version) return [];
      return (tried ?? []).map(({ offset, words, detail }) => {
        const hint = new vscode.InlayHint(document.positionAt(offset), words);
        hint.paddingLeft = true;
        hint.tooltip = detail;
        return hint;
      });
    },
  };
  return vscode.languages.registerInlayHintsProvider(RULES_FILES, provider);
}
