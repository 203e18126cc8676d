import { absorb, act, actOnFile, opaque } from '../effects/act.ts';
import { plainArg } from '../state/arg.ts';
import { valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { senseOf, singular } from './verbs.ts';
import type { Tool } from './tool.ts';

/** What himalaya does to a mailbox, besides sending from it. */
function himalaya(call: Call, words: readonly string[]): void {
  const [noun = '', verb = '', name] = words;
  if (words.length === 0 || /^(?:list|read|export|copy|thread|save)$/.test(verb)) {
    if (/^(?:read|export|thread)$/.test(verb)) act(call, 'secret.read', 'secret', 'mailbox', call.range);
    return;
  }
  const loses = /^(?:delete|expunge|purge|remove)$/.test(verb);
  act(call, loses ? 'infra.destroy' : 'infra.change', 'resource', `${noun}/${name ?? '*'}`, call.range);
}

function mails(call: Call): void {
  const words = call.parsed.operands.map(({ value }) => value);
  if (
    call.title === 'himalaya' &&
    !/^(?:send|write|reply|forward)$/.test(
      words.find((word) => !/^(?:message|template|account|envelope)$/.test(word)) ?? '',
    )
  ) {
    himalaya(call, words);
    return;
  }
  absorb(call, call.stdin);
  call.state.sends = true;
  const to = valueOf(call, 'to');
  const itself = call.title === 'himalaya' || call.title === 'aerc';
  const people = itself ? [] : call.title === 'swaks' && to !== undefined ? [to] : call.parsed.operands;
  for (const person of people) act(call, 'message.send', 'person', person.value, person.range);
  if (people.length === 0) act(call, 'message.send', 'person', '*', call.range);
}

/** `ntfy publish TOPIC TEXT`, `slack chat send --channel WHOM`, `wall TEXT`: whom they tell is one word at most. */
function tells(call: Call): void {
  absorb(call, call.stdin);
  call.state.sends = true;
  const words = call.parsed.operands.filter(
    ({ value }) => !/^(?:publish|pub|send|trigger|chat|message|post|-)$/.test(value),
  );
  const byWord = /^(?:ntfy|write|signal-cli)$/.test(call.title) ? words[0] : undefined;
  const to = valueOf(call, 'channel', 'c', 'to', 'recipient', 'u', 'g') ?? byWord;
  act(call, 'message.send', 'person', to?.value ?? '*', (to ?? call).range);
}

/** `stripe refunds create`, `twilio api:core:messages:create`. */
function payments(call: Call): void {
  const words = call.args.filter((arg) => !arg.value.startsWith('-')).map((arg) => arg.value);
  const [noun = '', verb = ''] = words;
  if (/^(?:login|logout|config)$/.test(noun)) act(call, 'system.change', 'secret', call.title, call.range);
  else if (noun === 'listen' && call.args.some(({ value }) => value === '--print-secret'))
    act(call, 'secret.read', 'secret', 'stripe webhook', call.range);
  else if (
    /^(?:listen|logs|status|version|samples|open|help|resources|events|get)$/.test(noun) ||
    senseOf(verb) === 'read'
  )
    return;
  else {
    // What stands right behind noun and verb; behind an option it is that option's value.
    const behind = call.args[2]?.value.startsWith('-') === false ? words[2] : undefined;
    const id =
      behind ??
      call.args
        .map(({ value }) => /^--(?:charge|payment-intent|customer|id)=(.+)$/.exec(value)?.[1])
        .find((found) => found !== undefined);
    // What is offered and who is told of it; no money moves by that.
    if (/^(?:products|prices|coupons|promotion_codes|plans|webhook_endpoints|tax_rates|shipping_rates)$/.test(noun)) {
      const sense = senseOf(verb);
      const kind = sense === 'destroy' ? 'infra.destroy' : sense === 'create' ? 'infra.create' : 'infra.change';
      act(call, kind, 'resource', `${singular(noun)}/${id ?? '*'}`, call.range);
      return;
    }
    act(call, 'money.move', 'operation', `${noun} ${verb} ${id ?? ''}`.trim(), call.range, { undo: 'none' });
  }
}

/** `twilio api:core:messages:create --to WHOM`. */
function twilio(call: Call): void {
  const [topic] = call.parsed.operands;
  const parts = topic?.value.split(':') ?? [];
  const [noun = call.title, verb = ''] = parts.slice(-2);
  if (topic === undefined || /^(?:list|fetch|help|version)$/.test(verb)) return;
  const to = valueOf(call, 'to');
  if (/^(?:messages|calls)$/.test(noun) && verb === 'create')
    act(call, 'message.send', 'person', to?.value ?? '*', to?.range ?? call.range);
  else if (/^(?:login|profiles)$/.test(parts[0] ?? '')) act(call, 'system.change', 'secret', 'twilio', call.range);
  else
    act(
      call,
      senseOf(verb) === 'destroy' ? 'infra.destroy' : 'infra.change',
      'resource',
      `${noun}/${valueOf(call, 'sid')?.value ?? '*'}`,
      topic.range,
    );
}

/** Wallets and chains: a transfer is not taken back. */
function wallet(call: Call): void {
  const words = call.parsed.operands.map((arg) => arg.value.toLowerCase());
  const moves = words.some((word) =>
    /^(?:send.*|transfer.*|withdraw.*|pay.*|stake.*|unstake.*|delegate.*|deploy.*|publish|call|swap|approve|sign.*|broadcast.*|mint|burn)$/.test(
      word,
    ),
  );
  const looks =
    words.length === 0 ||
    words.some((word) =>
      /^(?:balance|get.*|list.*|status|help|version|block.*|view|show|address|wallet-list|estimate|4byte|abi-.*|keccak|to-.*|from-.*|--version)$/.test(
        word,
      ),
    );
  if (moves)
    act(call, 'money.move', 'operation', [call.title, ...words.slice(0, 2)].join(' '), call.range, { undo: 'none' });
  else if (!looks) opaque(call, call.title, call.range, 'problem.unknown-command');
}

export const messages: readonly Tool[] = [
  {
    names: 'cast bitcoin-cli litecoin-cli solana spl-token near sui aptos starkli cleos gaiad lncli lightning-cli',
    free: true,
    also: wallet,
    examples: {
      held: { 'cast send 0xabc --value 1ether': 'money.move', 'solana transfer addr 5': 'money.move' },
      passed: ['solana balance', 'cast --version'],
    },
  },
  {
    names: 'croc wormhole magic-wormhole ffsend wush transfer',
    free: true,
    also: (call) => {
      const [verb, ...files] = call.parsed.operands;
      // What somebody else sends comes into this folder, under a name of theirs.
      if (/wormhole$/.test(call.title) && /^(?:receive|recv|rx)$/.test(verb?.value ?? '')) {
        act(call, 'network.fetch', 'host', call.title, call.range);
        actOnFile(call, 'write', plainArg('./', call.range));
        return;
      }
      if (verb === undefined || !/^(?:send|upload|cp|rsync)$/.test(verb.value)) {
        if (verb !== undefined) opaque(call, call.title, call.range, 'problem.unknown-command');
        return;
      }
      for (const file of files) actOnFile(call, 'read', file);
      act(call, 'network.send', 'host', call.title, call.range, { traits: ['reads-local'] });
    },
    examples: {
      held: {
        'croc send .env': 'secret.read network.send secret.send',
        'wormhole receive 7-a-b': 'network.fetch file.write',
      },
    },
  },
  {
    names: 'mail mailx sendmail mutt msmtp swaks s-nail neomutt aerc himalaya',
    free: true,
    options:
      's= a=read A=read attach=read c= b= r= f= t to= from= server= port= header= body= h-Subject= au= ap= auth-user= auth-password=',
    also: mails,
    examples: { held: { 'mail -s hi bob@example.com < a.txt': 'file.read message.send' } },
  },
  {
    names: 'slack slackcat slack-cli telegram-send signal-cli notify-send ntfy wall write apprise discord teams',
    free: true,
    options:
      'channel= c= to= recipient= u,user= g,group= t,title= title= body= b,body= text= m,message= p,priority= T,tags= d,delay=',
    also: (call) => {
      if (call.title !== 'notify-send') tells(call);
    },
    examples: {
      held: { 'slackcat -c general a.txt': 'message.send', 'wall hello': 'message.send' },
      passed: ['notify-send done'],
    },
  },
  {
    names: 'twilio',
    free: true,
    options: 'to= from= body= sid= phone-number= properties= o= l= p,profile=',
    also: twilio,
    examples: {
      held: {
        'twilio api:core:messages:create --to +1555 --body hi': 'message.send',
        'twilio api:core:incoming-phone-numbers:remove --sid PN1': 'infra.destroy',
      },
      passed: ['twilio api:core:messages:list'],
    },
  },
  {
    names: 'stripe paypal braintree square lemonsqueezy paddle',
    free: true,
    also: payments,
    examples: {
      held: {
        'stripe refunds create --charge ch_1': 'money.move',
        'stripe products delete prod_1': 'infra.destroy',
        'stripe listen --print-secret': 'secret.read',
      },
      passed: ['stripe charges list', 'stripe listen --forward-to localhost:3000'],
    },
  },
];
