import { act, actOnFile } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';

export function optionValue(call: Call, ...names: readonly string[]): Arg | undefined {
  return call.args.find((_, index) => names.includes(call.args[index - 1]?.value ?? ''));
}

/** A pattern of all that is in a bucket names the bucket; `ss:///b` is Supabase's. */
export function bucketOf(value: string): string {
  const named = value.replace(/^[a-z0-9]+:\/\/\/?/, '');
  let end = named.length;
  // A pattern of all these at the end would look for it anew from each of them.
  while (named.endsWith('/*', end) || named.endsWith('/**', end)) end = named.lastIndexOf('/', end - 1);
  return named.slice(0, end).replace(/\/$/, '');
}

/** `aws s3`, `gsutil`, `gcloud storage`, `mc`, `rclone`: copies between here and a bucket. */
export function s3(call: Call, verb: Arg, rest: readonly Arg[]): void {
  const places = rest.filter(
    (arg, index) =>
      !arg.value.startsWith('-') &&
      !/^--(?:max-delete|max-transfer|max-age|min-age|max-size|min-size|bwlimit|transfers|checkers|backup-dir|suffix|filter|filter-from|include-from|exclude-from|files-from|log-file|log-level|tpslimit|retries|config|exclude|include|acl|storage-class|sse|cache-control|content-type|metadata|expires-in|page-size|region|profile)$/.test(
        rest[index - 1]?.value ?? '',
      ),
  );
  // MinIO's client writes `ALIAS/BUCKET`; a folder of this machine begins with a dot or a slash.
  const byAlias = /^mc(?:li)?$/.test(call.title);
  const cloud = (arg: Arg): boolean =>
    /^(?:s3|gs|r2|az):\/\/|^[\w-]+:/.test(arg.value) || (byAlias && /^[\w-]+\/[\w-]/.test(arg.value));
  const recursive = rest.some((arg) => /^(?:--recursive|-r|-R)$/.test(arg.value));
  if (recursive) call.traits.add('recursive');
  const [from, to] = places;
  switch (verb.value) {
    case 'ls':
    case 'presign':
    case 'du':
    case 'stat':
    case 'cat':
      return;
    case 'rm':
    case 'rb':
    case 'mb': {
      const kind = verb.value === 'mb' ? 'infra.create' : verb.value === 'rb' ? 'infra.destroy' : 'store.delete';
      for (const place of places)
        act(call, kind, place.dynamic ? 'unknown' : 'bucket', bucketOf(place.value), place.range, {
          undo: 'none',
          ...(place.dynamic ? { certainty: 'possible' as const } : {}),
        });
      return;
    }
    case 'website':
      for (const place of places.slice(0, 1)) act(call, 'infra.change', 'bucket', bucketOf(place.value), place.range);
      return;
    default: {
      if (from === undefined || to === undefined) return;
      const deletes = rest.some((arg) =>
        /^(?:--delete|-d|--delete-unmatched-destination-objects|--remove)$/.test(arg.value),
      );
      if (verb.value === 'mv') {
        if (cloud(from)) act(call, 'store.delete', 'bucket', bucketOf(from.value), from.range);
        else actOnFile(call, 'delete', from);
      } else if (!cloud(from)) actOnFile(call, recursive || verb.value === 'sync' ? 'list' : 'read', from);
      else act(call, 'store.read', 'bucket', bucketOf(from.value), from.range);
      if (!cloud(to)) actOnFile(call, 'output', to);
      else {
        act(call, 'store.write', 'bucket', bucketOf(to.value), to.range);
        call.state.sends = true;
        if (deletes) act(call, 'store.delete', 'bucket', bucketOf(to.value), to.range, { traits: ['whole-table'] });
      }
    }
  }
}
