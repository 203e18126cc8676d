import type { TextRange } from '../../effect/effect.ts';
import { actOnFile, opaque } from '../effects/act.ts';
import { setVariable } from '../commands/assign.ts';
import { callFor } from './callFor.ts';
import { operated } from './operators.ts';
import type { State } from './state.ts';
import type { Expression } from './syntax/tree.ts';
import { flowOf, textOf, unknown, valueOf } from './value.ts';
import type { Value } from './value.ts';
import { variableName } from './variables.ts';

/** `$x = …`, `$env:X = …`, `$x.y = …`. */
export function assign(state: State, target: Expression, operator: string, value: Value, range: TextRange): void {
  switch (target.type) {
    case 'cast':
      assign(state, target.operand, operator, value, range);
      return;
    case 'array':
      target.items.forEach((item, index) => {
        const own = value.items[index];
        const rest = index === target.items.length - 1 ? value.items.slice(index) : own === undefined ? [] : [own];
        const known = value.items.length >= target.items.length;
        assign(state, item, operator, known ? { items: rest } : unknown(item.range, '$', flowOf(value)), range);
      });
      return;
    case 'variable':
      setOwn(state, target.name, operator, value, range);
      return;
    case 'index':
    case 'member':
      assignMember(state, target, value);
      return;
    default:
      state.machine.evaluate(state, target);
  }
}

function setOwn(state: State, written: string, operator: string, value: Value, range: TextRange): void {
  const name = variableName(written);
  const call = callFor(state, written, range);
  if (name.startsWith('env:')) {
    const [item] = value.items;
    const plain = operator === '=' ? item : undefined;
    setVariable(state.shell, state.scope, written.slice(written.indexOf(':') + 1), plain, range, true);
    return;
  }
  if (/^(?:function|alias):/.test(name) || name === 'psdefaultparametervalues') {
    opaque(call, `$${written}`, range, 'problem.dynamic-command');
    if (value.block !== undefined) state.machine.script(state, value.block);
    return;
  }
  if (name === 'erroractionpreference') state.scope.errexit = textOf(value)?.toLowerCase() === 'stop';
  if (name === 'null') return;
  const before = state.variables.get(name);
  if (operator === '=') state.variables.set(name, value);
  else if (operator === '+=')
    state.variables.set(name, before === undefined ? value : operated('+', before, value, range));
  else state.variables.set(name, unknown(range, `$${written}`, flowOf(value)));
}

function assignMember(state: State, target: Extract<Expression, { type: 'index' | 'member' }>, value: Value): void {
  const object = state.machine.evaluate(state, target.object);
  const key = textOf(state.machine.evaluate(state, target.type === 'index' ? target.index : target.name));
  const holder = target.object.type === 'variable' ? variableName(target.object.name) : undefined;
  if (holder === 'psdefaultparametervalues') {
    const call = callFor(state, holder, target.range);
    opaque(call, `$${holder}`, target.range, 'problem.environment');
  }
  if (object.thing === 'file') {
    // `$file.Attributes = …`, `$file.IsReadOnly = …`.
    for (const arg of object.items) actOnFile(callFor(state, '=', target.range), 'permission', arg);
    return;
  }
  if (holder === undefined || !state.variables.has(holder)) return;
  if (object.table === undefined || key === undefined) {
    // One element of many is another now: which ones there are is not known any more.
    if (object.items.length > 1) state.variables.set(holder, unknown(target.range, `$${holder}`, flowOf(value)));
    return;
  }
  const table = new Map(object.table);
  table.set(key.toLowerCase(), value.items.length > 0 || value.table !== undefined ? value : valueOf());
  state.variables.set(holder, { ...object, table });
}
