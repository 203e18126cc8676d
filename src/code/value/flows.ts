import { isMaker } from './ownThings.ts';
import { MAKERS } from '../term/scopes.ts';
import { childrenOf } from '../term/term.ts';
import type { Bound, CallTerm, FunctionTerm, Term } from '../term/term.ts';

/** What is put into something by its elements or members: `a[i] = b`, `a += b`. */
export interface Put {
  readonly on: Term;
  /** Undefined: something that is not known. */
  readonly value: Term | undefined;
  /** What goes in is what is in the value. */
  readonly each: boolean;
  /** Under a name that is known only when it runs. */
  readonly computed: boolean;
}

/** How values go through a program, in no order. */
export interface Flows {
  readonly binds: ReadonlyMap<
    string,
    readonly { readonly as: Bound['as'] | 'added'; readonly value: Term | undefined }[]
  >;
  /** Names of functions, classes and methods. */
  readonly defined: ReadonlySet<string>;
  readonly functions: readonly FunctionTerm[];
  readonly calls: readonly CallTerm[];
  /** Values go from here to where nobody follows them. */
  readonly leaks: readonly Term[];
  /** Members are asked of these: what a function has there calls it. */
  readonly receivers: readonly Term[];
  readonly puts: readonly Put[];
  /** Lists put together are seen in what comes out, where all of them are lists. */
  readonly joins: readonly (Term & { readonly op: 'join' })[];
  /** Every place where a member is asked for. */
  readonly members: readonly (Term & { readonly op: 'member' })[];
  /** Methods of classes, by their names. */
  readonly methods: ReadonlyMap<string, readonly FunctionTerm[]>;
  /** False: what a thing of a class has may be set in ways that are not seen. */
  readonly instances: boolean;
  /** Methods that are not called where they stand. */
  readonly loose: readonly (Term & { readonly op: 'member' })[];
}

/** Under this name stands what members of that name are ever set to, whatever they belong to. */
export const fieldName = (member: string): string => `.${member}`;

/** Names by which members are set, or things made, without being seen. */
const UNSEEN =
  /^(?:setattr|delattr|vars|__dict__|__setattr__|__getattr__|__getattribute__|__class__|__new__|MethodType|call|apply|bind|prototype|__proto__|setPrototypeOf|defineProperty|defineProperties|assign|Reflect|Proxy)$/;

interface Gathering extends Flows {
  readonly binds: Map<string, { readonly as: Bound['as'] | 'added'; readonly value: Term | undefined }[]>;
  readonly defined: Set<string>;
  readonly functions: FunctionTerm[];
  readonly calls: CallTerm[];
  readonly leaks: Term[];
  readonly receivers: Term[];
  readonly puts: Put[];
  readonly joins: (Term & { readonly op: 'join' })[];
  readonly members: (Term & { readonly op: 'member' })[];
  readonly methods: Map<string, FunctionTerm[]>;
  instances: boolean;
  readonly loose: (Term & { readonly op: 'member' })[];
  readonly parameters: Set<Term>;
  /** Members that a pattern takes from something. */
  readonly taken: Set<string>;
  readonly ofThis: { readonly name: string; readonly value: Term | undefined }[];
}

export function flowsIn(program: Term): Flows {
  const flows: Gathering = {
    binds: new Map(),
    defined: new Set(),
    functions: [],
    calls: [],
    leaks: [],
    receivers: [],
    puts: [],
    joins: [],
    members: [],
    methods: new Map(),
    instances: true,
    loose: [],
    parameters: new Set(),
    taken: new Set(),
    ofThis: [],
  };
  gather(program, flows, true);
  // `this.p` may be what all of a script calls `p`.
  for (const { name, value } of flows.ofThis) if (flows.binds.has(name)) add(flows, name, 'same', value);
  if ([...flows.taken].some((name) => flows.methods.has(name))) flows.instances = false;
  return flows;
}

function add(flows: Gathering, name: string, as: Bound['as'] | 'added', value: Term | undefined): void {
  const list = flows.binds.get(name);
  if (list === undefined) flows.binds.set(name, [{ as, value }]);
  else list.push({ as, value });
}

