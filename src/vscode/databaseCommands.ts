import * as vscode from 'vscode';
import { visibleLine } from '../action/visible.ts';
import { placeWords } from '../app/databases/connectionSetting.ts';
import type { DatabaseBook, Listed, Whose } from '../app/databases/databaseBook.ts';
import { previewRoleText } from '../app/sentences/previewRole.ts';
import { DATABASE_WORDS } from '../app/sentences/databases.ts';
import { literal } from './literal.ts';

interface Choice extends vscode.QuickPickItem {
  readonly act?: () => unknown;
}

/** Shows which databases are known, keeps passwords, takes back, and puts the card on the table that lets one be looked into. */
export async function pickDatabase(book: DatabaseBook, showCard: () => void): Promise<void> {
  const listed = await book.listed();
  const choices: Choice[] = [
    ...section(
      DATABASE_WORDS.refused,
      book.refused().map((server) => ({
        label: literal(visibleLine(placeWords(server))),
        description: literal(DATABASE_WORDS.offer),
        act: () => {
          showCard();
          // Resolves only when the card was decided.
          void book.offer(server);
        },
      })),
    ),
    ...section(
      DATABASE_WORDS.connections,
      listed.flatMap((one) => (one.listed === 'connection' ? connectionChoices(book, one) : [])),
    ),
    ...section(
      DATABASE_WORDS.servers,
      listed.flatMap((one) =>
        one.listed === 'server'
          ? [
              {
                label: literal(visibleLine(placeWords(one.server))),
                description: literal(DATABASE_WORDS.revoke),
                act: () => book.revoke(one),
              },
            ]
          : [],
      ),
    ),
  ];
  if (choices.length === 0) {
    void vscode.window.showInformationMessage(literal(DATABASE_WORDS.none));
    return;
  }
  const picked = await vscode.window.showQuickPick(choices, { title: literal(DATABASE_WORDS.title) });
  await picked?.act?.();
}

function connectionChoices(book: DatabaseBook, one: Listed & { readonly listed: 'connection' }): readonly Choice[] {
  const label = literal(visibleLine(`${one.name}: ${placeWords(one.connection)}`));
  return [
    { label, description: literal(DATABASE_WORDS.password), act: () => askPassword(book, one.name, 'run') },
    ...(one.connection.previewUser === undefined
      ? []
      : [
          {
            label,
            description: literal(DATABASE_WORDS.previewPassword),
            act: () => askPassword(book, one.name, 'preview'),
          },
        ]),
    { label, description: literal(DATABASE_WORDS.revoke), act: () => book.revoke(one) },
  ];
}

async function askPassword(book: DatabaseBook, name: string, whose: Whose): Promise<void> {
  const password = await vscode.window.showInputBox({
    title: literal(DATABASE_WORDS.passwordTitle(visibleLine(name))),
    prompt: literal(DATABASE_WORDS.passwordPrompt),
    password: true,
    ignoreFocusOut: true,
  });
  if (password === undefined) return;
  const kept = await book.keepPassword(name, password, whose);
  void vscode.window.showInformationMessage(
    literal(kept ? DATABASE_WORDS.passwordKept : DATABASE_WORDS.passwordNotKept),
  );
}

/** SQL for a person to read and run; nothing of it is run here. */
export async function showPreviewRole(book: DatabaseBook): Promise<void> {
  const [first] = (await book.listed()).flatMap((one) => (one.listed === 'connection' ? [one.connection] : []));
  const document = await vscode.workspace.openTextDocument({
    language: 'sql',
    content: previewRoleText(first?.database),
  });
  await vscode.window.showTextDocument(document);
}

function section(title: string, choices: readonly Choice[]): readonly Choice[] {
  return choices.length === 0 ? [] : [{ label: literal(title), kind: vscode.QuickPickItemKind.Separator }, ...choices];
}
