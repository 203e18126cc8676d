import { act, actOnFile, opaque } from '../effects/act.ts';
import { has, valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import type { Tool } from './tool.ts';
import { verbs } from './languageCalls.ts';

/** A compiler or a checker of one language: it reads sources of the workspace and makes files there. */
function compiles(call: Call): void {
  const { args } = call;
  if (args.length > 0 && args.every(({ value }) => /^--?(?:version|help|print-[\w-]+|[vVh])$/.test(value))) return;
  if (args.length === 0) opaque(call, call.title, call.range, 'problem.interactive');
  else if (args.some(({ value }) => /^(?:-e|-script|--script|-Xplugin.*|-J.*|@.*|-Xload.*)$/.test(value)))
    opaque(call, call.title, call.range, 'problem.runs-program');
  else act(call, 'exec.project', 'operation', call.title, call.range);
}

/** `clj -M:test`, `-X:build`: aliases of deps.edn. Code among the words, or other dependencies, is not read. */
function clojure(call: Call): void {
  const words = call.args.map(({ value }) => value);
  // To tell the path or the tree it fetches what deps.edn names.
  if (words.length === 1 && /^(?:-Sdescribe|--help|-h|-version)$/.test(words[0] ?? '')) return;
  if (words.length === 1 && /^-S(?:path|tree)$/.test(words[0] ?? '')) {
    act(call, 'exec.project', 'operation', `${call.title} ${words[0] ?? ''}`, call.range);
    return;
  }
  const alias = words.find((word) => /^-[MXTA](?::[\w./:+-]+)+$/.test(word));
  if (alias === undefined || words.some((word) => /^(?:-e|--eval|-Sdeps.*|-i|--init|-Sconfig-\w+)$/.test(word)))
    opaque(call, call.title, call.range, 'problem.unknown-command');
  else act(call, 'exec.project', 'operation', `${call.title} ${alias}`, call.range);
}

/** Makes and looks at keys in a key store. */
function keytool(call: Call): void {
  const store = valueOf(call, 'keystore');
  // It shows names and certificates: no key that is kept there comes out.
  const looks = has(call, 'list');
  if (store !== undefined) actOnFile(call, looks ? 'look' : 'read', store);
  const loads = call.args.some(({ value }) => /^-(?:J|provider|addprovider)/i.test(value));
  if (!loads && has(call, 'list', 'printcert', 'printcertreq', 'help', 'showinfo')) return;
  opaque(call, call.title, call.range, 'problem.unknown-command');
}

/** Tools for Java and the languages that run on it. */
export const javaToolsTools: readonly Tool[] = [
  {
    names:
      'kotlinc scalac groovyc ocamlopt ocamlfind elixirc fpc luac coffee valac gnatmake ldc2 dmd yasm yacc bison flex asm6809 rgbasm',
    free: true,
    noHelp: true,
    also: compiles,
    examples: {
      held: { 'kotlinc src -d out.jar': 'exec.project', 'kotlinc -script a.kts': 'exec.opaque', luac: 'exec.opaque' },
      passed: ['kotlinc -version'],
    },
  },
  {
    names: 'clj clojure',
    free: true,
    noHelp: true,
    also: clojure,
    examples: {
      held: { 'clj -M:test': 'exec.project', 'clj -M -e \'(slurp "a")\'': 'exec.opaque' },
      passed: ['clj -Sdescribe'],
    },
  },
  {
    names: 'scala-cli mill jbang quarkus grails micronaut spring',
    free: true,
    noHelp: true,
    also: verbs(/^(?:version|help)$/, /^(?:compile|test|fmt|doc|__\.compile|__\.test)$/),
    examples: {
      held: { 'scala-cli test .': 'exec.project', 'scala-cli publish .': 'exec.opaque' },
      passed: ['scala-cli version'],
    },
  },
  {
    names: 'jcmd jinfo jstat jdeps jhsdb jdeprscan',
    free: true,
    noHelp: true,
    also: (call) => {
      const rest = call.args.slice(1).map(({ value }) => value);
      // `jcmd PID GC.run`, `VM.system_properties`: only what prints figures.
      const more = call.args.some(({ value }) => /^-J|^-?-(?:dot-?output|generate-.*)/.test(value));
      const looks =
        (/^(?:jstat|jdeps|jdeprscan)$/.test(call.title) && !more) ||
        rest.length === 0 ||
        (call.title === 'jcmd' &&
          /^(?:help|VM\.(?:version|uptime|flags|info|metaspace|native_memory|classloader_stats)|Thread\.print|GC\.(?:heap_info|class_histogram))$/.test(
            rest[0] ?? '',
          ));
      if (!looks) opaque(call, call.title, call.range, 'problem.unknown-command');
      if (call.title.startsWith('jdep'))
        for (const arg of call.args) if (/\.(?:jar|class)$/.test(arg.value)) actOnFile(call, 'read', arg);
    },
    examples: {
      held: {
        'jcmd 42 GC.heap_dump a.hprof': 'exec.opaque',
        'jdeps --generate-module-info out app.jar': 'exec.opaque file.read',
      },
      passed: ['jcmd', 'jcmd 42 Thread.print', 'jstat -gc 42', 'jdeps --list-deps app.jar'],
    },
  },
  {
    names: 'keytool',
    single: true,
    free: true,
    options:
      'list printcert printcertreq showinfo help v rfc keystore= storepass= alias= file=read storetype= J= jarfile=read sslserver=network.fetch:host',
    also: keytool,
    examples: {
      held: { 'keytool -genkeypair -alias x -keystore a.jks': 'exec.opaque secret.read' },
      passed: ['keytool -printcert -file a.crt', 'keytool -list -keystore trust.jks'],
    },
  },
];
