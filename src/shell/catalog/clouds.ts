import { act, actOnFile } from '../act.ts';
import type { Arg } from '../arg.ts';
import type { Call } from '../call.ts';
import { runShellText } from '../innerCommand.ts';
import { elsewhere } from './remote.ts';
import { actByVerb, senseOf } from './verbs.ts';
import type { Tool } from './tool.ts';

function optionValue(call: Call, ...names: readonly string[]): Arg | undefined {
  return call.args.find((_, index) => names.includes(call.args[index - 1]?.value ?? ''));
}

function flag(call: Call, ...names: readonly string[]): boolean {
  return call.args.some((arg) => names.includes(arg.value));
}

/** `aws [global options] SERVICE VERB [parameters]`. */
function aws(call: Call): void {
  const words = withoutGlobals(call.args);
  const [service, verb, ...rest] = words;
  if (service === undefined || verb === undefined || flag(call, '--dry-run', '--dryrun')) return;
  if (verb.value === 'help' || (rest.length === 1 && rest[0]?.value === 'help')) return;
  if (service.value === 's3') {
    s3(call, verb, rest);
    return;
  }
  if (service.value === 'configure') {
    if (verb.value === 'get' && /key|secret|token/.test(rest[0]?.value ?? ''))
      act(call, 'secret.read', 'secret', `aws ${rest[0]?.value ?? ''}`, call.range);
    else if (!/^(?:list|get|list-profiles)$/.test(verb.value))
      act(call, 'system.change', 'secret', 'aws configure', call.range);
    return;
  }
  for (const arg of rest) {
    const file = /^(?:fileb?|file):\/\/(.+)$/.exec(arg.value)?.[1];
    if (file !== undefined) actOnFile(call, 'read', { ...arg, value: file });
  }
  const name = `${service.value} ${verb.value}`;
  if (
    /^(?:secretsmanager get-secret-value|ssm get-parameters?(?:-by-path)?|sts (?:assume-role|get-session-token|get-federation-token)|iam create-access-key|ecr get-login-password|ecr get-authorization-token|kms decrypt|rds generate-db-auth-token|codeartifact get-authorization-token|ec2 get-password-data|lightsail get-instance-access-details)/.test(
      name,
    )
  ) {
    if (service.value !== 'ssm' || flag(call, '--with-decryption'))
      act(
        call,
        'secret.read',
        'secret',
        optionValue(call, '--secret-id', '--name', '--names')?.value ?? name,
        call.range,
      );
    if (verb.value === 'create-access-key')
      act(call, 'infra.create', 'role', optionValue(call, '--user-name')?.value ?? '*', call.range);
    return;
  }
  if (/^s3api get-object$/.test(name)) {
    const file = rest
      .filter((arg, index) => !arg.value.startsWith('-') && !/^--/.test(rest[index - 1]?.value ?? ''))
      .at(-1);
    act(call, 'store.read', 'bucket', optionValue(call, '--bucket')?.value ?? '*', call.range);
    if (file !== undefined) actOnFile(call, 'write', file);
    return;
  }
  if (/^(?:sns publish|ses send-|sesv2 send-|pinpoint send-)/.test(name)) {
    act(
      call,
      'message.send',
      'person',
      optionValue(call, '--phone-number', '--topic-arn', '--to')?.value ?? '*',
      call.range,
    );
    return;
  }
  if (
    /^(?:dynamodb (?:delete-item|batch-write-item)|sqs purge-queue|sqs delete-message|s3api delete-objects?)$/.test(
      name,
    )
  ) {
    act(
      call,
      'store.delete',
      'resource',
      optionValue(call, '--table-name', '--queue-url', '--bucket')?.value ?? '*',
      call.range,
    );
    return;
  }
  if (/^(?:dynamodb (?:put-item|update-item)|s3api put-object|sqs send-message)/.test(name)) {
    act(
      call,
      'store.write',
      'resource',
      optionValue(call, '--table-name', '--queue-url', '--bucket')?.value ?? '*',
      call.range,
    );
    return;
  }
  if (/^ssm (?:send-command|start-session)|^ecs execute-command|^lambda invoke/.test(name))
    act(call, 'exec.opaque', 'resource', name, call.range, { certainty: 'possible', traits: ['remote'] });
  if (/^(?:iam (?:attach|put|create-policy|add)|s3api put-bucket-(?:policy|acl)|s3api put-public)/.test(name)) {
    act(
      call,
      'infra.change',
      'role',
      optionValue(call, '--user-name', '--role-name', '--group-name', '--policy-name', '--bucket')?.value ?? '*',
      call.range,
      { traits: ['credential'] },
    );
    return;
  }
  if (/^cloudfront create-invalidation$/.test(name)) {
    act(
      call,
      'infra.change',
      'resource',
      `cloudfront/${optionValue(call, '--distribution-id')?.value ?? '*'}`,
      call.range,
    );
    return;
  }
  actByVerb(call, words, { nouns: 1, named: NAMES });
}

