import { visibleText } from '../../action/visible.ts';
import type { HookDecision } from '../../agents/agent.ts';
import type { Hold } from '../../review/hold.ts';

/** What an agent's model is told. It must not take a "no" for a riddle: each says what to do instead of another try. */
export const NO_DETOUR = 'Do not try to reach the same by another way. Ask the person how to go on.';

/** The answer to a hook for what became of its intent. */
export function hookDecision(
  hold: Pick<Hold, 'state' | 'note'>,
  findings: readonly string[] = [],
  rule = '',
): HookDecision {
  const note = hold.note === undefined || hold.note === '' ? '' : ` Note: ${visibleText(hold.note)}`;
  const deny = (sentence: string): HookDecision => ({
    decision: 'deny',
    reason: `Keyturn: ${sentence}${note} ${NO_DETOUR}`,
  });
  switch (hold.state) {
    case 'passed':
      return { decision: 'none' };
    case 'approved':
      return { decision: 'allow', reason: `Keyturn: approved by a person.${note}` };
    case 'denied':
      return deny(['a person denied this.', rule].join(' ').trim());
    case 'refused':
      return deny(['the rules refuse this.', rule, ...findings].filter((one) => one !== '').join(' '));
    case 'expired':
      return deny('nobody decided in time.');
    case 'withdrawn':
      return deny('this was withdrawn before anybody decided.');
    case 'stopped':
      return deny('a person has stopped everything until they resume.');
    case 'held':
      return deny('nobody has decided yet.');
  }
}

/** The answer when no intent could be made or held: `why` is a sentence of the gate's. */
export function hookRefusal(why: string): HookDecision {
  return { decision: 'deny', reason: `Keyturn: ${visibleText(why)} Nothing ran. ${NO_DETOUR}` };
}

/** The deny of a canary: it says its mark, by which it is known as the window's own. */
export function hookProved(mark: string): HookDecision {
  return { decision: 'deny', reason: `Keyturn: this was a check of the hook, ${mark}. Nothing ran.` };
}

/** What a hook made of a canary, in words for the status bar and `keyturn doctor`. */
export const proofSentences = {
  none: 'No agent is connected here, so nothing of theirs is held. Run “Keyturn: Connect an Agent…”.',
  protected: (title: string) =>
    `${title}: protected. Its hook was tried and denied, and a session of it has asked by it since it was connected.`,
  changed: (title: string, file: string) =>
    `${title}: UNPROTECTED. ${visibleText(file)} is not as this version of Keyturn writes it: an earlier version wrote it, or somebody changed it. Some of its calls may not be asked about. Look at what stands there, then run “Keyturn: Connect an Agent…” again.`,
  unreadable: (title: string, file: string) =>
    `${title}: UNPROTECTED, perhaps. It was connected by ${visibleText(file)}, which cannot be read now, so nobody can check whether its calls are held. Look at that file; once it can be read, verify again.`,
  untrusted: (title: string, hooks: number) =>
    `${title}: UNPROTECTED. It has not been told to trust ${hooks} of its hooks, and skips them without a word. Start ${title} in this folder, type /hooks, choose each entry that names Keyturn and trust it. Then verify again.`,
  unasked: (title: string) =>
    `${title} could not be asked whether it trusts its hooks: start it, type /hooks, and see that each entry of Keyturn is trusted.`,
  restart: (title: string) =>
    `No session of ${title} has asked by its hook since it was connected: restart your agent. A session that began before is not held.`,
  partly: (title: string, open: readonly string[]) =>
    `${title}: partly protected. ${open.join(' ')} Its hook was tried and denied.`,
  tried: 'Its real program was tried: it asked, and was denied.',
  triedOpen: (title: string) =>
    `${title}: UNPROTECTED. Its real program was tried, and what it told its model was not Keyturn’s deny: a call of it may run unseen. Disconnect and connect it again, then try again.`,
  triedSilent: 'Its real program was started and made no call: that says nothing about it.',
  alone: (title: string) =>
    `${title}: everything is denied. Its hook works, but this window did not answer it: reload the window.`,
  gone: (title: string, client: string) =>
    `${title}: everything is denied. ${visibleText(client)}, which its settings call, is gone: reload the window, which writes it again.`,
  late: (title: string) =>
    `${title}: UNPROTECTED, perhaps. Its hook gave no deny within 2 seconds. Try again; if it stays so, disconnect and connect it again.`,
  open: (title: string) =>
    `${title}: UNPROTECTED. Its hook was tried and did not deny. Reload the window, which writes the hook again, then verify again.`,
} as const;

