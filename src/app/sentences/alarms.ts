import { visibleLine } from '../../action/visible.ts';
import { gateFailed } from './gate.ts';

type Values = Readonly<Record<string, string>>;

const notHeld = (code: string) => (v: Values) => `${v['root']}: ${gateFailed(code, v['where'] ?? '')}`;

const ALARMS: Readonly<Record<string, (values: Values) => string>> = {
  'socket.replaced': (v) =>
    `Something replaced the socket ${v['socket']} that agents ask on. Approving is paused. Find out what did it, then reload the window.`,
  'window.replaced': (v) =>
    `Something changed or removed ${v['file']}, which leads agents to this window. It was put back. Find out what did it.`,
  'id.conflict': (v) =>
    `Two different actions came with the same id (${v['id']}). The second was refused; the first, if it still waited, was denied. Whatever files them must give each action an id of its own.`,
  'record.failed': (v) => `The record could not be written (${v['error']}). Nothing can be approved until it can.`,
  'agent.no-folder': (v) => `${v['folder']} is not held by this window, so no agent can be connected in it.`,
  'agent.settings-unreadable': (v) => `${v['path']} could not be read (${v['what']}). Mend it, then connect again.`,
  'agent.settings-changed': (v) =>
    `${v['path']} changed while you looked at the card, so nothing was written. Try again.`,
  'agent.package-failed': (v) =>
    `npm could not install ${v['package']} into ${v['folder']} (${v['error']}). ${v['agent']} is connected all the same, and tries it by itself at its next start.`,
  'agent.unknown': (v) => `This version knows no agent “${v['agent']}”.`,
  'agent.unproved': (v) =>
    `Whether connected agents are held could not be tried (${v['error']}). Run “Keyturn: Verify Protection” to try again.`,
  'agent.failed': (v) =>
    `${v['agent']} could not be connected or disconnected (${v['error']}). Look at its settings, then try again.`,
  'gate.foreign-socket': notHeld('foreign-socket'),
  'gate.foreign-folder': notHeld('foreign-folder'),
  'gate.root-name': notHeld('root-name'),
  'gate.socket-path': notHeld('socket-path'),
  'gate.lost-race': notHeld('lost-race'),
  'gate.failed': notHeld('failed'),
  'gate.unchecked': (v) =>
    `Whether agents can still ask this window could not be looked after (${v['error']}). It is tried again; if this comes back, reload the window.`,
  'gate.unanswered': (v) =>
    `Keyturn failed inside while an agent asked (${v['error']}), so that agent was denied. If this comes back, reload the window.`,
  'guarded.changed': (v) =>
    `${v['path']} changed on disk, and not through Keyturn: ${v['diff']}. It decides whether agents are held. If you did not change it, put it back and run “Keyturn: Verify Protection”.`,
  'guarded.not-kept': (v) =>
    `What the files say that hold agents could not be kept or recalled (${v['error']}): changes of them while no window is open are not seen.`,
  'rules.changed': (v) =>
    `${v['path']} was changed: ${v['diff']}. What it tightens is in force; what it loosens waits for you on a card.`,
  'observe.ended': (v) => `Observe mode is over: actions wait for you again. In ${v['folder']} ${v['report']}.`,
  'observe.unreported': (v) =>
    `Observe mode is over: actions wait for you again. The record of ${v['folder']} could not be read for its report.`,
  'rules.not-written': (v) => `${v['path']} could not be written (${v['error']}). Its rules are what they were.`,
  'rules.overtaken': (v) =>
    `${v['path']} was changed by somebody else meanwhile, so the rule was not written. Look at the change, then ask for it again.`,
  'rules.not-known': (v) =>
    `Which rules you accepted could not be read (${v['error']}), so every action is held. Reload the window; if it stays so, see whether the system’s keychain can be opened.`,
  'setting.not-loosened': (v) =>
    `What you accepted for ${v['setting']} could not be kept (${v['error']}), so it is not in force. Set it back and choose it again.`,
  'setting.not-kept': (v) =>
    `${v['setting']} is tighter from now on, but that could not be kept (${v['error']}): a reload of the window may end it. Look after the system’s keychain.`,
  'settings.not-taken': (v) =>
    `The settings could not be taken over (${v['error']}). What was in force stays. Change one of them again, or reload the window.`,
  'folder.refused': (v) => `The intent file ${v['file']} in ${v['folder']} was refused: ${v['problem']}.`,
  'folder.flooded': (v) =>
    `${v['intents']} holds ${v['files']} files, so none of them is read. Empty it; what should run must be filed again.`,
  'folder.failed': (v) =>
    `The intent files of ${v['folder']} could not be read (${v['error']}). What they ask for waits, and does not run.`,
  'folder.answer-failed': (v) =>
    `The answer to the intent ${v['id']} could not be written (${v['error']}): whoever waits for it learns nothing. See that the folder .keyturn can be written.`,
  'record.torn-tail': (v) => `The last line of the record ${v['record']} was cut short by a crash. It was cut off.`,
  'record.shortened': (v) =>
    `The record ${v['record']} is not the one that this editor signed: its end was cut off, or it was written anew. Find out what did it.`,
  'record.damaged': (v) =>
    `The end of the record ${v['record']} is not what Keyturn wrote. A new segment was begun; “keyturn verify” says more.`,
  'rules.not-kept': (v) =>
    `The rules of ${v['path']} are in force, but that could not be kept (${v['error']}): after a reload of the window what they loosen asks you again.`,
  'connection.unusable': (v) =>
    `The connection “${v['name']}” of the setting keyturn.connections cannot be used: its ${v['field']} is missing, unknown or not allowed. Mend it in your settings.`,
  'connection.not-kept': (v) =>
    `What you accepted for “${v['name']}” could not be kept, so it is not in force: ${v['error']}`,
  'stop.failed': (v) =>
    `Everything is stopped, but that could not be written down (${v['error']}): a reload of this window would end it. Stop again.`,
  'stop.unclear': (v) =>
    `Whether another window stopped or resumed everything could not be read or kept (${v['error']}): this window stays as it is. Stop here too if all must be stopped.`,
  'stop.not-resumed': (v) =>
    `It could not be resumed (${v['error']}), and everything stays stopped. Run “Keyturn: Resume…” to try again.`,
};

/** What a person must know, and what to do. Values come from the disk and from runners: hidden characters show as marks. */
export function alarmSentence(code: string, values: Values): string {
  const shown = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, visibleLine(value)]));
  const details = Object.entries(shown).map(([name, value]) => `${name}: ${value}`);
  return ALARMS[code]?.(shown) ?? `Alarm ${code} (${details.join(', ')}). “Keyturn” in the Output panel says more.`;
}
