/** The page's own words: button labels, headings, reasons. `{0}` is filled in by the page. */
export interface PageWords {
  readonly language: string;
  readonly affected: string;
  readonly affectedObject: string;
  readonly affectedWhat: string;
  readonly affectedCount: string;
  readonly affectedUndo: string;
  readonly sample: string;
  readonly becomes: string;
  readonly allAffected: string;
  readonly counting: string;
  readonly notKnown: string;
  /** Heads the requests that are taken apart. */
  readonly requests: string;
  readonly undo: string;
  readonly undoCommand: string;
  readonly why: string;
  readonly findingLink: string;
  readonly stepLink: string;
  readonly context: string;
  readonly claim: string;
  readonly promise: string;
  readonly formatted: string;
  readonly formatting: string;
  readonly folded: string;
  readonly unfoldAll: string;
  /** Short, with the longer one as its spoken name. */
  readonly open: string;
  readonly openText: string;
  readonly openFormatted: string;
  readonly compare: string;
  readonly compareFile: string;
  readonly copy: string;
  readonly copyText: string;
  readonly decision: string;
  readonly deny: string;
  readonly note: string;
  readonly notePlaceholder: string;
  readonly approve: string;
  readonly dismiss: string;
  readonly next: string;
  readonly previous: string;
  readonly queue: string;
  readonly checkbox: string;
  /** The same for a consent, which hits nothing by itself. */
  readonly consentCheckbox: string;
  readonly uncounted: string;
  readonly word: string;
  readonly code: string;
  readonly notYet: string;
  readonly ready: string;
  readonly unfoldFirst: string;
  readonly openFirst: string;
  readonly checkFirst: string;
  readonly uncountedFirst: string;
  readonly staleFirst: string;
  readonly typeFirst: string;
  readonly noteFirst: string;
  readonly notSecure: string;
  readonly notOnEnter: string;
  readonly changed: string;
  readonly added: string;
  readonly removed: string;
  readonly close: string;
  readonly showKeys: string;
  readonly keysTitle: string;
  /** What each key does. */
  readonly keys: Readonly<
    Record<'approve' | 'deny' | 'next' | 'previous' | 'editor' | 'queue' | 'sheet' | 'tab' | 'space', string>
  >;
}