/** An agent in the list of those that can be connected. */
export const choiceSentences = {
  standing: (connected: boolean, installed: boolean, version: string | undefined) =>
    [connected ? 'connected' : '', installed ? (version ?? 'version unknown') : 'not found on the editor’s PATH']
      .filter((word) => word !== '')
      .join(', '),
  wiring: (client: 'script' | 'module', file: string, folderOnly: boolean) =>
    `${client === 'script' ? 'By a hook' : 'By a plugin'} in ${file}, ${folderOnly ? 'for this folder' : 'for every folder that you open with Keyturn'}.`,
} as const;

/** What the hook script says by itself, without Keyturn. Written into it when it is installed. */
export function scriptSentences(root: string | undefined, settings: string, script: string) {
  const folder = root ?? 'this folder';
  const remedy = `If Keyturn was removed from this machine, a person must delete the entries with ${script} from ${settings}.`;
  return {
    closed: `Keyturn: no VS Code window with Keyturn is open on ${folder}, so nobody can approve this. Nothing ran. Ask the person to open ${root ?? 'it'} in VS Code, then repeat the same call. ${remedy}`,
    foreign: `Keyturn: its socket is not the person's own, so the answer cannot be trusted. Nothing ran. Ask the person to reload the VS Code window of ${folder}. ${remedy}`,
    failed: `Keyturn: it gave no answer that can be used. Nothing ran. Ask the person to look at the VS Code window of ${folder}, then repeat the same call. ${remedy}`,
    ended: `Keyturn: the hook was ended before anybody decided. Nothing ran. ${NO_DETOUR}`,
    usage: `Keyturn: the hook in ${settings} names no event that Keyturn knows. Nothing ran. ${remedy}`,
    unreported: `Keyturn: the outcome could not be reported.`,
  } as const;
}

/** What the launcher says when what it starts is not where it was. `place`: `~/.keyturn`. */
export function launcherMoved(place: string): string {
  return `keyturn: the editor or the extension has moved. Nothing ran. Open VS Code with Keyturn once, then try again. If Keyturn was removed, delete the entries with ${place}/hooks from your agents’ settings.`;
}

/** What an agent does when its hook fails, for the promise; on the card that connects it, and in `keyturn doctor`. */
export const failureSentences = {
  closed: (title: string, version: string) => `${title} ${version} stops a call when the hook itself fails.`,
  older: (title: string, version: string, since: string) =>
    `Unprotected on failure: ${title} ${version} runs the call when the hook itself is killed or cannot start. From version ${since} on it does not. Update it.`,
  unknown: (title: string, since: string) =>
    `Unprotected on failure, perhaps: the version of ${title} could not be asked. Before ${since} it runs the call when the hook itself is killed or cannot start.`,
  open: (title: string, version: string | undefined) =>
    `${title}${version === undefined ? '' : ` ${version}`} runs a call when its hook answers nothing in a day, or when the shell that starts the hook is killed.`,
} as const;

/** What a module of ours inside an agent says by itself. */
export const moduleSentences = {
  closed: (root: string) =>
    `Keyturn: no VS Code window with Keyturn is open on ${visibleText(root)}, so nobody can approve this. Nothing ran. Ask the person to open it in VS Code, then repeat the same call. If Keyturn was removed from this machine, they must delete its plugin from this agent.`,
  foreign: (path: string) =>
    `Keyturn: ${visibleText(path)} is not the person's own, so the answer cannot be trusted. Nothing ran. Ask the person to reload the VS Code window.`,
  failed: (root: string) =>
    `Keyturn: it gave no answer that can be used. Nothing ran. Ask the person to look at the VS Code window of ${visibleText(root)}, then repeat the same call.`,
  unreadable: () => `Keyturn: this call cannot be read. Nothing ran. ${NO_DETOUR}`,
  changed: () => `Keyturn: this call was changed after it was decided on. Nothing ran. ${NO_DETOUR}`,
  held: () =>
    `Keyturn: a person is being asked about this call, and it did not run. Call keyturn_wait until it says that it is decided. If it is approved, propose exactly the same call again: then it runs. ${NO_DETOUR}`,
  stillHeld: () =>
    'Keyturn: nobody has decided yet. Call keyturn_wait again, with "round" one higher. Nothing else needs to be done.',
  approvedNow: (tool: string) =>
    `Keyturn: a person approved the call of ${visibleText(tool)}. Propose exactly the same call again now: within 30 seconds it runs, once.`,
  usedUp: () =>
    'Keyturn: the approval of this call was for one run and is used up. Nothing ran. Propose it again if it is still needed.',
  nothingHeld: () => 'Keyturn: no call of yours is held. Go on.',
  unused: () => 'not run: it was approved, and not proposed again in time',
} as const;
