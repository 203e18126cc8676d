import { act, actOnFile, opaque } from '../effects/act.ts';
import type { Call } from '../state/call.ts';
import type { Tool } from './tool.ts';
import { bucketOf, s3 } from './cloudOptions.ts';

/** A remote whose options stand in its name: `:sftp,ssh="…":`. */
const STARTS_PROGRAM = /[,:](?:[a-z_]*(?:command|ssh|program|proxy_jump|mapper))\s*=/i;

function bucketTool(call: Call): void {
  if (call.title === 'rclone')
    for (const arg of call.args)
      if (STARTS_PROGRAM.test(arg.value)) opaque(call, arg.value, arg.range, 'problem.runs-program');
  const words = call.args.filter(
    (arg) => !/^-(?:m|o|q|D)$/.test(arg.value) && !/^--(?:config|json|quiet)$/.test(arg.value),
  );
  const at = words.findIndex((arg) => !arg.value.startsWith('-'));
  const verb = words[at];
  if (verb === undefined) return;
  const rest = [...words.slice(0, at), ...words.slice(at + 1)];
  const remove = /^(?:rm|del|delete|purge|cleanup|deletefile|rmdir|rmdirs|rb)$/.test(verb.value);
  if (
    /^(?:ls|lsd|lsl|lsf|lsjson|tree|size|about|check|version|stat|du|cat|ncdu|md5sum|find|diff|listremotes|md5|hash|info|ping|head)$/.test(
      verb.value,
    )
  )
    return;
  // `gsutil lifecycle get gs://b`: how a bucket is kept.
  if (
    call.title === 'gsutil' &&
    /^(?:versioning|lifecycle|cors|iam|acl|defacl|logging|label|web|retention|rpo|ubla|pap|requesterpays|autoclass|kms)$/.test(
      verb.value,
    ) &&
    rest.find(({ value }) => !value.startsWith('-'))?.value === 'get'
  )
    return;
  // To `gsutil` and `mc` `-n` is another option or none; s5cmd knows its own before the verb alone.
  const dry =
    call.title === 's5cmd'
      ? call.args[0]
      : call.args.find(({ value }) =>
          (/^(?:rclone|s3cmd|s4cmd)$/.test(call.title) ? /^(?:--dry-run|-n)$/ : /^(?:--dry-run|--dryRun|--fake)$/).test(
            value,
          ),
        );
  if (
    dry !== undefined &&
    (call.title !== 's5cmd' || dry.value === '--dry-run') &&
    call.title !== 'gsutil' &&
    verb.value !== 'config'
  )
    return;
  // rclone takes folders of this machine as it takes buckets.
  const places = rest.filter(({ value }) => !value.startsWith('-'));
  if (remove && call.title === 'rclone' && places[0] !== undefined && /^[./~]/.test(places[0].value)) {
    call.traits.add('recursive');
    for (const place of places.slice(0, 1)) actOnFile(call, 'delete', place);
  } else if (remove) {
    // Of rclone's verbs these two go through the whole tree without being told to.
    if (call.title === 'rclone' && /^(?:purge|delete)$/.test(verb.value)) call.traits.add('recursive');
    s3(call, { ...verb, value: verb.value === 'rb' ? 'rb' : 'rm' }, rest);
  } else if (verb.value === 'sync' && call.title === 'rclone') {
    s3(call, verb, rest);
    const target = rest.filter((arg) => !arg.value.startsWith('-')).findLast(({ value }) => /[:/.]/.test(value));
    if (target !== undefined)
      act(
        call,
        /:/.test(target.value) ? 'store.delete' : 'file.delete',
        'bucket',
        bucketOf(target.value),
        target.range,
        { traits: ['whole-table'] },
      );
  } else if (/^(?:cp|copy|mv|move|put|get|sync|mirror|rsync|copyto|moveto|mb|upload|download)$/.test(verb.value)) {
    const plain: Readonly<Record<string, string>> = {
      copy: 'cp',
      copyto: 'cp',
      put: 'cp',
      get: 'cp',
      move: 'mv',
      moveto: 'mv',
      mirror: 'sync',
      rsync: 'sync',
      upload: 'cp',
      download: 'cp',
    };
    s3(call, { ...verb, value: plain[verb.value] ?? verb.value }, rest);
  } else if (verb.value === 'config' && call.title === 'rclone')
    act(call, 'secret.read', 'secret', 'rclone config', call.range);
  else {
    const buckets = rest.filter(({ value }) => /^(?:s3|gs|r2|az|b2|azure):\/\/|^[\w-]+:|^[\w-]+\/[\w-]/.test(value));
    const named =
      buckets.length > 0
        ? buckets.map(({ value }) => bucketOf(value))
        : [rest.find((arg) => !arg.value.startsWith('-'))?.value ?? '*'];
    for (const name of named) act(call, 'infra.change', 'bucket', name, call.range);
  }
}

/** Tools for buckets of any cloud. */
export const bucketsTools: readonly Tool[] = [
  {
    names: 'gsutil rclone mc mcli s3cmd s5cmd b2 azcopy s4cmd',
    free: true,
    noHelp: true,
    also: bucketTool,
    examples: {
      held: {
        "rclone lsf ':sftp,ssh=rm x:'": 'exec.opaque',
        'gsutil -m rm -r gs://bucket': 'store.delete',
        'rclone sync ./empty remote:bucket': 'file.read store.write store.delete',
        'mc rm --recursive --force minio/b': 'store.delete',
        'mc rb --force minio/b -n': 'infra.destroy',
        "s5cmd rm 's3://b/*' -n": 'store.delete',
      },
      passed: ['gsutil ls', 'gsutil versioning get gs://b', 'rclone lsf remote:'],
    },
  },
];
