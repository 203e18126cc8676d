import { LEVELS } from '../../src/effect/level.ts';
import { FINAL_STATES } from '../../src/review/decision.ts';

type Json = Readonly<Record<string, unknown>>;

const text: Json = { type: 'string' };
const range: Json = {
  description: '[start, end) in UTF-16 code units of the text of the action.',
  type: 'array',
  items: { type: 'integer', minimum: 0 },
  minItems: 2,
  maxItems: 2,
};

/** What the gate answers. There is no decoder of it in Keyturn: it is what Keyturn writes. */
export const ANSWER: Json = {
  type: 'object',
  required: ['id', 'state', 'ruling', 'requires', 'level', 'digest', 'findings', 'at'],
  properties: {
    id: text,
    token: { ...text, description: 'Only in the answer to POST: asked for by DELETE, outcome and claim.' },
    state: { enum: ['held', ...FINAL_STATES] },
    execution: { enum: ['claimed', 'finished', 'unknown'] },
    ruling: { enum: ['pass', 'hold', 'refuse'] },
    requires: { type: 'array', items: { enum: ['confirm', 'two-person', 'snapshot', 'reason', 'rollback', 'count'] } },
    pending: { const: true, description: 'A number that a rule asks for is still being counted.' },
    reason: {
      type: 'object',
      description: 'The rule of a file that decided, with its author’s reason.',
      required: ['layer', 'rule'],
      properties: { layer: { enum: ['user', 'workspace'] }, rule: text, because: text },
    },
    level: { enum: [...LEVELS] },
    digest: { ...text, pattern: '^[0-9a-f]{64}$' },
    findings: {
      type: 'array',
      items: {
        type: 'object',
        required: ['rule', 'range', 'sentence'],
        properties: { rule: text, range, sentence: text },
      },
    },
    note: text,
    by: text,
    at: { ...text, format: 'date-time', description: 'When it was decided, else when it was filed.' },
    grant: { ...text, description: 'Compact JWS; only in `passed` and `approved`.' },
  },
};

export const OUTCOME: Json = {
  type: 'object',
  properties: {
    exitCode: { type: 'integer' },
    signal: text,
    rows: { type: 'integer', minimum: 0 },
    tables: {
      type: 'array',
      description: 'Of SQL, table by table: the rows that were shown and those that were really changed.',
      items: {
        type: 'object',
        required: ['table', 'change', 'rows'],
        properties: {
          table: text,
          change: { enum: ['insert', 'update', 'delete', 'truncate', 'drop'] },
          shown: { type: 'integer', minimum: 0 },
          rows: { type: 'integer', minimum: 0 },
        },
      },
    },
    error: text,
    sealed: { type: 'boolean' },
  },
};

export const CLAIM: Json = {
  type: 'object',
  required: ['grant', 'digest'],
  properties: { grant: text, digest: text },
  additionalProperties: false,
};

/** RFC 9457. */
export const PROBLEM: Json = {
  type: 'object',
  properties: { type: text, title: text, status: { type: 'integer' }, detail: text, field: text },
};

export const HEALTH: Json = {
  type: 'object',
  required: ['version', 'protocol', 'workspace', 'promise', 'stopped', 'held'],
  properties: {
    version: text,
    protocol: { const: 1 },
    workspace: { ...text, description: 'Real path of the workspace folder.' },
    promise: { enum: ['seat-belt', 'sealed', 'enforced'] },
    stopped: { type: 'boolean', description: 'Whether everything is refused until a person resumes.' },
    held: { type: 'integer', minimum: 0, description: 'How many actions wait for a person.' },
    record: {
      type: 'object',
      description: 'Where the record ends: number and hash of its last line.',
      properties: { seq: { type: 'integer', minimum: 1 }, head: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
    },
  },
};
