import { opaque } from '../../effects/act.ts';
import { made } from '../dotnet/made.ts';
import type { Bound, Cmdlet } from '../cmdlet.ts';
import { given, givenItems, isGiven } from '../cmdlet.ts';
import { NOTHING, blocksIn, flowOf, textOf, unknown } from '../value.ts';
import type { Value } from '../value.ts';

const PROPERTIES = 'property= inputobject= ';

/** Leaves out or orders: what comes out went in. */
function keeps(bound: Bound): Value {
  return given(bound, 'inputobject') ?? bound.input ?? NOTHING;
}

/** Makes something else of it, with the same in it. */
function turns(bound: Bound): Value {
  const source = given(bound, 'inputobject') ?? bound.input;
  return unknown(bound.range, '', flowOf(source));
}

function selects(bound: Bound): Value {
  const source = given(bound, 'inputobject') ?? bound.input ?? NOTHING;
  const expanded = textOf(given(bound, 'expandproperty'))?.toLowerCase();
  if (expanded !== undefined && !/^(?:fullname|name|path|id|pspath|processname|directoryname)$/.test(expanded))
    return turns(bound);
  return source;
}

function forEach(bound: Bound): Value {
  const { state, input } = bound;
  const member = given(bound, 'membername');
  const out: Value[] = [];
  for (const name of ['begin', 'process', 'end', 'parallel', 'remainingscripts']) {
    const value = given(bound, name);
    for (const block of value === undefined ? [] : blocksIn(value))
      out.push(state.machine.script(state, block, input ?? NOTHING));
  }
  if (member !== undefined && input !== undefined) {
    const name = textOf(member);
    if (name === undefined) return unknown(bound.range, '');
    const { range } = bound;
    const text = { type: 'text', range, quoted: true } as const;
    const object = { type: 'variable', range, name: '_' } as const;
    const named = { ...text, parts: [{ text: name, offsets: Array.from(name, () => range[0]) }] };
    const isMethod =
      /^(?:delete|kill|stop|start|close|refresh|moveto|copyto|tostring|trim|toupper|tolower|split|replace)$/i.test(
        name,
      );
    const node = {
      type: 'member',
      range,
      object,
      name: named,
      isStatic: false,
      parameters: isMethod ? [] : undefined,
    } as const;
    const before = state.variables.get('_');
    state.variables.set('_', input);
    out.push(state.machine.evaluate(state, node));
    if (before === undefined) state.variables.delete('_');
    else state.variables.set('_', before);
  }
  const [only] = out;
  if (only !== undefined && out.length === 1) return only;
  return { items: out.flatMap((value) => [...value.items]) };
}

function prints(bound: Bound): Value {
  const value = given(bound, 'inputobject', 'object', 'message');
  return value ?? bound.input ?? NOTHING;
}

const quiet = (): Value => NOTHING;

