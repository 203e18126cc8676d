import type { Platform } from '../platform.ts';

export const stripe: Platform = {
  name: 'stripe',
  hosts: /^(api|files)\.stripe\.com$/,
  domain: 'money',
  routes: [
    {
      methods: ['POST', 'DELETE'],
      path: /^\/v1\/(?<kind>customers)\/(?<name>[^/]+)$/,
      effect: 'money.move',
      type: 'resource',
    },
  ],
  examples: [
    { request: 'POST https://api.stripe.com/v1/refunds', body: 'charge=ch_1', effect: 'money.move' },
    { request: 'GET https://api.stripe.com/v1/charges', effect: 'network.fetch' },
  ],
};

export const paypal: Platform = {
  name: 'paypal',
  hosts: /^api(-m)?(\.sandbox)?\.paypal\.com$/,
  domain: 'money',
  routes: [],
  examples: [{ request: 'POST https://api-m.paypal.com/v1/payments/payouts', body: '{}', effect: 'money.move' }],
};

/** Others by whose interfaces people are charged and paid. */
export const billing: Platform = {
  name: 'billing',
  hosts:
    /^(api\.(razorpay|mollie|paddle|lemonsqueezy|gocardless|transferwise|wise|checkout)\.com|connect\.squareup\.com|v3\.recurly\.com|[\w-]+\.chargebee\.com|[\w.-]+\.adyen(payments)?\.com|([\w-]+\.)?api\.braintreegateway\.com)$/,
  domain: 'money',
  routes: [],
  examples: [
    { request: 'POST https://api.razorpay.com/v1/payments/p1/refund', body: '{}', effect: 'money.move' },
    { request: 'POST https://connect.squareup.com/v2/payments', body: '{}', effect: 'money.move' },
    { request: 'GET https://api.paddle.com/transactions', effect: 'network.fetch' },
  ],
};

/** Slack's methods act on GET too. */
export const slack: Platform = {
  name: 'slack',
  hosts: /^((api|hooks)\.)?slack\.com$/,
  domain: 'message',
  reads: /^(GET|POST) \/api\/[a-z.]+\.(list|info|history|replies|test|get|search)$/i,
  routes: [
    { methods: ['*'], path: /^\/(api\/(?<name>[a-zA-Z.]+)|services\/.*)$/, effect: 'message.send', type: 'operation' },
  ],
  examples: [
    { request: 'POST https://hooks.slack.com/services/T/B/x', body: '{"text":"hi"}', effect: 'message.send' },
    {
      request: 'GET https://slack.com/api/chat.postMessage?channel=C1&text=hi',
      effect: 'message.send',
      object: 'chat.postMessage',
    },
    { request: 'GET https://slack.com/api/conversations.list', effect: 'network.fetch' },
  ],
};

export const twilio: Platform = {
  name: 'twilio',
  hosts: /^([a-z]+\.)?twilio\.com$/,
  domain: 'message',
  routes: [],
  examples: [
    {
      request: 'POST https://api.twilio.com/2010-04-01/Accounts/A/Messages.json',
      body: 'To=1',
      effect: 'message.send',
    },
  ],
};

export const mail: Platform = {
  name: 'mail',
  hosts: /^(api\.(eu\.)?(sendgrid|mailgun|resend|postmarkapp|brevo|mailjet)\.(com|net)|mandrillapp\.com)$/,
  domain: 'message',
  routes: [],
  examples: [{ request: 'POST https://api.sendgrid.com/v3/mail/send', body: '{}', effect: 'message.send' }],
};

/** Bot interfaces that act on GET too. */
export const chat: Platform = {
  name: 'chat',
  hosts:
    /^(discord(app)?\.com|api\.telegram\.org|graph\.facebook\.com|api\.(x|twitter)\.com|api\.linear\.app|.*\.webhook\.office\.com|graph\.microsoft\.com)$/,
  domain: 'message',
  routes: [
    {
      methods: ['*'],
      path: /^\/bot[^/]+\/(?<name>(send|edit|delete|forward|ban)\w*)$/,
      effect: 'message.send',
      type: 'operation',
    },
  ],
  examples: [
    {
      request: 'GET https://api.telegram.org/bot1:x/sendMessage?chat_id=1&text=hi',
      effect: 'message.send',
      object: 'sendMessage',
    },
    { request: 'POST https://discord.com/api/webhooks/1/x', body: '{"content":"hi"}', effect: 'message.send' },
  ],
};

/** Services that wake or tell somebody when they are called. */
export const alarms: Platform = {
  name: 'alarms',
  hosts:
    /^(events(\.eu)?\.pagerduty\.com|api(\.eu)?\.opsgenie\.com|api\.statuspage\.io|api\.pushover\.net|ntfy\.sh|hooks\.zapier\.com|maker\.ifttt\.com|chat\.googleapis\.com)$/,
  domain: 'message',
  routes: [],
  examples: [
    { request: 'POST https://events.pagerduty.com/v2/enqueue', body: '{}', effect: 'message.send' },
    { request: 'POST https://ntfy.sh/builds', body: 'done', effect: 'message.send' },
  ],
};
