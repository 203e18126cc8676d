import { act } from '../effects/act.ts';
import type { Call } from '../state/call.ts';
import type { Tool, Usage } from './tool.ts';

const look: Usage = { free: true, operands: 'text...' };

/** `doveadm VERB -u WHOM …`: the mailbox, or everybody's. */
const mailbox = (kind: 'store.delete' | 'store.write' | 'secret.read'): Usage => ({
  free: true,
  options: 'u= A F=read S= s',
  also: (call) => {
    const whom = call.args.find((_, index) => call.args[index - 1]?.value === '-u');
    act(call, kind, kind === 'secret.read' ? 'secret' : 'resource', `mailbox/${whom?.value ?? '*'}`, call.range, {
      undo: 'none',
    });
  },
});

/** `exim -Mrm ID`, `exim -bp`. */
function exim(call: Call): void {
  const said = call.args.map(({ value }) => value);
  if (said.every((word) => /^-(?:bp[acru]*|bpc|bV|bt|bP|d|Mvh|Mvb|Mvl)$|^[^-]/.test(word)) && said.length > 0) return;
  const loses = said.some((word) => /^-M(?:rm|g|mad)$/.test(word));
  const id = call.args.find(({ value }) => !value.startsWith('-'));
  act(
    call,
    loses ? 'store.delete' : 'message.send',
    loses ? 'resource' : 'person',
    loses ? `queue/${id?.value ?? '*'}` : '*',
    call.range,
  );
}

/** Queues and mailboxes of mail servers. */
export const mailServersTools: readonly Tool[] = [
  {
    names: 'postsuper',
    free: true,
    options: 'd= h= H= r= c= p s S v',
    also: (call) => {
      const given = (letter: string): string | undefined =>
        call.args.find((_, index) => call.args[index - 1]?.value === letter)?.value;
      const lost = given('-d');
      const name = lost ?? given('-h') ?? given('-r') ?? given('-H') ?? '*';
      act(call, lost === undefined ? 'system.change' : 'store.delete', 'resource', `queue/${name}`, call.range, {
        undo: 'none',
        traits: lost === 'ALL' ? ['whole-table'] : [],
      });
    },
    examples: { held: { 'postsuper -d ALL': 'store.delete', 'postsuper -h ALL': 'system.change' } },
  },
  { names: 'mailq', options: '', examples: { passed: ['mailq'] } },
  {
    names: 'postqueue',
    options: 'p j f i= s= c= v',
    also: (call) => {
      if (call.args.some(({ value }) => /^-(?:f|i|s)/.test(value)))
        act(call, 'message.send', 'person', '*', call.range);
    },
    examples: { held: { 'postqueue -f': 'message.send' }, passed: ['postqueue -p'] },
  },
  {
    names: 'doveadm',
    stop: true,
    free: true,
    options: 'D v f= o= c=read',
    commands: {
      'who user log-find director-status quota-get stats instance-list service-status': look,
      'fetch search dump': mailbox('secret.read'),
      'expunge altmove deduplicate purge force-resync': mailbox('store.delete'),
      mailbox: {
        stop: true,
        commands: { 'list status path': look, 'delete rename': mailbox('store.delete') },
        otherwise: mailbox('store.write'),
      },
      'import copy move sync backup save flags': mailbox('store.write'),
      'kick penalty reload stop': { free: true, does: 'system.change:service=dovecot' },
    },
    examples: {
      held: {
        'doveadm expunge -u alice mailbox INBOX all': 'store.delete',
        'doveadm fetch -u a text all': 'secret.read',
      },
      passed: ['doveadm who'],
    },
  },
  {
    names: 'exim exim4',
    free: true,
    also: exim,
    examples: { held: { 'exim -Mrm 1abc': 'store.delete', 'exim -qff': 'message.send' }, passed: ['exim -bp'] },
  },
];
