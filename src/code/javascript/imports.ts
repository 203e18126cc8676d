import { absolutePath, isInside } from '../../effect/path.ts';
import { loadsOwn, opaque, state } from '../deeds/findings.ts';
import type { Findings } from '../deeds/findings.ts';
import type { Importing } from '../deeds/importing.ts';

/** One name for a module that goes by many. */
export function canonicalName(name: string): string {
  return (
    name
      .replace(/^(?:globalThis|global|window|self)\.(?=.)/, '')
      .replace(/^node:(?!sqlite|test)/, '')
      .replace(/^stream\/(?=consumers|web)/, 'stream.')
      .replace(/^bun\.(?=[A-Z$a-z])/, 'Bun.')
      .replaceAll(/\/(?=promises|promise|posix|strict$|types$)/g, '.')
      .replace(/\.default(?=\.|$)/g, '')
      // What a module that is being loaded is asked for is the promise's.
      .replace(/^.*\.(?=(?:then|catch|finally)$)/, 'Promise.')
  );
}

const BUILT_IN = new Set(
  'fs fs.promises path path.posix os util url querystring string_decoder punycode assert zlib readline events perf_hooks timers timers.promises v8 buffer crypto child_process http https http2 net tls dgram dns stream stream.promises process console worker_threads cluster vm module async_hooks tty constants node:sqlite node:test bun bun:sqlite assert.strict util.types path.win32 readline.promises dns.promises diagnostics_channel inspector repl trace_events sys stream.consumers stream.web'.split(
    ' ',
  ),
);
/** Packages whose functions have rules here. They lie in the workspace: its own code runs when they are loaded. */
const PACKAGES = new Set(
  'axios got ky undici execa zx pg postgres mysql mysql2 mysql2.promise better-sqlite3 sqlite3 fs-extra rimraf del trash shelljs semver js-yaml yaml ws nodemailer express fastify koa koa-router @koa/router hono restify polka @prisma/client mongoose mongodb redis ioredis stripe knex @aws-sdk/client-s3 @aws-sdk/client-ec2 @aws-sdk/client-dynamodb'.split(
    ' ',
  ),
);

export const importJavascript: Importing = (module, range, findings) => {
  const name = canonicalName(module);
  if (BUILT_IN.has(name) && !PACKAGES.has(module)) return;
  if (/^\.{0,2}\/.*\.json$/.test(module)) {
    const path = absolutePath(module, findings.folder);
    state(findings, 'file.read', { type: 'file', name: path }, range);
    return;
  }
  const installed = /^(?:@[\w.-]+\/)?[\w.-]+\/(?:[\w-]+\/)*package\.json$/.test(module);
  if (installed) {
    state(
      findings,
      'file.read',
      { type: 'file', name: absolutePath(`node_modules/${module}`, findings.folder) },
      range,
    );
    return;
  }
  if (PACKAGES.has(name)) {
    loadsOwn(findings, module, range);
    return;
  }
  // A package that is installed, or a file of the project: what is called of it is not known, but loading it is no secret.
  if ((PACKAGE.test(module) && !/(?:^|\/)\.\.?(?:\/|$)/.test(module)) || isOwnFile(module, findings))
    loadsOwn(findings, module, range);
  else opaque(findings, range, 'problem.unknown-import');
};

const PACKAGE = /^(?:@[\w-][\w.-]*\/)?[\w-][\w.-]*(?:\/[\w.-]+)*$/;

function isOwnFile(module: string, { folder, context }: Findings): boolean {
  if (!/^\.{1,2}\/[\w./@-]+$/.test(module)) return false;
  return isInside(absolutePath(module, folder), context.workspace);
}
