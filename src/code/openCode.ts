import type { Effect } from '../effect/effect.ts';
import type { Context, OpenReader, Reading, RemoteReader, Source } from '../reading/reader.ts';
import { isReading } from '../reading/remote.ts';
import { WORKER_PROBLEMS, type WorkerPort } from '../reading/workerPort.ts';
import { openParsers, type Parsers, type WasmFile } from './openParsers.ts';
import { LANGUAGES } from './languages.ts';
import type { ProgramLanguage } from './programLanguage.ts';
import { absolutePath } from '../effect/path.ts';
import { GIVEN } from './perl/bindings.ts';
import type { PerlRead } from './perl/opened.ts';
import { readsOfPerl } from './perl/plainPerl.ts';
import { parseProgram, readProgram } from './readProgram.ts';
import { scanned, scanWords } from './words/scanWords.ts';

export interface CodePorts {
  readonly worker: WorkerPort;
  /** The grammars, for what is read in this thread. */
  readonly wasm: WasmFile;
  /** Milliseconds since any fixed moment. */
  readonly now: () => number;
}

/** Milliseconds the worker may take for one text; then it is ended and built anew. */
const DEADLINE_MS = 1000;
/** Longest program that is parsed, in UTF-16 units: a parser that mends errors takes more than its share of time. */
const MAX_PARSED = 64 * 1024;
/** The same of Perl's, which are read here by their words. */
const MAX_PERL = 8 * 1024;
/**
 * Programs up to this many units are read in this thread, where the parser stops after `HERE_MS`: most are one line, and
 * waking another thread on a busy machine takes ten times as long as reading one.
 */
const MAX_HERE = 2 * 1024;
const HERE_MS = 10;
/** Milliseconds for the reading of what was parsed here: a program of two lines can be made to take a second. */
const FOLLOWED_HERE_MS = 25;
/** The clock is looked at each time that so many terms were. */
const TERMS_A_LOOK = 32;

class NoTimeHere extends Error {}

/** A program in a language without a grammar here, of which it is known all the same that it only computes and reads. */
function readPerl(source: Source, context: Context): Reading | undefined {
  const { dialect, text, file } = source;
  if (dialect !== 'perl' || file !== undefined || text.length > MAX_PERL) return undefined;
  const reads = readsOfPerl(text, Object.keys(context.environment));
  return reads === undefined
    ? undefined
    : {
        effects: reads.flatMap((read) => perlEffects(read, source, context)),
        embedded: [],
        problems: [],
        asks: [],
        complete: true,
      };
}

function perlEffects({ path, isFolder, range }: PerlRead, { text, args }: Source, context: Context): readonly Effect[] {
  const paths =
    path !== GIVEN
      ? [path]
      : args === 'unknown'
        ? [undefined]
        : (args ?? []).map((word) => (word === null ? undefined : typeof word === 'string' ? word : word.pattern));
  return paths.map((one) => ({
    kind: 'file.read',
    object:
      one === undefined
        ? { type: 'unknown', name: text.slice(...range) }
        : {
            type: /[*?[{]/.test(one) ? 'glob' : isFolder ? 'directory' : 'file',
            name: absolutePath(one, context.cwd),
          },
    range,
    certainty: 'possible',
    undo: 'unknown',
    environment: context.place,
    traits: [...context.traits, ...(one === undefined ? (['dynamic'] as const) : [])],
  }));
}

/** Opens the reader of programs: those of `LANGUAGES` on their syntax trees, all else by its words. */
export function openCodeReader(ports: CodePorts): OpenReader {
  let parsers: Parsers | undefined;
  /** Undefined: it takes too long for this thread, or its parser died. */
  const readHere = async (
    language: ProgramLanguage,
    source: Source,
    context: Context,
  ): Promise<Reading | undefined> => {
    try {
      parsers ??= openParsers(ports.wasm);
      let end = ports.now() + HERE_MS;
      const tree = await parseProgram(parsers, language, source, {
        async loading(work) {
          await work;
          end = ports.now() + HERE_MS;
        },
        isOver: () => ports.now() > end,
      });
      if (tree === 'stopped') return undefined;
      end = ports.now() + FOLLOWED_HERE_MS;
      let looks = 0;
      return readProgram(language, tree, source, context, () => {
        looks += 1;
        if (looks % TERMS_A_LOOK === 0 && ports.now() > end) throw new NoTimeHere();
      });
    } catch (error) {
      // A wasm module that has failed once may fail silently later.
      if (!(error instanceof NoTimeHere)) parsers = undefined;
      return undefined;
    }
  };
  const readInWorker = async (source: Source, context: Context): Promise<Reading> => {
    const answer = await ports.worker.ask({ source, context }, DEADLINE_MS);
    if (!answer.ok) return scanned(source, context, WORKER_PROBLEMS[answer.why]);
    return isReading(answer.value) ? answer.value : scanned(source, context, 'problem.reader-failed');
  };
  const read: RemoteReader = async (source, context) => {
    const language = LANGUAGES.get(source.dialect ?? '');
    if (language === undefined) return readPerl(source, context) ?? scanWords(source, context);
    if (source.text.length > MAX_PARSED) return scanned(source, context, 'problem.too-long');
    const here = source.text.length <= MAX_HERE ? await readHere(language, source, context) : undefined;
    return here ?? (await readInWorker(source, context));
  };
  return () => Promise.resolve(read);
}
