import type { TextRange } from '../../effect/effect.ts';
import { act, actOnFile } from '../effects/act.ts';
import { unknownFlow } from '../state/flow.ts';
import { failed, merge, settle } from '../state/scope.ts';
import type { Scope } from '../state/scope.ts';
import { assign } from './assign.ts';
import { callFor } from './callFor.ts';
import { redirect, runCommand } from './command.ts';
import { evaluate } from './evaluate.ts';
import { fileArg } from './paths.ts';
import { branch, join } from './state.ts';
import type { Machine, State } from './state.ts';
import type { Arg } from '../state/arg.ts';
import { addUnordered, isOver } from '../state/run.ts';
import { isSpent } from './steps.ts';
import type { Pipeline, Script, Statement } from './syntax/tree.ts';
import { NOTHING, flowOf, unknown } from './value.ts';
import type { Value } from './value.ts';
import { variableName } from './variables.ts';

export const MACHINE: Machine = { script: runScript, evaluate };

/** Elements of a list that a loop is followed for one by one. */
const MAX_ROUNDS = 24;

function runScript(state: State, script: Script, input?: Value): Value {
  const { variables } = state;
  const before = [variables.get('_'), variables.get('psitem'), variables.get('input')] as const;
  if (input !== undefined) for (const name of ['_', 'psitem', 'input']) variables.set(name, input);
  const out = runStatements(state, script.statements);
  if (input !== undefined) {
    ['_', 'psitem', 'input'].forEach((name, index) => {
      const value = before[index];
      if (value === undefined) variables.delete(name);
      else variables.set(name, value);
    });
  }
  return out;
}

/** What only one statement puts out keeps all that is known of it. */
function runStatements(state: State, statements: readonly Statement[]): Value {
  let out: Value | undefined;
  for (const statement of statements) {
    const value = runStatement(state, statement);
    settle(state.scope);
    if (value.items.length === 0 && value.table === undefined && value.type === undefined) continue;
    out =
      out === undefined
        ? value
        : { items: [...out.items, ...value.items], ...(out.thing === undefined ? {} : { thing: out.thing }) };
  }
  return out ?? NOTHING;
}

/** Statements whose outcome is shown: all variables of the environment are secrets too. */
export function runTop(state: State, script: Script): void {
  for (const statement of script.statements) {
    const value = runStatement(state, statement);
    settle(state.scope);
    const secret = flowOf(value)?.secret;
    if (secret !== undefined)
      act(callFor(state, 'env:', statement.range), 'secret.read', 'secret', secret.replace(/^\$/, ''), statement.range);
  }
}

function runStatement(state: State, statement: Statement): Value {
  const { range } = statement;
  if (isSpent(state, range)) return unknown(range, '');
  switch (statement.type) {
    case 'chain':
      return runChain(state, statement.pipelines, statement.background);
    case 'assignment':
      assign(state, statement.target, statement.operator, runStatements(state, [statement.value]), range);
      return NOTHING;
    case 'if':
      return runIf(state, statement);
    case 'loop':
      return repeated(state, range, (inner) => {
        for (const head of statement.head) runScript(inner, head);
        return runScript(inner, statement.body);
      });
    case 'foreach':
      return runForeach(state, statement);
    case 'switch':
      return runSwitch(state, statement);
    case 'try': {
      let out = NOTHING;
      statement.blocks.forEach((block, index) => {
        const inner = index === 0 ? state : branch(state);
        out = { items: [...out.items, ...runScript(inner, block).items] };
        if (inner !== state) join(state, inner, range);
      });
      return out;
    }
    case 'function':
      state.functions.set(statement.name.toLowerCase(), statement.body);
      return NOTHING;
    case 'leave':
      return statement.value === undefined ? NOTHING : runStatements(state, [statement.value]);
    case 'block':
      return runScript(state, statement.body);
  }
}

function runChain(state: State, pipelines: readonly Pipeline[], background: boolean): Value {
  const own = background ? { ...state, scope: withTrait(state.scope, 'unattended') } : state;
  let out: Value | undefined;
  let items: Arg[] = [];
  const stopped: Scope[] = [];
  for (const pipeline of pipelines) {
    // It was said that nothing more is read.
    if (state.shell.run.ended) break;
    if (pipeline.operator === '') {
      out = runPipeline(own, pipeline);
      items = [...out.items];
      continue;
    }
    if (pipeline.operator === '&&') {
      // What follows knows that a change of folder went well; past the chain it is not known.
      stopped.push(failed(own.scope));
      own.scope.stayed = undefined;
    }
    const before = branch(own);
    const next = runPipeline(own, pipeline);
    items.push(...next.items);
    out = { items };
    join(own, before, [pipeline.elements[0]?.range[0] ?? 0, pipeline.elements.at(-1)?.range[1] ?? 0]);
  }
  for (const scope of stopped) merge(own.scope, scope);
  return out ?? NOTHING;
}

