import path from 'node:path';
import { LOSING_KINDS, READ_KINDS } from '../../effect/baseLevel.ts';
import type { Effect } from '../../effect/effect.ts';
import type { Level } from '../../effect/level.ts';
import type { Marked, PreviewEntry, PreviewSource, Remark } from '../preview.ts';
import { openRowReport, rowSample } from '../rowReport.ts';
import type { AskConfigured } from './configured/askConfigured.ts';
import { findTarget } from './findTarget.ts';
import type { KnownServers } from './remoteServer.ts';
import { afterChanges, doubted, type ServerLook } from './serverHit.ts';
import { serverTexts, type ServerTexts } from './serverTexts.ts';
import { keepSpare, takeThread } from './spareThread.ts';
import { dialWords, type Target } from './target.ts';
import type { ServerKind } from './targetOf.ts';
import type { FromServerWorker, ServerJob } from './workerMessages.ts';

export interface ServerOptions {
  /** What reports call it. */
  readonly name: string;
  readonly dialects: readonly string[];
  readonly kind: ServerKind;
  readonly servers: KnownServers;
  readonly configured: AskConfigured;
  /** The built worker. */
  readonly worker: string;
  /** False: environment files are not looked into. */
  readonly disk: boolean;
  /** Milliseconds for one database. Default 6,000. */
  readonly time?: number;
  /** Milliseconds for one query. Default 2,000. */
  readonly statement?: number;
}

const TIME = 6_000;
const STATEMENT = 2_000;
const LOCK = 500;

/** Databases of one action that are looked at. */
const MOST_SERVERS = 3;

/** Rows that a text would change in a database server, found by counting in a transaction that only reads. */
export function serverSource(options: ServerOptions): PreviewSource {
  return {
    name: options.name,
    wants: (subject) => {
      const { servers, unknown } = serverTexts(subject, options.dialects);
      return servers.length > 0 || unknown.length > 0;
    },
    async look(subject, report, signal) {
      const { servers, unknown } = serverTexts(subject, options.dialects);
      const found = openRowReport(options.name, unknown, report, signal);
      found.tell('counting');
      // It loads while the database is sought.
      if (servers.length > 0) keepSpare(path.resolve(options.worker));
      const changed = new Set<string>();
      for (const server of servers.slice(0, MOST_SERVERS)) {
        const sought = await findTarget(server, subject, options);
        if (!sought.ok) {
          found.unknown.push(sought.why);
          continue;
        }
        const { target } = sought;
        // The same database as another user, or from another folder; of one server of MySQL's all may be reached.
        const place = `${dialWords(target.dial)} ${options.kind.dialect === 'postgresql' ? target.database : ''}`;
        const isAfter = changed.has(place);
        const shown = (look: ServerLook): readonly PreviewEntry[] =>
          entriesOf(server, target, isAfter ? afterChanges(look) : look);
        const look = await lookInWorker(
          options,
          server,
          target,
          (part) => found.tell('counting', shown(part), part.unknown),
          signal,
        );
        if (signal.aborted) return;
        if (look.changes === true) changed.add(place);
        const said = look.marked === undefined ? [] : [markRemark(look.marked, target)];
        if (look.marked !== undefined && found.marked?.by !== 'production')
          found.marked = { by: look.marked, level: levelAt(look.marked, subject.reading.effects) };
        found.entries.push(...shown(look));
        found.unknown.push(...look.unknown);
        // A database that was not reached names itself in the reason.
        const reached = look.unknown.every(({ code }) => !code.startsWith('unknown.database-'));
        if (look.hits.length === 0 && reached) found.unknown.push(target.looked, ...target.doubts, ...said);
      }
      for (const { connection } of servers.slice(MOST_SERVERS))
        found.unknown.push({ code: 'unknown.too-many-databases', values: { path: connection.target } });
      found.tell('done');
    },
  };
}

function lookInWorker(
  { worker, time, statement }: ServerOptions,
  { texts }: ServerTexts,
  target: Target,
  progress: (look: ServerLook) => void,
  signal: AbortSignal,
): Promise<ServerLook> {
  return new Promise((resolve) => {
    let last: ServerLook = { hits: [], unknown: [] };
    let ended: ServerLook | undefined;
    const job: ServerJob = { target, texts, limits: { statement: statement ?? STATEMENT, lock: LOCK } };
    const thread = takeThread(path.resolve(worker));
    const because = (code: string, message = ''): ServerLook => ({
      hits: last.hits,
      unknown: [...last.unknown, { code, values: { database: target.database, message } }],
    });
    const end = (look: ServerLook): void => {
      if (ended !== undefined) return;
      ended = look;
      clearTimeout(late);
      signal.removeEventListener('abort', cancel);
      resolve(look);
      // One after the other: two at a time would take the memory of two.
      void thread.terminate().then(() => keepSpare(path.resolve(worker)));
    };
    const late = setTimeout(() => end(because('unknown.database-late')), time ?? TIME);
    const cancel = (): void => end(because('unknown.cancelled'));
    signal.addEventListener('abort', cancel, { once: true });
    thread.on('message', (message: FromServerWorker) => {
      if (message.type === 'done') end(message.look);
      else if (message.type === 'unable') end({ hits: last.hits, unknown: [...last.unknown, message.why] });
      else {
        last = message.look;
        progress(message.look);
      }
    });
    thread.postMessage(job);
    thread.on('error', (error) => end(because('unknown.database-failed', error.message.slice(0, 200))));
    thread.on('exit', () => end(because('unknown.database-failed', 'its thread ended')));
  });
}

/** What a text weighs in a database that says what it is. To change what others rely on is never less than high. */
function levelAt(marked: Marked, effects: readonly Effect[]): Level {
  const kinds = effects.map(({ kind }) => kind).filter((kind) => kind.startsWith('sql.') && !READ_KINDS.has(kind));
  if (kinds.some((kind) => LOSING_KINDS.has(kind))) return marked === 'production' ? 'critical' : 'high';
  return kinds.length > 0 && marked === 'production' ? 'high' : 'none';
}

function markRemark(marked: Marked, { database }: Target): Remark {
  return { code: `note.marked-${marked}`, values: { database } };
}

function entriesOf(server: ServerTexts, target: Target, { hits, marked }: ServerLook): readonly PreviewEntry[] {
  const first = [target.looked, ...(marked === undefined ? [] : [markRemark(marked, target)])];
  const again: readonly Remark[] = server.repeats === true ? [{ code: 'note.repeats', values: {} }] : [];
  return doubted(hits, [...target.doubts, ...again]).map((hit, index) => ({
    object: { type: hit.type, name: hit.name, connection: server.connection },
    verb: hit.verb,
    via: hit.via,
    ...(hit.from === undefined ? {} : { from: hit.from }),
    count: hit.count,
    unit: 'rows',
    ...(hit.of === undefined ? {} : { of: hit.of }),
    ...(hit.bytes === undefined ? {} : { bytes: hit.bytes }),
    undo: hit.verb === 'insert' || hit.verb === 'alter' ? 'unknown' : 'none',
    ...rowSample(hit.sample),
    // Which database it is stands once, with what comes first.
    ...(index > 0 && hit.notes.length === 0 ? {} : { notes: index === 0 ? [...hit.notes, ...first] : hit.notes }),
  }));
}
