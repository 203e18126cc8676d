import { createHash } from 'node:crypto';
import { agentNamed } from '../agents/registry.ts';
import { isInside } from '../effect/path.ts';
import { privateFolder } from '../gate/privateFolder.ts';
import { openConsents } from '../review/consents.ts';
import type { Judge, PreviewPort } from '../review/ports.ts';
import type { ActiveRules } from '../rules/activeRules.ts';
import type { AutoPass } from '../rules/ruling.ts';
import { openAcceptedAutoPass } from './kept/acceptedAutoPass.ts';
import { openAlarms } from './alarms.ts';
import { openConnectedAgents } from './agents/connectedAgents.ts';
import { systemClock } from './system/clock.ts';
import { systemDigests } from './system/digests.ts';
import { createFolder, type OpenedFolder, type Shared } from './folder.ts';
import type { DatabaseBook } from './databases/databaseBook.ts';
import { openDatabases } from './databases/databases.ts';
import { openToolBook, type ToolBook } from './tools/toolBook.ts';
import { GATE_WORDS } from './gateWords.ts';
import { openGuard } from './guard/openGuard.ts';
import { type JudgeOptions } from './judge.ts';
import { launcherPath } from './launcher.ts';
import { openProcesses } from './system/processes.ts';
import type { Product, ProductOptions, ProductSettings } from './product.ts';
import { systemRandom } from './system/random.ts';
import { openKeep } from './kept/keptSetting.ts';
import { observed, openObserveMode } from './kept/observeMode.ts';
import { openRuleTexts } from './rules/ruleTexts.ts';
import { writeOwnFiles } from './ownFiles.ts';
import { openRuleQuestion } from './rules/notes/ruleNotes.ts';
import { offerLearned } from './rules/learnRule.ts';
import { reportObserved } from './rules/reportObserved.ts';
import { openRuleBook } from './rules/ruleBook.ts';
import { quote } from './shellWord.ts';
import { openSigner } from './system/signer.ts';
import { openStopState } from './stopState.ts';

/** Milliseconds between looks at the rules files, so that a card comes without an action too. */
const LOOK_AT_RULES = 1000;

/** What reads, rules and looks: apart, so that a test of everything else can put its own in place. */
export interface ProductParts {
  judge(options: {
    readonly autoPass: () => AutoPass;
    readonly rules: (workspace: string) => Promise<ActiveRules>;
    readonly knownRules: NonNullable<JudgeOptions['knownRules']>;
    readonly workspaceOf: (cwd: string) => string;
    readonly connection: NonNullable<JudgeOptions['connection']>;
  }): Judge;
  readonly previews: PreviewPort;
  /** What a person has said about databases and about programs that may be asked, as soon as it is known. */
  readonly known?: (databases: DatabaseBook, tools: ToolBook) => void;
  close(): Promise<void>;
}

