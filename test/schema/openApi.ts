import { ANSWER, CLAIM, HEALTH, OUTCOME, PROBLEM } from './answers.ts';

type Json = Readonly<Record<string, unknown>>;

const answer = (description: string): Json => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Answer' } } },
});
const problem = (description: string): Json => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});
const body = (schema: string): Json => ({
  required: true,
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
});
const id: Json = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
const prefer: Json = {
  name: 'Prefer',
  in: 'header',
  description: '`wait=SECONDS` (RFC 7240) keeps the answer until it is final.',
  schema: { type: 'string' },
};
const secured = { security: [{ token: [] }] };

/** The gate's interface, from the schemas of what it takes and what it answers. */
export function openApi(intent: Json): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Keyturn intent protocol',
      version: '1',
      description: 'HTTP/1.1 with JSON on a Unix socket of the person who runs the editor.',
    },
    servers: [{ url: 'http://localhost' }],
    paths: {
      '/v1/intents': {
        post: {
          summary: 'File an intent.',
          parameters: [prefer],
          requestBody: body('Intent'),
          responses: {
            201: answer('Final at once; `Location` names it.'),
            202: answer('Held.'),
            400: problem('Not an intent; names the field at fault.'),
            409: problem('The same id with another action.'),
            413: problem('Over 16 MiB.'),
            429: problem('Too many are held or wait; see `Retry-After`.'),
          },
        },
      },
      '/v1/intents/{id}': {
        parameters: [id],
        get: {
          summary: 'The state; with `Prefer` a long poll.',
          parameters: [prefer],
          responses: { 200: answer('As it is now.'), 404: problem('No such intent.') },
        },
        delete: {
          summary: 'Withdraw.',
          ...secured,
          responses: {
            200: answer('Withdrawn.'),
            403: problem('Another token.'),
            404: problem('No such intent.'),
            409: problem('Final already.'),
          },
        },
      },
      '/v1/intents/{id}/outcome': {
        parameters: [id],
        post: {
          summary: 'Report what happened.',
          ...secured,
          requestBody: body('Outcome'),
          responses: { 200: answer('Recorded.'), 403: problem('Another token.'), 404: problem('No such intent.') },
        },
      },
      '/v1/grants/{id}/claim': {
        parameters: [{ ...id, description: 'The grant’s `jti`.' }],
        post: {
          summary: 'Use a grant, once.',
          ...secured,
          requestBody: body('Claim'),
          responses: {
            200: {
              description: 'Go: recorded durably before this answer.',
              content: {
                'application/json': {
                  schema: {
                    type: 'object',
                    required: ['go'],
                    properties: {
                      go: { const: true },
                      tolerance: {
                        type: 'number',
                        description: 'Of an approved SQL action: percent by which rows may differ from those shown.',
                      },
                      connection: {
                        type: 'string',
                        description:
                          'Of an approved SQL action that names a connection of the person’s: its URL with the password. Do not print, log or keep it.',
                      },
                    },
                  },
                },
              },
            },
            403: problem('Expired, foreign or forged.'),
            409: problem('Used.'),
          },
        },
      },
      '/v1/hooks/{agent}/{event}': {
        parameters: [
          { name: 'agent', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'event', in: 'path', required: true, schema: { type: 'string' } },
        ],
        post: {
          summary: 'An agent’s own hook JSON in, its own answer JSON out.',
          requestBody: { required: true, content: { 'application/json': { schema: { type: 'object' } } } },
          responses: {
            200: {
              description: 'The agent’s answer.',
              content: { 'application/json': { schema: { type: 'object' } } },
            },
            400: problem('Not the agent’s hook JSON.'),
          },
        },
      },
      '/v1/health': {
        get: {
          summary: 'Version, workspace, level of promise.',
          responses: {
            200: {
              description: 'It is there.',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Health' } } },
            },
          },
        },
      },
    },
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'The token that POST returned.' } },
      schemas: { Intent: intent, Answer: ANSWER, Outcome: OUTCOME, Claim: CLAIM, Problem: PROBLEM, Health: HEALTH },
    },
  };
}