/** `kept`: where the value of this term goes is known. */
function gather(term: Term, flows: Gathering, kept: boolean, isCallee = false): void {
  const { leaks } = flows;
  switch (term.op) {
    case 'member':
      flows.members.push(term);
      if (UNSEEN.test(term.name)) flows.instances = false;
      if (!isCallee) flows.loose.push(term);
      flows.receivers.push(term.on);
      if (!kept) leaks.push(term);
      gather(term.on, flows, true);
      return;
    case 'index':
      if (!kept) leaks.push(term);
      gather(term.on, flows, true);
      gather(term.key, flows, false);
      return;
    case 'name':
    case 'module':
      if (term.op === 'name' && UNSEEN.test(term.name)) flows.instances = false;
      if (!kept) leaks.push(term);
      return;
    case 'list':
      if (!kept) leaks.push(term);
      for (const part of term.parts) gather(part, flows, true);
      return;
    case 'record':
      if (!kept) leaks.push(term);
      for (const { name, value } of term.entries) {
        if (name !== undefined && value.op === 'function') flows.defined.add(name);
        gather(value, flows, false);
      }
      return;
    case 'choice':
      for (const part of term.parts) gather(part, flows, kept);
      return;
    case 'call':
      flows.calls.push(term);
      if (!kept) leaks.push(term);
      gather(term.on, flows, true, true);
      // Where these go hangs on what is called.
      for (const { value } of term.args) gather(value, flows, true);
      return;
    case 'function':
      gatherFunction(term, flows, kept);
      return;
    case 'bind':
      gatherBind(term, flows);
      return;
    case 'each':
      if (!kept) leaks.push(term);
      for (const part of term.parts) gather(part, flows, true);
      gather(term.value, flows, true);
      return;
    case 'join':
      flows.joins.push(term);
      if (!kept) leaks.push(term);
      for (const part of term.parts) gather(part, flows, true);
      return;
    case 'branch':
    case 'give':
      for (const part of term.parts) gather(part, flows, true);
      return;
    default:
      for (const part of childrenOf(term)) gather(part, flows, false);
  }
}

function gatherFunction(term: FunctionTerm, flows: Gathering, kept: boolean): void {
  flows.functions.push(term);
  // What stands above a class may give it members of its own.
  if (term.class !== undefined && (term.decorators ?? []).length > 0) flows.instances = false;
  if (term.method !== undefined && term.name !== undefined)
    for (const name of isMaker(term) ? [term.name, MAKERS] : [term.name])
      flows.methods.set(name, [...(flows.methods.get(name) ?? []), term]);
  if (!kept && term.declared !== true && term.method === undefined) flows.leaks.push(term);
  if (term.name !== undefined) {
    flows.defined.add(term.name);
    add(flows, term.name, 'same', term);
  }
  for (const { name, bind } of term.parameters ?? []) {
    if (name === '') continue;
    flows.parameters.add(bind);
    if (!flows.binds.has(name)) flows.binds.set(name, []);
  }
  for (const part of term.body) gather(part, flows, true);
}

function gatherBind(term: Term & { readonly op: 'bind' }, flows: Gathering): void {
  const { names, stores, value } = term;
  // What a parameter stands for is what is given where it is called, or handed in.
  if (!flows.parameters.has(term) || value !== undefined) {
    for (const { name, as } of names) {
      if (value?.op === 'function') flows.defined.add(name);
      add(flows, name, term.adds === true && as === 'data' ? 'added' : as, value);
      if (typeof as === 'object' && 'member' in as) flows.taken.add(as.member);
      if (term.adds === true && term.primitive !== true)
        flows.puts.push({ on: { op: 'name', name, range: term.range }, value, each: true, computed: false });
    }
  }
  for (const store of stores) {
    gather(store, flows, true);
    if (store.op !== 'member' && store.op !== 'index') continue;
    const alone = names.length === 0 && stores.length === 1;
    const said = store.op === 'member' ? store.name : store.key.op === 'text' ? store.key.value : undefined;
    if (said !== undefined)
      add(flows, fieldName(said), 'same', alone && term.adds !== true && term.apart !== true ? value : undefined);
    if (said !== undefined && store.on.op === 'module' && store.on.module === 'this')
      flows.ofThis.push({ name: said, value: alone ? value : undefined });
    flows.puts.push({
      on: store.on,
      value: alone ? value : undefined,
      each: store.op === 'index' && store.slice === true,
      computed: said === undefined && store.op === 'index' && store.key.op !== 'constant',
    });
  }
  if (value === undefined || term.seen === true) return;
  const isPut = names.length === 0 && stores.length === 1;
  const isKept = isPut || (stores.length === 0 && names.every(({ as }) => as !== 'data' || term.adds === true));
  gather(value, flows, isKept);
}
