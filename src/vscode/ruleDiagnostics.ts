import { userInfo } from 'node:os';
import * as vscode from 'vscode';
import { readRulesText } from '../app/rules/readRulesText.ts';
import type { RuleNotes } from '../app/rules/notes/ruleNotes.ts';
import type { RuleFix } from '../app/rules/ruleFixes.ts';
import type { RuleMark } from '../app/rules/ruleMarks.ts';
import type { RuleFileStanding } from '../app/rules/ruleFileWatch.ts';
import { dateOf } from '../app/rules/ruleSubject.ts';
import { NOT_CHECKED } from '../app/sentences/ruleNotes.ts';
import { UNREADABLE_RULES } from '../app/sentences/rules.ts';
import { rangeIn } from './actionDocument.ts';
import type { Desk } from './desk.ts';
import { isRulesFile, ruleFileOf, RULES_FILES } from './ruleFiles.ts';

/** Milliseconds after the last keystroke: a large file is not read for each letter. */
const PAUSE = 250;
const SOURCE = 'Keyturn';

type Shown = Pick<RuleMark, 'range' | 'severity' | 'sentence' | 'fix'> & Partial<Pick<RuleMark, 'code'>>;

/** No word on a text is not the word that it is right. */
const UNCHECKED: Shown = { range: [0, 0], severity: 'warning', sentence: NOT_CHECKED };

interface Fix {
  readonly diagnostic: vscode.Diagnostic;
  readonly fix: RuleFix;
}

/** Problems of rules files at their places: of open ones as they are written, of the others as they stand on disk. */
export function openRuleDiagnostics(desk: Desk, notes: RuleNotes): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('keyturn.rules');
  const fixes = new Map<string, readonly Fix[]>();
  const seen = new Map<string, RuleFileStanding>();
  const pending = new Map<string, ReturnType<typeof setTimeout>>();

  const show = async (document: vscode.TextDocument): Promise<void> => {
    if (document.isClosed || !isRulesFile(document)) return;
    const { version } = document;
    const marks = await notes.ask({
      ask: 'marks',
      text: document.getText(),
      today: dateOf(new Date()),
      person: userInfo().username,
    });
    // Written on meanwhile: that is read in its turn.
    if (document.isClosed || document.version !== version) return;
    const made = (marks ?? [UNCHECKED]).map((mark: Shown) => ({ mark, diagnostic: diagnosticOf(document, mark) }));
    collection.set(
      document.uri,
      made.map(({ diagnostic }) => diagnostic),
    );
    fixes.set(
      document.uri.toString(),
      made.flatMap(({ mark: { fix }, diagnostic }) => (fix === undefined ? [] : [{ diagnostic, fix }])),
    );
  };
  const later = (document: vscode.TextDocument): void => {
    if (!isRulesFile(document)) return;
    const key = document.uri.toString();
    clearTimeout(pending.get(key));
    pending.set(
      key,
      setTimeout(() => {
        pending.delete(key);
        void show(document);
      }, PAUSE),
    );
  };
  const lookAt = async (standing: RuleFileStanding): Promise<void> => {
    const uri = vscode.Uri.file(standing.path);
    const open = await openDocument(standing.path);
    if (open !== undefined) return show(open);
    // Asked again here: the editor would follow a link, and wait for a pipe.
    const read = await readRulesText(standing.path);
    if (read.ok) {
      if (standing.problems.length === 0) collection.delete(uri);
      else await show(await vscode.workspace.openTextDocument(uri));
      return;
    }
    if (read.why === 'absent') return collection.delete(uri);
    const unreadable = new vscode.Diagnostic(new vscode.Range(0, 0, 0, 0), UNREADABLE_RULES[read.why]);
    unreadable.source = SOURCE;
    collection.set(uri, [unreadable]);
  };
  const refresh = (): void => {
    const product = desk.product();
    if (product === undefined) return;
    for (const standing of product.ruleFiles()) {
      if (seen.get(standing.path) === standing) continue;
      seen.set(standing.path, standing);
      // What cannot be opened now says so in its standing, and is looked at again when that changes.
      void lookAt(standing).catch(() => undefined);
    }
  };

  const closed = (document: vscode.TextDocument): void => {
    fixes.delete(document.uri.toString());
    collection.delete(document.uri);
    if (!vscode.workspace.textDocuments.some((one) => one !== document && isRulesFile(one))) notes.rest();
    // What was not saved is gone: the file on disk counts again.
    void ruleFileOf(document.uri).then((file) => {
      seen.delete(file);
      refresh();
    });
  };
  refresh();
  // Those that were open before the extension was.
  for (const document of vscode.workspace.textDocuments) void show(document);
  return vscode.Disposable.from(
    collection,
    desk.onDidChange(refresh),
    vscode.workspace.onDidOpenTextDocument((document) => void show(document)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => later(document)),
    vscode.workspace.onDidCloseTextDocument((document) => {
      if (isRulesFile(document)) closed(document);
    }),
    vscode.languages.registerCodeActionsProvider(
      RULES_FILES,
      {
        provideCodeActions: (document, range) =>
          (fixes.get(document.uri.toString()) ?? [])
            .filter(({ diagnostic }) => diagnostic.range.intersection(range) !== undefined)
            .map((fix) => actionOf(document, fix)),
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
    { dispose: () => pending.forEach((timer) => clearTimeout(timer)) },
  );
}

/** Perhaps by a link's name. */
async function openDocument(file: string): Promise<vscode.TextDocument | undefined> {
  for (const document of vscode.workspace.textDocuments)
    if (document.uri.scheme === 'file' && isRulesFile(document) && (await ruleFileOf(document.uri)) === file)
      return document;
  return undefined;
}

function diagnosticOf(document: vscode.TextDocument, { range, code, severity, sentence }: Shown): vscode.Diagnostic {
  const level = severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
  const diagnostic = new vscode.Diagnostic(rangeIn(document, range), sentence, level);
  diagnostic.source = SOURCE;
  if (code !== undefined) diagnostic.code = code;
  return diagnostic;
}

function actionOf(document: vscode.TextDocument, { diagnostic, fix }: Fix): vscode.CodeAction {
  const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  action.isPreferred = true;
  action.edit = new vscode.WorkspaceEdit();
  action.edit.replace(document.uri, rangeIn(document, fix.range), fix.text);
  return action;
}
