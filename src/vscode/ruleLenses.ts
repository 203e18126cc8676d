import path from 'node:path';
import * as vscode from 'vscode';
import type { Product } from '../app/product.ts';
import type { RuleNotes } from '../app/rules/notes/ruleNotes.ts';
import { FILE_NOTES, TALLY_DETAIL } from '../app/sentences/ruleNotes.ts';
import type { CommandId } from './contributions.ts';
import type { Desk } from './desk.ts';
import { literal } from './literal.ts';
import { isRulesFile, placeOf, RULES_FILES } from './ruleFiles.ts';
import type { RulesPlace } from './ruleFiles.ts';

const WEEK = 7 * 24 * 60 * 60 * 1000;
/** Milliseconds after a change of what waits or was decided: agents ask often, and the record is read for each answer. */
const PAUSE = 1000;

const REVIEW: CommandId = 'keyturn.reviewRow';

/** Above each rule what it decided this week, and above the first line whether the file counts. */
export function openRuleLenses(desk: Desk, notes: RuleNotes): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (): void => {
    if (!vscode.window.visibleTextEditors.some(({ document }) => isRulesFile(document))) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      changed.fire();
    }, PAUSE);
  };
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document) {
      const product = desk.product();
      if (product === undefined || document.uri.scheme !== 'file') return [];
      const { version } = document;
      const place = await placeOf(document, product);
      const top = new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), fileNote(product, place));
      // Nothing of it counts: not even the record is asked.
      if (place === undefined || (place.layer === 'workspace' && !vscode.workspace.isTrusted)) return [top];
      const { layer, records } = place;
      const text = document.getText();
      const tallies = await notes.ask({ ask: 'tallies', text, layer, records, from: Date.now() - WEEK });
      // Written on meanwhile: the editor asks anew.
      if (document.version !== version || tallies === undefined) return [top];
      return [
        top,
        ...tallies.map(({ offset, words }) => {
          const at = document.positionAt(offset);
          return new vscode.CodeLens(new vscode.Range(at, at), plain(words, TALLY_DETAIL));
        }),
      ];
    },
  };
  return vscode.Disposable.from(
    changed,
    desk.onDidChange(later),
    vscode.languages.registerCodeLensProvider(RULES_FILES, provider),
    { dispose: () => clearTimeout(timer) },
  );
}

/** Words only: a lens without a command cannot be pressed. */
function plain(words: string, tooltip = ''): vscode.Command {
  return { title: literal(words), tooltip, command: '' };
}

function fileNote(product: Product, place: RulesPlace | undefined): vscode.Command {
  if (place === undefined) return plain(FILE_NOTES.elsewhere);
  if (place.layer === 'workspace' && !vscode.workspace.isTrusted) return plain(FILE_NOTES.restricted);
  const state = place.standing?.state ?? 'in-force';
  const card = product.consents
    .waiting()
    .find(({ kind, values }) => kind === 'rules' && values['path'] === place.standing?.path);
  if (state !== 'waiting' || card === undefined) return plain(FILE_NOTES[state]);
  return {
    title: FILE_NOTES.waiting,
    tooltip: path.basename(place.standing?.path ?? ''),
    command: REVIEW,
    arguments: [card.id],
  };
}
