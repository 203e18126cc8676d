import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { visibleLine } from '../action/visible.ts';
import { agentChoices } from '../app/agents/agentChoices.ts';
import { findHold, waitingOf } from '../app/card/waiting.ts';
import { verdictWords } from '../app/card/verdictWords.ts';
import { launcherPath } from '../app/launcher.ts';
import type { Product } from '../app/product.ts';
import { proofSentences } from '../app/sentences/agents.ts';
import { proofDetail, proofLabel, protectionReport } from '../app/sentences/protection.ts';
import { denyTitle, EDITOR_WORDS } from '../app/sentences/editor.ts';
import { mcpRecipe } from '../app/sentences/mcp.ts';
import type { ConsentKind } from '../review/consent.ts';
import type { ActionDocuments } from './actionDocument.ts';
import type { CardView } from './cardView.ts';
import type { CommandId } from './contributions.ts';
import { pickTool } from './toolCommands.ts';
import { pickDatabase, showPreviewRole } from './databaseCommands.ts';
import type { Desk } from './desk.ts';
import { showLearnedRules } from './learnedRules.ts';
import { literal } from './literal.ts';

export type Commands = Readonly<Record<CommandId, (argument?: unknown) => unknown>>;

/**
 * Every contributed command. They show, copy, deny, stop, and put cards on the table. None approves, accepts or resumes,
 * whatever it is called with: other extensions may call them too.
 */
export function commandsOf(
  desk: Desk,
  card: CardView,
  documents: ActionDocuments,
  extensionPath: string,
  /** Of the queue's row that is selected. */
  selectedId: () => string | undefined,
): Commands {
  /** A row of the queue, an id, the queue's key for its selected row, or else what is on the card. */
  const idOf = (argument: unknown): string | undefined => {
    if (typeof argument === 'string') return argument;
    const selected = isSelectedRow(argument) ? selectedId() : undefined;
    return selected ?? idIn(argument) ?? card.deck.current();
  };
  const withProduct = (act: (product: Product) => unknown): unknown => {
    const product = desk.product();
    return product === undefined ? tell(EDITOR_WORDS.notOpen) : act(product);
  };
  const withRoot = (act: (root: string, product: Product) => unknown): unknown =>
    withProduct(async (product) => {
      if (product.folders().length === 0) return tell(EDITOR_WORDS.noFolder);
      const root = await pickRoot(product);
      return root === undefined ? undefined : act(root, product);
    });
  const withHold = (argument: unknown, act: (id: string, found: FoundHold) => unknown): unknown =>
    withProduct((product) => {
      const id = idOf(argument);
      const found = id === undefined ? undefined : findHold(product, id);
      return id === undefined || found === undefined ? tell(EDITOR_WORDS.nothingShown) : act(id, found);
    });
  const show = (id: string): void => card.deck.open(id, true);
  /** Shows the card that a command of ours offers, as soon as it is there. */
  const showConsent = (kind: ConsentKind): void => {
    const now = (): boolean => {
      const consent = desk
        .product()
        ?.consents.waiting()
        .find((one) => one.kind === kind);
      if (consent !== undefined) show(consent.id);
      return consent !== undefined;
    };
    if (now()) return;
    const subscription = desk.onDidChange(() => {
      if (now()) subscription.dispose();
    });
    // What is offered later than this was not asked for by this command.
    setTimeout(() => subscription.dispose(), 5000);
  };
  const connect = async (kind: 'connect-agent' | 'disconnect-agent', root: string, product: Product): Promise<void> => {
    const place = path.join(homedir(), '.keyturn');
    const other = { label: EDITOR_WORDS.otherAgent, detail: EDITOR_WORDS.otherAgentDetail, name: '' };
    // A promise: the list is there at once, and fills when the versions are known.
    const choices = agentChoices(place, homedir(), root).then((known) => [
      ...known.map(({ name, title, standing, wiring }) => ({
        label: literal(title),
        description: literal(standing),
        detail: literal(wiring),
        name,
      })),
      ...(kind === 'connect-agent' ? [other] : []),
    ]);
    const agent = await vscode.window.showQuickPick(choices, {
      title: EDITOR_WORDS.pickAgent,
      placeHolder: EDITOR_WORDS.pickAgentHint,
      matchOnDetail: true,
    });
    if (agent === undefined) return;
    if (agent === other) {
      await showText(mcpRecipe(launcherPath(place)));
      return;
    }
    showConsent(kind);
    // Resolves only when the card was decided.
    void (kind === 'connect-agent'
      ? product.connectAgent(agent.name, root)
      : product.disconnectAgent(agent.name, root));
  };
  const verify = async (product: Product): Promise<void> => {
    await product.verifyProtection();
    const proofs = product.agentProofs();
    if (proofs.length === 0) {
      void vscode.window.showWarningMessage(literal(proofSentences.none));
      return;
    }
    // The lines only say; the last one asks for a card.
    const trial = { label: EDITOR_WORDS.tryPrograms, detail: EDITOR_WORDS.tryProgramsDetail };
    const items = proofs.map((proof) => ({ label: proofLabel(proof), detail: literal(proofDetail(proof)) }));
    const picked = await vscode.window.showQuickPick([...items, trial], {
      title: EDITOR_WORDS.proofsTitle,
      placeHolder: EDITOR_WORDS.proofsHint,
      ignoreFocusOut: true,
    });
    if (picked === trial) await withRoot(tryPrograms);
    else if (picked !== undefined) await showText(protectionReport(EDITOR_WORDS.proofsTitle, proofs));
  };
  const tryPrograms = async (root: string, product: Product): Promise<void> => {
    showConsent('try-agents');
    if (!(await product.offerTrial(root))) tell(EDITOR_WORDS.nothingToTry);
    else
      tell(
        product
          .agentProofs()
          .flatMap((proof) => (proof.root === root ? [proof.sentence] : []))
          .join(' '),
      );
  };
  const deny = async (id: string, { hold, review }: FoundHold): Promise<void> => {
    const note = await vscode.window.showInputBox({
      title: literal(denyTitle(verdictWords(hold).headline)),
      prompt: EDITOR_WORDS.notePrompt,
      ignoreFocusOut: true,
    });
    if (note !== undefined) await review.deny(id, note === '' ? undefined : note);
  };

  const handlers: Commands = {
    'keyturn.reviewNext': () => {
      const product = desk.product();
      const waiting = product === undefined ? [] : waitingOf(product);
      const first = waiting[0];
      if (first === undefined) card.reveal();
      else if (waiting.some(({ id }) => id === card.deck.current()) && !card.visible)
        show(card.deck.current() ?? first.id);
      else show(nextOf(waiting, card.deck.current()));
    },
    'keyturn.reviewRow': (argument) => {
      const id = idOf(argument);
      if (id !== undefined) show(id);
    },
    'keyturn.openText': (argument) =>
      withHold(argument, async (id) => {
        if (await documents.open(id, 'text')) card.deck.textOpened(id);
      }),
    'keyturn.openFormatted': (argument) => withHold(argument, (id) => documents.open(id, 'formatted')),
    'keyturn.openAffected': (argument) => withHold(argument, (id) => documents.open(id, 'affected')),
    'keyturn.compareFile': (argument) => withHold(argument, (id) => documents.compare(id)),
    'keyturn.readAsText': (argument) => withHold(argument, (id) => documents.open(id, 'plain')),
    'keyturn.copyText': (argument) =>
      withHold(argument, (id) => vscode.env.clipboard.writeText(documents.exactText(id) ?? '')),
    'keyturn.deny': (argument) => withHold(argument, deny),
    'keyturn.stop': () => withProduct((product) => product.stop()),
    'keyturn.resume': () =>
      withProduct((product) => {
        if (!product.stopped) return tell(EDITOR_WORDS.notStopped);
        showConsent('resume');
        // Resolves only when the card was decided.
        void product.offerResume();
      }),
    'keyturn.connectAgent': () => withRoot((root, product) => connect('connect-agent', root, product)),
    'keyturn.disconnectAgent': () => withRoot((root, product) => connect('disconnect-agent', root, product)),
    'keyturn.verifyProtection': () => withProduct(verify),
    'keyturn.databases': () => withProduct(({ databases }) => pickDatabase(databases, () => showConsent('database'))),
    'keyturn.previewTools': () => withProduct(({ tools }) => pickTool(tools, () => showConsent('preview-tool'))),
    'keyturn.createPreviewRole': () => withProduct(({ databases }) => showPreviewRole(databases)),
    'keyturn.editWorkspaceRules': () =>
      withRoot(async (root) => (await import('./editRules.ts')).editWorkspaceRules(root)),
    'keyturn.editMyRules': async () => (await import('./editRules.ts')).editMyRules(),
    'keyturn.choosePreset': async () => (await import('./choosePreset.ts')).choosePreset(extensionPath),
    'keyturn.learnedRules': () => withProduct(showLearnedRules),
    'keyturn.showRecord': () => documents.openRecord(),
    'keyturn.accessibilityHelp': () => documents.openHelp(),
  };
  return afterOpening(desk, handlers);
}