function withTrait(scope: Scope, trait: Scope['traits'][number]): Scope {
  return scope.traits.includes(trait) ? scope : { ...scope, traits: [...scope.traits, trait] };
}

function runPipeline(state: State, pipeline: Pipeline): Value {
  let value: Value | undefined;
  for (const element of pipeline.elements) {
    if (element.type === 'command') value = runCommand(state, element, value);
    else {
      value = evaluate(state, element.value);
      redirect(state, element.redirects, value);
    }
  }
  return value ?? NOTHING;
}

function runIf(state: State, statement: Extract<Statement, { type: 'if' }>): Value {
  let out = NOTHING;
  const before = branch(state);
  const branches: State[] = [];
  for (const { condition, body } of statement.clauses) {
    runScript(before, condition);
    const inner = branch(before);
    out = { items: [...out.items, ...runScript(inner, body).items] };
    branches.push(inner);
  }
  if (statement.otherwise !== undefined) {
    const inner = branch(before);
    out = { items: [...out.items, ...runScript(inner, statement.otherwise).items] };
    branches.push(inner);
  } else branches.push(before);
  const [first, ...rest] = branches;
  if (first === undefined) return out;
  for (const other of rest) join(first, other, statement.range);
  adopt(state, first);
  return out.items.length > 1 ? { items: out.items.map((arg) => ({ ...arg, dynamic: true })) } : out;
}

/** Goes on with what a branch knows. */
function adopt(state: State, from: State): void {
  for (const name of ['variables', 'functions', 'aliases'] as const) {
    const into = state[name] as Map<string, unknown>;
    into.clear();
    for (const [key, value] of from[name]) into.set(key, value);
  }
  state.scope.variables.clear();
  for (const [key, value] of from.scope.variables) state.scope.variables.set(key, value);
  for (const [key, value] of from.scope.files) state.scope.files.set(key, value);
  state.scope.cwd = from.scope.cwd;
  state.scope.cwdKnown = from.scope.cwdKnown;
  state.scope.others = from.scope.others;
  state.scope.stayed = from.scope.stayed;
}

/** A body that runs any number of times: again with what the first time left, until nothing new is known. */
export function repeated(state: State, range: TextRange, body: (state: State) => Value): Value {
  addUnordered(state.shell.run, range);
  const before = branch(state);
  let out = body(state);
  if (join(state, before, range) && !isOver(state.shell.run)) {
    const again = branch(state);
    out = { items: [...out.items, ...body(again).items] };
    join(state, again, range);
  }
  return out;
}

function runForeach(state: State, statement: Extract<Statement, { type: 'foreach' }>): Value {
  const over = runScript(state, statement.over);
  const name = variableName(statement.variable);
  const { items } = over;
  const rounds =
    items.length === 0
      ? [unknown(statement.over.range, `$${statement.variable}`)]
      : items.map((arg): Value => ({ ...over, items: [arg] }));
  if (rounds.length > MAX_ROUNDS)
    return repeated(state, statement.range, (inner) => {
      inner.variables.set(name, unknown(statement.over.range, `$${statement.variable}`, flowOf(over)));
      return runScript(inner, statement.body);
    });
  const out: Value[] = [];
  for (const round of rounds) {
    if (isOver(state.shell.run)) break;
    out.push(
      repeated(state, statement.range, (inner) => {
        inner.variables.set(name, round);
        return runScript(inner, statement.body);
      }),
    );
  }
  return { items: out.flatMap((value) => [...value.items]) };
}

/** `switch -File`: it reads the file, and goes over its lines. */
function linesOf(state: State, paths: Value, { range, subject }: Extract<Statement, { type: 'switch' }>): Value {
  const call = callFor(state, 'switch -File', range);
  for (const path of paths.items) actOnFile(call, 'read', fileArg(state, path, true));
  return unknown(subject.range, '', { ...unknownFlow(subject.range), local: true });
}

function runSwitch(state: State, statement: Extract<Statement, { type: 'switch' }>): Value {
  const given = runScript(state, statement.subject);
  const subject = statement.file ? linesOf(state, given, statement) : given;
  const branches: State[] = [];
  const out: Value[] = [];
  for (const { condition, body } of statement.clauses) {
    // `{ $_ -gt 3 }` is a condition that runs.
    if (condition.type === 'block') runScript(state, condition.body, subject);
    else evaluate(state, condition);
    const inner = branch(state);
    out.push(runScript(inner, body, subject));
    branches.push(inner);
  }
  for (const inner of branches) join(state, inner, statement.range);
  return { items: out.flatMap((value) => [...value.items]).map((arg) => ({ ...arg, dynamic: true })) };
}
