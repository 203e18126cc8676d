import path from 'node:path';
import type { CommandWords } from '../commandWords.ts';
import { goWords } from '../tools/goWords.ts';

export type DockerVerb =
  | 'container rm'
  | 'container prune'
  | 'image rm'
  | 'image prune'
  | 'volume rm'
  | 'volume prune'
  | 'network rm'
  | 'network prune'
  | 'system prune'
  | 'compose down'
  | 'compose rm';

/** The words of one command of Docker's that removes something. */
export interface DockerWords extends CommandWords {
  readonly verb: DockerVerb;
  /** Of compose: the folder in which it looks for its file, the files and the project that the words name. */
  readonly folder: string;
  readonly files: readonly string[];
  readonly project?: string;
  /** It names an engine, or settings that name one. */
  readonly elsewhere: boolean;
}

const SPECS: Readonly<Record<DockerVerb, string>> = {
  // With -l it is a link that goes, not the container.
  'container rm': 'f,force v,volumes',
  'container prune': 'f,force filter=',
  'image rm': 'f,force no-prune platform=',
  'image prune': 'a,all f,force filter=',
  'volume rm': 'f,force',
  'volume prune': 'a,all f,force filter=',
  'system prune': 'a,all f,force volumes filter=',
  'network rm': 'f,force',
  'network prune': 'f,force filter=',
  'compose down': 'v,volumes rmi= remove-orphans t,timeout=',
  'compose rm': 'f,force s,stop v,volumes',
};

/** Before the verb of compose. */
const COMPOSE =
  'f,file= p,project-name= project-directory= env-file= profile= ansi= progress= parallel= log-level= compatibility all-resources verbose H,host= c,context= tls tlscacert= tlscert= tlskey= tlsverify';
const COMPOSE_VALUED =
  /^(?:-[fpHc]|--(?:file|project-name|project-directory|env-file|profile|ansi|progress|parallel|log-level|host|context|tlscacert|tlscert|tlskey))$/;

/** By the words as they are written. */
const VERBS: Readonly<Record<string, DockerVerb>> = {
  rm: 'container rm',
  'container rm': 'container rm',
  'container remove': 'container rm',
  'container prune': 'container prune',
  rmi: 'image rm',
  'image rm': 'image rm',
  'image remove': 'image rm',
  'image prune': 'image prune',
  'volume rm': 'volume rm',
  'volume remove': 'volume rm',
  'volume prune': 'volume prune',
  'network rm': 'network rm',
  'network remove': 'network rm',
  'network prune': 'network prune',
  'system prune': 'system prune',
};

/** Options before the verb that have the next word for a value, and those that name an engine, whatever is joined to them. */
const VALUED = /^(?:-[Dv]*[Hcl]|--(?:host|context|config|log-level|tlscacert|tlscert|tlskey))$/;
const ENGINE = /^(?:-[Dv]*[Hc]|--(?:host|context|config|tls))/;

/** Undefined: no command of Docker's, or one that removes nothing that is looked up here. `cwd`: where it runs. */
export function dockerWords(argv: readonly string[], cwd: string): DockerWords | undefined {
  const program = path.basename(argv[0] ?? '');
  if (program === 'docker-compose') return composeWords(argv.slice(1), cwd, false);
  if (program !== 'docker') return undefined;
  let at = 1;
  let elsewhere = false;
  for (; argv[at]?.startsWith('-') === true; at += 1) {
    elsewhere ||= ENGINE.test(argv[at] ?? '');
    if (VALUED.test(argv[at] ?? '')) at += 1;
  }
  const [first = '', second = ''] = argv.slice(at);
  if (first === 'compose') return composeWords(argv.slice(at + 1), cwd, elsewhere);
  const two = `${first} ${second}`;
  const name = Object.hasOwn(VERBS, two) ? two : first;
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (verb === undefined) return undefined;
  const words = goWords(SPECS[verb], argv.slice(at + name.split(' ').length));
  return { ...words, operands: [...words.operands, ...(words.after ?? [])], verb, folder: cwd, files: [], elsewhere };
}

function composeWords(argv: readonly string[], cwd: string, elsewhere: boolean): DockerWords | undefined {
  let at = 0;
  for (; argv[at]?.startsWith('-') === true; at += 1) if (COMPOSE_VALUED.test(argv[at] ?? '')) at += 1;
  const verb = argv[at];
  if (verb !== 'down' && verb !== 'rm') return undefined;
  const before = goWords(COMPOSE, argv.slice(0, at));
  const words = goWords(SPECS[`compose ${verb}`], argv.slice(at + 1));
  const last = (option: string): string | undefined => before.values.get(option)?.at(-1);
  const project = last('project-name');
  const files = (before.values.get('file') ?? []).filter((file) => file !== '-');
  // Of several files the first one says where the project is.
  const folder = last('project-directory') ?? (files[0] === undefined ? '.' : path.dirname(files[0]));
  return {
    ...words,
    certain: words.certain && before.certain,
    operands: [...words.operands, ...(words.after ?? [])],
    verb: `compose ${verb}`,
    folder: path.resolve(cwd, folder),
    files: files.map((file) => path.resolve(cwd, file)),
    ...(project === undefined ? {} : { project }),
    elsewhere:
      elsewhere || [...before.values.keys(), ...before.flags.keys()].some((name) => /^(?:host|context|tls)/.test(name)),
  };
}
