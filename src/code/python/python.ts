import type { ProgramLanguage } from '../programLanguage.ts';
import { rulesOf } from '../value/rule.ts';
import { presetOptions } from './argparse.ts';
import { pythonClouds } from './clouds.ts';
import { pythonComputing } from './computing.ts';
import { pythonDatabases } from './databases.ts';
import { pythonDecoding } from './decoding.ts';
import { pythonDocuments } from './documents.ts';
import { pythonFiles } from './files.ts';
import { pythonFrames } from './frames.ts';
import { pythonImages } from './images.ts';
import { importPython } from './imports.ts';
import { pythonLearning } from './learning.ts';
import { PYTHON_FORMS } from './lowerPython.ts';
import { pythonNetwork } from './network.ts';
import { pythonProcesses } from './processes.ts';
import { pythonServers } from './servers.ts';
import { pythonStandard } from './standard.ts';
import { pythonTesting } from './testing.ts';

const families = [
  pythonFrames,
  pythonComputing,
  pythonStandard,
  pythonDecoding,
  pythonDocuments,
  pythonImages,
  pythonLearning,
  pythonFiles,
  pythonProcesses,
  pythonNetwork,
  pythonServers,
  pythonDatabases,
  pythonClouds,
  pythonTesting,
];

/** Things with members of any name, which are no modules. */
const THINGS = /^(?:os\.environ|sys\.\w+|flask\.request|pandas\.options)$/;
/** Things that have a member for every name. */
const MOCKS = /^unittest\.mock\.(?:made|call|sentinel)$/;
/** Classes, packages and texts in lower case that modules have. */
const PARTS =
  /^(?:[A-Z]\w*|\[\]|\d+|datetime|date|time|timedelta|timezone|utc|abc|tok_name|chain|defaultdict|deque|array|fromkeys|entities|parser|utils|header|headerregistry|message|policy|errors|mime|text|multipart|base|record|ascii_\w+|digits|hexdigits|octdigits|punctuation|printable|whitespace|month_\w+|day_\w+|tzname|pi|inf|nan)$/;

/** Every module has those that it loads itself: `random._os.remove` is `os.remove`, and `re.enum.sys.modules` holds all of them. */
function isPartOf(wide: string, rest: string): boolean {
  if (THINGS.test(wide)) return !/(?:^|\.)__/.test(rest);
  // It may hold whatever is put into it.
  if (MOCKS.test(wide)) return rest.split('.').every((name) => !python.rules.deeds.has(name));
  const names = rest.split('.');
  return !/^_(?!_)/.test(names[0] ?? '') && names.slice(0, -1).every((name) => PARTS.test(name));
}

export const python: ProgramLanguage = {
  name: 'python',
  families,
  rules: rulesOf(
    families.flatMap(({ rules }) => rules),
    isPartOf,
  ),
  grammars: ['python'],
  forms: PYTHON_FORMS,
  importing: importPython,
  given: { name: 'sys.argv', first: 1 },
  presets: presetOptions,
  fills: new Map([
    ...'append add insert appendleft push heappush heappushpop heapreplace insort insort_left insort_right setdefault put put_nowait'
      .split(' ')
      .map((name) => [name, 'it'] as const),
    ...'extend update extendleft'.split(' ').map((name) => [name, 'each'] as const),
  ]),
  shows:
    /^(?:print|str|repr|type|isinstance|hasattr|len|bool|id|dir|help|callable|issubclass|pprint\.(?:pprint|pp)|dataclasses\.(?:fields|is_dataclass)|inspect\.(?:get(?:source|doc|file|sourcefile|mro)|is\w+|signature))$/,
  handsClasses:
    /^(?=[^]*\bpathlib\b)[^]*(?:\.annotation\b|__(?:annotations|args|bases|mro)__|\bget_a(?:rgs|nnotations)\b|\bgetmro\b|\bfields\(|\.mro\()/,
  makesFields: 'dataclasses.dataclass',
  remakes: /^(?:dataclasses|copy)\.replace$/,
  forgets:
    /^(?:print|len|sum|min|max|any|all|str|repr|isinstance|type|bool|json\.dumps?|pprint\..*|os\.path\..*|open|map|filter|collections\.Counter|statistics\..*)$/,
  // `from shop.models import Order`: the table has the application's name before its own.
  unbound(name) {
    const [, app, model] = /^(?:\w+\.)*(\w+)\.models\.([A-Z]\w*)$/.exec(name) ?? [];
    if (app === undefined || model === undefined) return undefined;
    return {
      is: 'object',
      type: 'model',
      target: { is: 'text', text: `${app}_${model.toLowerCase()}`, range: [0, 0] },
    };
  },
  member(on, name) {
    if (on.is === 'text') return undefined;
    // What `os.scandir` gives: its path is what it was made of.
    if (on.type === 'path' && name === 'path') return on.target;
    return /^(?:model|bucket)$/.test(on.type) && /^(?:objects|object_versions)$/.test(name) ? on : undefined;
  },
  canonical: (name) => name.replace(/^builtins\.(?!class$)/, '').replace(/^(?:posixpath|ntpath)(?=\.|$)/, 'os.path'),
};