/** Puts the product together around its parts: one window's folders, consents, record and gate. */
export async function openProductOf(options: ProductOptions, parts: ProductParts): Promise<Product> {
  const { place, home, secrets, log, debuggerAttached } = options;
  const folders = new Map<string, OpenedFolder>();
  const listeners = new Set<() => void>();
  let closed = false;
  let { trusted } = options;
  let seal = options.settings.seal === true;

  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const { alarm, alarms } = openAlarms(log, changed);

  await privateFolder(place);
  const { signer, signCheckpoint, publicKey, rawKey } = await openSigner(secrets);
  const guard = openGuard({ ...options, digests: systemDigests, roots: () => [...folders.keys()], alarm });
  await writeOwnFiles(guard, options, publicKey);
  const stopState = await openStopState(
    place,
    secrets,
    async (stopped) => {
      for (const { review, gate } of folders.values()) {
        if (stopped) await review.stop();
        else if (gate.state === 'owned') await review.resume();
      }
      changed();
    },
    (reason) => alarm('stop.unclear', { error: String(reason) }),
  );

  const consents = openConsents({
    clock: systemClock,
    random: systemRandom,
    digests: systemDigests,
    debuggerAttached,
    record: async (entry) => {
      const owned = [...folders.values()].filter(({ gate }) => gate.state === 'owned');
      if (owned.length === 0) throw new Error('no folder of this window has a record');
      await Promise.all(owned.map(({ record }) => record.append(entry)));
    },
  });
  const uncards = consents.subscribe(changed);
  const keep = openKeep(secrets, alarm);
  const accepted = await openAcceptedAutoPass(secrets, keep, consents, changed);
  const askRules = openRuleQuestion(options.dist);
  const ruleBook = openRuleBook({
    place,
    secrets,
    digests: systemDigests,
    consents,
    texts: openRuleTexts(options.dist),
    trusted: () => trusted,
    alarm,
    changed,
  });
  const allowed = (): void => {
    for (const { review } of folders.values()) review.lookAgain();
  };
  const databases = openDatabases({
    secrets,
    keep,
    consents,
    digests: systemDigests,
    clock: systemClock,
    alarm,
    allowed,
  });
  const tools = openToolBook({ secrets, consents, trusted: () => trusted, alarm, allowed });
  parts.known?.(databases.book, tools);
  const wish = async (settings: ProductSettings): Promise<void> => {
    await Promise.all([
      accepted.wish(settings.autoPass),
      databases.wish(settings),
      observe.wish(settings.observe === true),
    ]).catch((reason: unknown) => alarm('settings.not-taken', { error: String(reason) }));
  };
  // Restricted Mode: everything waits for a person.
  const autoPass = (): AutoPass => (trusted ? accepted.inForce() : 'nothing');

  const connected = openConnectedAgents({
    ...options,
    own: guard.own,
    consents,
    folders: () => [...folders.values()],
    alarm,
    changed,
  });
  const observe = await openObserveMode({
    clock: systemClock,
    secrets,
    keep,
    consents,
    trusted: () => trusted,
    changed,
    ended: (since) => reportObserved([...folders.values()], since, askRules, alarm),
  });

  const folderOf = (cwd: string): OpenedFolder | undefined =>
    [...folders.values()].filter(({ root }) => isInside(cwd, root)).sort((a, b) => b.root.length - a.root.length)[0];
  let arrived = 0;
  const shared: Shared = {
    place,
    version: options.version,
    editorNode: options.editorNode,
    clock: systemClock,
    random: systemRandom,
    digests: systemDigests,
    processes: openProcesses(),
    signer,
    signCheckpoint,
    rawKey,
    secrets,
    judge: observed(
      parts.judge({
        autoPass,
        rules: ruleBook.inForce,
        knownRules: ruleBook.known,
        workspaceOf: (cwd) => folderOf(cwd)?.root ?? cwd,
        connection: databases.book.connection,
      }),
      () => observe.until() !== undefined,
    ),
    previews: parts.previews,
    desk: {
      folderOf,
      arrive: () => (arrived += 1),
      reviewOf: (id) => [...folders.values()].find(({ review }) => review.get(id) !== undefined)?.review,
    },
    words: GATE_WORDS,
    handed: databases.handed,
    agentNamed,
    heard: connected.heard,
    sealed: (id) => (seal ? `KEYTURN_HOME=${quote(place)} ${quote(launcherPath(place))} exec ${id}` : undefined),
    rules: () =>
      createHash('sha256')
        .update(JSON.stringify({ autoPass: autoPass(), observe: observe.until(), rules: ruleBook.mark() }))
        .digest('hex'),
    debuggerAttached,
    stopped: () => stopState.stopped,
    trusted: () => trusted,
    alarm,
    changed,
  };

  const changeFolders = async (roots: readonly string[]): Promise<void> => {
    for (const [root, folder] of [...folders]) {
      if (roots.includes(root)) continue;
      folders.delete(root);
      await folder.close();
    }
    for (const root of roots) {
      if (folders.has(root) || closed) continue;
      const folder = createFolder(root, shared);
      folders.set(root, folder);
      await folder.open();
      await guard.look();
      if (folder.gate.state === 'owned') await connected.renew(root, folder.gate.socket);
    }
    changed();
  };
  await changeFolders(options.folders);
  await wish(options.settings);
  const lookAtRules = (): Promise<void> =>
    ruleBook.look([...folders.keys()]).catch((reason: unknown) => alarm('rules.not-known', { error: String(reason) }));
  await lookAtRules();
  const looking = setInterval(() => {
    void lookAtRules();
    void observe.look();
  }, LOOK_AT_RULES);

  return {
    folders: () => [...folders.values()],
    agentProofs: connected.proofs,
    verifyProtection: connected.verify,
    offerTrial: connected.offerTrial,
    consents,
    databases: databases.book,
    tools,
    alarms,
    autoPass,
    ruleFiles: ruleBook.standings,
    rulesSaved: ruleBook.saved,
    learn: (id) => offerLearned({ home, ask: askRules, book: ruleBook }, [...folders.values()], id, systemClock.wall()),
    learnedRules: ruleBook.learned,
    revokeRule: ({ path: file, rule }) => ruleBook.revoke(file, rule.id),
    observingUntil: observe.until,
    changeSettings(settings) {
      seal = settings.seal === true;
      changed();
      return wish(settings);
    },
    seals: () => seal,
    changeFolders,
    changeTrust(value) {
      trusted = value;
      changed();
      return Promise.resolve();
    },
    async stop() {
      // In force before it is written down anywhere; then durable, so that a reload does not end it.
      const ended = Promise.all([...folders.values()].map(({ review }) => review.stop()));
      await stopState.stop().catch((reason: unknown) => alarm('stop.failed', { error: String(reason) }));
      await ended;
      changed();
    },
    get stopped() {
      return stopState.stopped;
    },
    async offerResume() {
      if (!stopState.stopped) return;
      if (!(await consents.offer({ kind: 'resume', content: 'resume', values: {} }))) return;
      await stopState
        .resume(async () => {
          for (const { review, gate } of folders.values()) if (gate.state === 'owned') await review.resume();
        })
        .catch((reason: unknown) => alarm('stop.not-resumed', { error: String(reason) }));
      changed();
    },
    connectAgent: (agent, root) => connected.change(agent, root, 'connect'),
    disconnectAgent: (agent, root) => connected.change(agent, root, 'disconnect'),
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    async close() {
      closed = true;
      clearInterval(looking);
      connected.close();
      guard.close();
      stopState.close();
      uncards();
      listeners.clear();
      await Promise.all([...folders.values()].map((folder) => folder.close()));
      folders.clear();
      await parts.close();
    },
  };
}