export const objects: readonly Cmdlet[] = [
  {
    names: 'foreach-object % foreach',
    ownBlocks: true,
    options:
      'process= begin= end= parallel= membername= argumentlist,args= remainingscripts= inputobject= throttlelimit= timeoutseconds= asjob usenewrunspace',
    positions: 'process membername remainingscripts...',
    also: (bound) => {
      const value = given(bound, 'process');
      if (value === undefined || blocksIn(value).length > 0) return forEach(bound);
      if (value.items.some((arg) => arg.dynamic))
        opaque(bound.call, bound.call.title, bound.range, 'problem.dynamic-command', ['dynamic']);
      return forEach({ ...bound, values: new Map([['membername', value]]) });
    },
    examples: {
      held: { 'gci *.tmp | % { ri $_ }': 'file.read file.delete', 'gci *.tmp | % Delete': 'file.read file.delete' },
      passed: ['1..3 | % { $_ * 2 }'],
    },
  },
  {
    names: 'where-object ? where',
    options: `filterscript= ${PROPERTIES} value= eq ne gt ge lt le like notlike match notmatch contains notcontains in notin is isnot not ceq cne clike cmatch`,
    positions: 'filterscript value',
    also: keeps,
    examples: { passed: ['gci | where { $_.Length -gt 1kb }', 'Get-Process | ? CPU -gt 10'] },
  },
  {
    names: 'sort-object sort',
    options: `${PROPERTIES} descending,des ascending unique casesensitive culture= stable top= bottom=`,
    positions: 'property',
    also: keeps,
  },
  {
    names: 'select-object select',
    options: `${PROPERTIES} first= last= skip= skiplast= skipindex= index= unique expandproperty= excludeproperty= wait caseinsensitive`,
    positions: 'property',
    also: selects,
  },
  {
    names: 'group-object group',
    options: `${PROPERTIES} noelement ashashtable,aht asstring casesensitive culture=`,
    positions: 'property',
    also: turns,
  },
  {
    names: 'measure-object measure',
    options: `${PROPERTIES} sum average minimum maximum standarddeviation allstats line word character ignorewhitespace`,
    positions: 'property',
    also: turns,
  },
  {
    names: 'compare-object compare diff',
    options:
      'referenceobject= differenceobject= property= syncwindow= excludedifferent includeequal passthru culture= casesensitive',
    positions: 'referenceobject differenceobject',
    also: turns,
  },
  { names: 'get-unique gu', options: 'inputobject= asstring ontype caseinsensitive', also: keeps },
  {
    names: 'format-table ft format-list fl format-wide fw format-custom fc',
    options: `${PROPERTIES} autosize wrap hidetableheaders groupby= view= showerror displayerror force expand= column= depth= repeatheader`,
    positions: 'property',
    also: turns,
  },
  { names: 'out-string oss', options: 'inputobject= width= stream nonewline', also: turns },
  { names: 'out-host oh out-default out-null', options: 'inputobject= paging', also: quiet },
  { names: 'out-gridview ogv', options: 'inputobject= title= wait outputmode= passthru', also: keeps },
  {
    names:
      'convertto-json convertfrom-json convertto-csv convertfrom-csv convertto-xml convertto-html convertfrom-stringdata convertfrom-markdown',
    options: `${PROPERTIES} depth= compress enumsasstrings asarray escapehandling= ashashtable noenumerate datekind= delimiter= header= notypeinformation,nti includetypeinformation useculture usequotes= quotefields= as= head= title= body= fragment precontent= postcontent= stringdata= notypeinformation`,
    positions: 'inputobject',
    also: turns,
  },
  { names: 'write-output echo write', options: 'inputobject= noenumerate', positions: 'inputobject...', also: prints },
  {
    names: 'write-host',
    options: 'object= nonewline separator= foregroundcolor= backgroundcolor=',
    positions: 'object...',
    also: prints,
  },
  {
    names: 'write-verbose write-warning write-debug write-error write-information write-progress',
    free: true,
    options: 'message= category= activity= status= percentcomplete= completed exception= messagedata= tags=',
    positions: 'message',
    gives: 'nothing',
  },
  { names: 'read-host', options: 'prompt= assecurestring maskinput', positions: 'prompt' },
  {
    names: 'new-object',
    options: 'typename= argumentlist,args= property= comobject= strict',
    positions: 'typename argumentlist',
    also: makes,
  },
  {
    names: 'set-variable sv',
    options: 'name= value= option= force visibility= scope= passthru description=',
    positions: 'name value',
    also: setsVariable,
  },
];

function makes(bound: Bound): Value {
  const com = textOf(given(bound, 'comobject'));
  const type = textOf(given(bound, 'typename'));
  const items = givenItems(bound, 'argumentlist');
  if (com !== undefined) return { items: [{ ...bound.call.name, value: com }], type: `com.${com.toLowerCase()}` };
  if (type === undefined) return unknown(bound.range, 'new-object');
  const key = type.toLowerCase().replace(/^system\./, '');
  if (/^(?:psobject|management\.automation\.psobject|pscustomobject)$/.test(key))
    return given(bound, 'property') ?? unknown(bound.range, '');
  return made(bound.call, bound.state, key, items, bound.range);
}

function setsVariable(bound: Bound): Value {
  for (const name of givenItems(bound, 'name')) {
    if (name.dynamic || isGiven(bound, 'whatif')) continue;
    bound.state.variables.set(name.value.toLowerCase(), given(bound, 'value') ?? bound.input ?? NOTHING);
  }
  return NOTHING;
}