const NAMES =
  /^--(?:name|id|names|ids|db-instance-identifier|db-cluster-identifier|instance-ids?|stack-name|table-name|function-name|bucket|user-name|role-name|group-name|secret-id|key-id|log-group-name|cluster|cluster-name|service|queue-url|topic-arn|volume-id|snapshot-id|image-id|vpc-id|hosted-zone-id|distribution-id|repository-name|user-pool-id|load-balancer-arn|target-group-arn|cache-cluster-id|replication-group-id|domain-name|stream-name|state-machine-arn|rest-api-id|api-id|certificate-arn|security-group-ids?|group-id|subnet-id|allocation-id|resource-arn|policy-arn|app-id|environment-name|application-name|file-system-id|vault-name|recovery-point-arn|db-snapshot-identifier)$/;

function withoutGlobals(args: readonly Arg[]): readonly Arg[] {
  const words: Arg[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at];
    if (arg === undefined) break;
    if (
      words.length < 2 &&
      /^--(?:profile|region|output|query|endpoint-url|cli-connect-timeout|cli-read-timeout|color|ca-bundle)$/.test(
        arg.value,
      )
    )
      at++;
    else if (words.length < 2 && arg.value.startsWith('--')) continue;
    else words.push(arg);
  }
  return words;
}

function bucketOf(value: string): string {
  return value.replace(/^[a-z0-9]+:\/\//, '').replace(/\/$/, '');
}

/** `aws s3`, `gsutil`, `gcloud storage`, `mc`, `rclone`: copies between here and a bucket. */
function s3(call: Call, verb: Arg, rest: readonly Arg[]): void {
  const places = rest.filter(
    (arg, index) =>
      !arg.value.startsWith('-') &&
      !/^--(?:exclude|include|acl|storage-class|sse|cache-control|content-type|metadata|expires-in|page-size|region|profile)$/.test(
        rest[index - 1]?.value ?? '',
      ),
  );
  const cloud = (arg: Arg): boolean => /^(?:s3|gs|r2|az):\/\/|^[\w-]+:/.test(arg.value);
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

function gcloud(call: Call): void {
  const words = call.args.filter((arg) => !/^(?:alpha|beta)$/.test(arg.value));
  const [first, second, ...rest] = words;
  if (first?.value === 'storage' && second !== undefined && /^(?:rm|cp|mv|rsync|ls|cat)$/.test(second.value)) {
    s3(call, second.value === 'rsync' ? { ...second, value: 'sync' } : second, rest);
    return;
  }
  if (first?.value === 'auth' && /^print-/.test(second?.value ?? '')) {
    act(call, 'secret.read', 'secret', 'gcloud auth', call.range);
    return;
  }
  if (words.some((arg) => arg.value === 'access') && words.some((arg) => arg.value === 'secrets')) {
    act(call, 'secret.read', 'secret', rest.at(-1)?.value ?? '*', call.range);
    return;
  }
  if (first?.value === 'config' && second?.value === 'set') {
    act(call, 'system.change', 'operation', 'gcloud config', call.range);
    return;
  }
  if (words.some((arg) => /iam-policy-binding$|^set-iam-policy$/.test(arg.value))) {
    act(
      call,
      'infra.change',
      'role',
      optionValue(call, '--member', '--role')?.value ?? words.at(-1)?.value ?? '*',
      call.range,
      {
        traits: ['credential'],
      },
    );
    return;
  }
  // `gcloud run services describe`: `run` is a product here, not what is done.
  const product = /^(?:run|deploy|scheduler|tasks)$/.test(first?.value ?? '');
  const noun =
    /^(?:services|revisions|jobs|regions|domain-mappings|routes|configurations|executions|releases|delivery-pipelines|targets|queues|locations|worker-pools)$/;
  if (product && second !== undefined && noun.test(second.value)) actByVerb(call, words.slice(1));
  else actByVerb(call, words, product ? { nouns: 1 } : {});
}

function az(call: Call): void {
  const words = call.args.map((arg) => arg.value);
  if (
    /^(?:keyvault secret show|keyvault secret download|account get-access-token|storage account keys list|ad sp create-for-rbac|acr credential show|webapp deployment list-publishing-credentials|redis list-keys|cosmosdb keys list)/.test(
      words.filter((word) => !word.startsWith('-')).join(' '),
    )
  ) {
    act(call, 'secret.read', 'secret', optionValue(call, '--name', '-n')?.value ?? call.title, call.range);
    return;
  }
  if (words.includes('run-command') && words.includes('invoke')) {
    const text = optionValue(call, '--scripts');
    act(call, 'infra.change', 'resource', `vm/${optionValue(call, '-n', '--name')?.value ?? '*'}`, call.range, {
      traits: ['remote'],
    });
    if (text !== undefined) runShellText({ ...call, scope: elsewhere(call.scope, ['remote']) }, text);
    return;
  }
  if (words[0] === 'rest') {
    act(
      call,
      senseOf((optionValue(call, '--method', '-m')?.value ?? 'get').toLowerCase()) === 'read'
        ? 'network.fetch'
        : 'infra.change',
      'resource',
      optionValue(call, '--url', '--uri', '-u')?.value ?? '*',
      call.range,
    );
    return;
  }
  actByVerb(call, call.args, { named: /^(?:-n|--name|--ids|-g|--resource-group|--account-name|-s|--server)$/ });
}

function bucketTool(call: Call): void {
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
  if (call.args.some((arg) => /^(?:--dry-run|-n|--fake)$/.test(arg.value)) && call.title !== 'gsutil') return;
  if (remove) s3(call, { ...verb, value: verb.value === 'rb' ? 'rb' : 'rm' }, rest);
  else if (verb.value === 'sync' && call.title === 'rclone') {
    s3(call, verb, rest);
    const target = rest.filter((arg) => !arg.value.startsWith('-'))[1];
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
  else act(call, 'infra.change', 'bucket', rest.find((arg) => !arg.value.startsWith('-'))?.value ?? '*', call.range);
}

const servers = (call: Call): void => {
  if (!actByVerb(call, call.args)) return;
};

export const clouds: readonly Tool[] = [
  {
    names: 'aws awslocal',
    free: true,
    noHelp: true,
    also: aws,
    examples: {
      held: {
        'aws s3 rm s3://bucket --recursive': 'store.delete',
        'aws ec2 terminate-instances --instance-ids i-1': 'infra.destroy',
        'aws rds delete-db-instance --db-instance-identifier prod --skip-final-snapshot': 'infra.destroy',
        'aws s3 sync ./dist s3://bucket --delete': 'file.read store.write store.delete',
        'aws secretsmanager get-secret-value --secret-id x': 'secret.read',
        'aws lambda update-function-code --function-name f --zip-file fileb://x.zip': 'file.read infra.change',
      },
      passed: ['aws s3 ls', 'aws ec2 describe-instances', 'aws --profile dev sts get-caller-identity'],
    },
  },
  {
    names: 'gcloud',
    free: true,
    noHelp: true,
    also: gcloud,
    examples: {
      held: {
        'gcloud projects delete my-proj --quiet': 'infra.destroy',
        'gcloud storage rm --recursive gs://bucket': 'store.delete',
        'gcloud sql instances delete prod -q': 'infra.destroy',
        'gcloud auth print-access-token': 'secret.read',
      },
      passed: ['gcloud projects list', 'gcloud compute instances describe vm-1'],
    },
  },
  {
    names: 'az',
    free: true,
    noHelp: true,
    also: az,
    examples: {
      held: {
        'az group delete --name prod --yes --no-wait': 'infra.destroy',
        'az keyvault purge --name kv': 'infra.destroy',
      },
      passed: ['az account show', 'az group list'],
    },
  },
  {
    names: 'gsutil rclone mc s3cmd s5cmd b2 azcopy s4cmd',
    free: true,
    noHelp: true,
    also: bucketTool,
    examples: {
      held: {
        'gsutil -m rm -r gs://bucket': 'store.delete',
        'rclone sync ./empty remote:bucket': 'file.read store.write store.delete',
        'mc rm --recursive --force minio/b': 'store.delete',
      },
      passed: ['gsutil ls', 'rclone lsf remote:'],
    },
  },
  {
    names:
      'doctl linode-cli hcloud vultr-cli scw exo oci ibmcloud aliyun ovh tccli yc civo upctl brightbox triton cloudflare flarectl',
    free: true,
    noHelp: true,
    also: servers,
    examples: {
      held: {
        'doctl compute droplet delete 123 -f': 'infra.destroy',
        'hcloud server delete s1': 'infra.destroy',
        'linode-cli linodes delete 1': 'infra.destroy',
      },
      passed: ['doctl compute droplet list'],
    },
  },
];
