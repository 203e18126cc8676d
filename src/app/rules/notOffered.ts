import type { Unlearnable } from '../../rules/learn/narrowestRule.ts';

/** Why no rule was offered; a sentence is made of it. */
export type NotOffered = Unlearnable | 'denied' | 'not-approved' | 'file' | 'record';
