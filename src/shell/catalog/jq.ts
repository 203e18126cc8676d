import { act, actOnFile, opaque } from '../effects/act.ts';
import { pathOf } from '../effects/argPath.ts';
import { isSecretVariable } from '../effects/secrets.ts';
import { isShortKey, jqCodes } from '../calls/jqCode.ts';
import { jqText } from '../calls/jqText.ts';
import type { Arg } from '../state/arg.ts';
import { has, valuesOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import type { Tool } from './tool.ts';

/** `$ENV.TOKEN`, `env.TOKEN`, `env` whole, and yq's `env(TOKEN)`. Plain `.env` and `{env: 1}` are keys. */
const ENVIRONMENT =
  /(?:(?<![.\w$@"-])(?:str)?env(?![\w-]|\s*:(?!:))|\$ENV\b)(?:\s*(?:\.\s*(?:(\w+)|"(\w+)")|\[\s*"(\w+)"\s*\]|\(\s*(\w+)\s*\)))?/g;
/** `load("a.yml")` of yq's, whose name may be known only when it runs. */
const LOADED = /\bload(?:_?\w+)?\s*\(\s*(?:"([^"\\]+)"\s*\))?/g;
/** A filter of that name, not a key. */
const filter = (names: string, next: string): RegExp => new RegExp(`(?<![.\\w$@"])(?:${names})${next}`);
const MODULE = filter('import|include', '\\s*"');
const STARTED = filter('system|eval', '\\s*\\(');
const SUBSTITUTED = filter('envsubst', '(?!\\w|\\s*:)');

/** What a program does besides taking its input apart. */
function readProgram(call: Call, { value, range }: Arg): void {
  for (const code of jqCodes(value)) {
    for (const match of code.matchAll(ENVIRONMENT)) {
      const [word, ...names] = match;
      if (word === 'env' && isShortKey(code, match.index, match.index + word.length)) continue;
      // Put together when it runs, it may be any.
      const name = names.find((one) => one !== undefined);
      if (name === undefined || isSecretVariable(name))
        act(call, 'secret.read', 'secret', name ?? 'environment', range);
    }
    if (MODULE.test(code)) opaque(call, value, range, 'problem.unread-file');
    if (call.title !== 'yq') continue;
    if (STARTED.test(code)) opaque(call, value, range, 'problem.runs-program');
    if (SUBSTITUTED.test(code)) act(call, 'secret.read', 'secret', 'environment', range);
  }
}

function loadsFiles(call: Call, operand: Arg): void {
  for (const [, file] of operand.value.matchAll(LOADED))
    if (file === undefined) opaque(call, operand.value, operand.range, 'problem.dynamic', ['dynamic']);
    else actOnFile(call, 'read', { ...operand, value: file, dynamic: false });
}

/** `-f FILE`: a program that the same text has written is read; of any other nobody here knows what it does. */
function readsProgramFiles(call: Call): void {
  for (const file of valuesOf(call, 'f', 'from-file')) {
    if (isFrontMatter(call, file)) continue;
    const path = pathOf(call, file);
    const isInput = path !== undefined && /^\/(?:dev\/stdin|dev\/fd\/0|proc\/self\/fd\/0)$/.test(path);
    const written = path === undefined ? undefined : call.scope.files.get(path);
    const flow = file.processSubstitution === true ? file.flow : isInput ? call.stdin : written;
    if (flow?.text === undefined) {
      opaque(call, file.value, file.range, file.dynamic ? 'problem.dynamic' : 'problem.unread-file');
      continue;
    }
    const program = { ...file, value: flow.text, range: flow.range };
    readProgram(call, program);
    if (call.title === 'yq') loadsFiles(call, program);
  }
}

/** `yq -f extract`: what stands above a document's text. */
function isFrontMatter(call: Call, { value }: Arg): boolean {
  return call.title === 'yq' && /^(?:extract|process)$/.test(value);
}

/** Words of jq that bring in more than its input. */
const BRINGS_IN = /\benv\b|\$ENV|\$__|\binput_filename\b|\bimport\b|\binclude\b|\bget_search_list\b|\bmodulemeta\b/;

/** Programs of one language that take JSON and YAML apart. */
export const jqTools: readonly Tool[] = [
  {
    names: 'jq yq tomlq gojq jaq',
    options:
      'n,null-input R,raw-input s,slurp c,compact-output r,raw-output j,join-output raw-output0 a,ascii-output S,sort-keys C,color-output M,monochrome-output tab indent= unbuffered stream stream-errors seq f,from-file=read L= e,exit-status arg= argjson= slurpfile= rawfile= args jsonargs b,binary P,prettyPrint o,output-format= split-exp= split-exp-file=read p,input-format= i,inplace,in-place N,no-doc I= X x t toml-output y Y w u',
    also: (call) => {
      const inPlace = has(call, 'inplace');
      // `yq -s` splits a document into files that its own expression names.
      if (call.title === 'yq' && has(call, 's', 'split-exp', 'split-exp-file'))
        opaque(call, call.title, call.range, 'problem.unknown-option');
      // These take two words, a name and a value or a file.
      const second = call.args.flatMap(({ value }, index) =>
        /^--(?:arg|argjson|slurpfile|rawfile)$/.test(value) ? [{ name: value, arg: call.args[index + 2] }] : [],
      );
      for (const { name, arg } of second) if (arg !== undefined && name.endsWith('file')) actOnFile(call, 'read', arg);
      for (const operand of call.parsed.operands) {
        if (!/env|import|include|system|eval/i.test(operand.value)) continue;
        readProgram(call, operand);
      }
      if (call.title === 'yq') for (const operand of call.parsed.operands) loadsFiles(call, operand);
      const operands = call.parsed.operands.filter((operand) => second.every(({ arg }) => arg !== operand));
      readsProgramFiles(call);
      const isOfFile = valuesOf(call, 'f', 'from-file').some((file) => !isFrontMatter(call, file));
      for (const file of isOfFile ? operands : operands.slice(1))
        if (!/^(?:eval|e|ea|eval-all)$/.test(file.value)) actOnFile(call, inPlace ? 'write' : 'read', file);
      if (call.title === 'jq' && !isOfFile && !call.args.some(({ value }) => BRINGS_IN.test(value)))
        call.state.passage = 'part';
      if (/^(?:jq|gojq|jaq)$/.test(call.title) && !isOfFile) call.state.stdout = jqText(call) ?? call.state.stdout;
    },
    examples: {
      held: {
        "yq -i '.a = 1' a.yml": 'file.write',
        'jq -n env': 'secret.read',
        'jq -n \'$ENV["API" + "_TOKEN"]\'': 'secret.read',
        'jq -n \'env["API" + "_TOKEN"]\'': 'secret.read',
        'jq -n \'"a \\(1) # " + env.API_TOKEN\'': 'secret.read',
        'jq -n \'# "\nenv # "\'': 'secret.read',
        'jq -n \'# \\\n"\nenv # "\'': 'secret.read',
        'jq -n \'"\\("\\(env)")"\'': 'secret.read',
        'jq -n "{a: [1, env]}"': 'secret.read',
        'jq -n "{a: 1} + ([{b: 2}, env] | .[1])"': 'secret.read',
        'jq -n \'import "m" as m; m::f\'': 'exec.opaque',
        'jq -L lib \'include "m"; f\' a.json': 'exec.opaque file.read',
        'yq -n \'system("rm"; "-rf x")\'': 'exec.opaque',
        "yq 'eval(.a)' a.yml": 'exec.opaque file.read',
        "yq '.a |= envsubst' a.yml": 'file.read secret.read',
        'yq --split-exp-file f a.yml': 'exec.opaque file.read',
        "yq -n 'strenv(API_TOKEN)'": 'secret.read',
        'yq \'.a = load(".env")\' a.yml': 'file.read secret.read',
        'jq -f a.jq a.json': 'exec.opaque file.read',
        'jq --from-file a.jq a.json': 'exec.opaque file.read',
        'yq --from-file a.yq a.yml': 'exec.opaque file.read',
        "echo 'env' > a.jq; jq -n -f a.jq": 'file.write file.read secret.read',
        "jq -n --rawfile k ~/.ssh/id_rsa '$k'": 'secret.read',
      },
      passed: [
        "jq '.name' package.json",
        "jq '.env' package.json",
        'jq \'{env: .a, b: .["env"], c: "env # \\(.d)"} # env\' package.json',
        'jq \'select(.a == "import" or .include) | {import: .b}\' package.json',
        "jq '.containers[] | {name, env}' a.json",
        "yq '.system | .eval' a.yml",
        "jq -n '$ENV.HOME'",
        "jq -r --arg x 1 '.a[$x]' a.json",
        "jq -f /dev/stdin a.json <<'E'\n.a | keys\nE",
        "yq -f extract '.title' a.md",
        "jq --slurpfile b b.json '. + $b' a.json",
      ],
    },
  },
];
