import { act, absorb } from '../act.ts';
import type { Call } from '../call.ts';
import { senseOf } from './verbs.ts';
import type { Tool } from './tool.ts';

function mails(call: Call): void {
  absorb(call, call.stdin);
  call.state.sends = true;
  for (const to of call.parsed.operands) act(call, 'message.send', 'person', to.value, to.range);
  if (call.parsed.operands.length === 0) act(call, 'message.send', 'person', '*', call.range);
}

/** `stripe refunds create`, `twilio api:core:messages:create`. */
function payments(call: Call): void {
  const words = call.args.filter((arg) => !arg.value.startsWith('-')).map((arg) => arg.value);
  const [noun = '', verb = ''] = words;
  if (/^(?:login|logout|config)$/.test(noun)) act(call, 'system.change', 'secret', call.title, call.range);
  else if (
    /^(?:listen|logs|status|version|samples|open|help|resources|events|get)$/.test(noun) ||
    senseOf(verb) === 'read'
  )
    return;
  else act(call, 'money.move', 'operation', `${noun} ${verb}`.trim(), call.range, { undo: 'none' });
}

export const messages: readonly Tool[] = [
  {
    names: 'mail mailx sendmail mutt msmtp swaks s-nail neomutt aerc himalaya',
    free: true,
    options: 's= a= c= b= r= f= t',
    also: mails,
    examples: { held: { 'mail -s hi bob@example.com < a.txt': 'file.read message.send' } },
  },
  {
    names: 'slack slackcat slack-cli telegram-send signal-cli notify-send ntfy wall write apprise discord teams',
    free: true,
    also: (call) => {
      if (call.title !== 'notify-send') mails(call);
    },
    examples: {
      held: { 'slackcat -c general a.txt': 'message.send', 'wall hello': 'message.send' },
      passed: ['notify-send done'],
    },
  },
  {
    names: 'twilio',
    free: true,
    also: (call) => {
      const text = call.args.map((arg) => arg.value).join(' ');
      if (/:(?:list|fetch)/.test(text)) return;
      act(
        call,
        /messages:create|calls:create/.test(text) ? 'message.send' : 'infra.change',
        'person',
        text,
        call.range,
      );
    },
    examples: { held: { 'twilio api:core:messages:create --to 1': 'message.send' } },
  },
  {
    names: 'stripe paypal braintree square lemonsqueezy paddle',
    free: true,
    also: payments,
    examples: { held: { 'stripe refunds create --charge ch_1': 'money.move' }, passed: ['stripe charges list'] },
  },
];