/** What is called while the product opens is done when it is there: a stop must not be lost. */
function afterOpening(desk: Desk, handlers: Commands): Commands {
  return Object.fromEntries(
    Object.entries(handlers).map(([id, handle]) => [
      id,
      (argument?: unknown) => desk.opened.then(() => handle(argument)),
    ]),
  ) as Commands;
}

type FoundHold = NonNullable<ReturnType<typeof findHold>>;

/** The one folder, or the one that the person picks of several. */
async function pickRoot(product: Product): Promise<string | undefined> {
  const roots = product.folders().map(({ root }) => root);
  if (roots.length < 2) return roots[0];
  const picked = await vscode.window.showQuickPick(
    roots.map((folder) => ({ label: literal(visibleLine(folder)), folder })),
    { title: EDITOR_WORDS.pickFolder },
  );
  return picked?.folder;
}

function isSelectedRow(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'row' in value && value.row === 'selected';
}

function idIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('id' in value)) return undefined;
  return typeof value.id === 'string' ? value.id : undefined;
}

function nextOf(waiting: readonly { readonly id: string }[], current: string | undefined): string {
  const place = waiting.findIndex(({ id }) => id === current);
  return waiting[(place + 1) % waiting.length]?.id ?? '';
}

/** A text to read, beside whatever is open. */
async function showText(content: string): Promise<void> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'markdown', content }));
}

function tell(sentence: string): void {
  void vscode.window.showInformationMessage(literal(sentence));
}
