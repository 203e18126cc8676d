import { act, actOnFile } from '../effects/act.ts';
import { plainArg } from '../state/arg.ts';
import type { Arg } from '../state/arg.ts';
import { has, valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { bucketOf } from './cloudOptions.ts';
import type { Tool, Usage } from './tool.ts';

const OPTIONS =
  'r,repo= repository-file=read p,password-file=read v,verbose q,quiet json tag= host= H,hostname= path= dry-run!dry n!dry l,last= keep-last= keep-hourly= keep-daily= keep-weekly= keep-monthly= keep-yearly= keep-within= keep-tag= prune force!forced t,target= target-dir= i,include= e,exclude= delete!forced info debug progress stats list P,prefix= a,glob-archives= stanza= set= type= delta password-command=program rsh=program remote-path=opaque o,option=opaque rclone-program=opaque';

/** The repository is a folder of this machine or a place elsewhere, by its address. */
function losesBackups(call: Call, place: Arg | undefined): void {
  const value = place?.value ?? '*';
  const local = place !== undefined && /^(?:[./~]|[\w-]+\/)/.test(value) && !/^[\w+-]+:/.test(value);
  if (local) {
    call.traits.add('recursive');
    actOnFile(call, 'delete', { ...place, value: value.split('::')[0] ?? value });
    return;
  }
  const type = /^(?:s3|gs|b2|azure|swift|rclone):/.test(value) ? 'bucket' : 'resource';
  const name = type === 'bucket' ? bucketOf(value.replace(/^(?:s3|gs|b2):(?!\/\/)/, '')) : `backup/${value}`;
  act(call, 'store.delete', type, name, place?.range ?? call.range, { undo: 'none', traits: ['whole-table'] });
}

const loses: Usage = {
  free: true,
  options: OPTIONS,
  also: (call) => losesBackups(call, valueOf(call, 'r', 'repo', 'stanza') ?? repositoryOf(call)),
};

/** restic names its repository before the verb. */
function repositoryOf(call: Call): Arg | undefined {
  const words = call.state.words;
  const at = words.findIndex(({ value }) => /^(?:-r|--repo)$/.test(value));
  const attached = words.find(({ value }) => /^--repo=/.test(value));
  if (attached !== undefined) return { ...attached, value: attached.value.slice('--repo='.length) };
  return at === -1
    ? (call.parsed.operands.find(({ value }) => /[/:]/.test(value)) ?? call.parsed.operands[0])
    : words[at + 1];
}

/** What is restored replaces what is there. */
const restores: Usage = {
  free: true,
  options: OPTIONS,
  also: (call) => {
    const target =
      valueOf(call, 't', 'target', 'target-dir') ??
      (call.title.startsWith('restic') ? undefined : call.parsed.operands.at(-1));
    actOnFile(call, 'write', target === undefined || /::/.test(target.value) ? plainArg('./', call.range) : target);
  },
};

const saves: Usage = {
  free: true,
  options: OPTIONS,
  also: (call) => act(call, 'store.write', 'resource', `backup/${repositoryOf(call)?.value ?? '*'}`, call.range),
};

const look: Usage = { free: true, options: OPTIONS, operands: 'text...' };

/** Backups: what is lost here is what everything else is brought back from. */
export const backupsTools: readonly Tool[] = [
  {
    names: 'restic borg kopia rustic bupstash',
    stop: true,
    free: true,
    options: OPTIONS,
    commands: {
      'snapshots ls list stats diff check find cat version info status generate help repos-list': look,
      'forget prune delete compact rebuild-index repair recreate tag unlock break-lock migrate rewrite': loses,
      'snapshot policy repository maintenance content blob index': {
        free: true,
        stop: true,
        commands: {
          'list ls show status info verify stats estimate': look,
          'delete rm expire gc remove run disconnect prune reset repair': loses,
          'create set connect sync-to edit': saves,
          restore: restores,
        },
        otherwise: saves,
      },
      'restore extract': restores,
      'backup create init copy import-tar config key passwd': saves,
    },
    examples: {
      held: {
        'restic -r s3:s3.example.com/bk forget --keep-last 1 --prune': 'store.delete',
        'borg delete /mnt/backup/repo': 'file.delete',
        'borg prune --keep-daily 1 ssh://host/repo': 'store.delete',
        'kopia snapshot delete abc --delete': 'store.delete',
        'restic restore latest --target /srv': 'file.write',
        'restic backup src': 'store.write',
        "restic --password-command 'rm -rf x' snapshots": 'file.delete',
        'BORG_RSH=./x borg list r': 'exec.opaque',
      },
      passed: ['restic snapshots', 'borg list /mnt/backup/repo'],
    },
  },
  {
    names: 'duplicity rdiff-backup tarsnap rsnapshot zfs-auto-snapshot snapper timeshift btrbk',
    free: true,
    options:
      'remove-older-than= r,restore d f= c,config= delete delete-all nuke snapshot= create list dry-run!dry restore force!forced',
    also: (call) => {
      const [verb = plainArg('', call.range), ...more] = call.parsed.operands;
      const place = more.at(-1) ?? verb;
      const loses =
        has(call, 'remove-older-than', 'delete', 'delete-all', 'nuke', 'd') ||
        /^(?:remove.*|delete|cleanup|purge.*|clean|undochange|rollback)$/.test(verb.value);
      const acts = loses || has(call, 'restore', 'r');
      if (
        !acts &&
        (has(call, 'list') || /^(?:list.*|status|collection-status|verify|ls|info|diff|configtest)$/.test(verb.value))
      )
        return;
      if (loses) losesBackups(call, place === verb && !/[/:]/.test(place.value) ? undefined : place);
      else if (has(call, 'restore', 'r') || verb.value === 'restore')
        actOnFile(call, 'write', place.value === '' ? { ...place, value: '/' } : place);
      else act(call, 'store.write', 'resource', `backup/${place.value}`, call.range);
    },
    examples: {
      held: {
        'duplicity remove-all-but-n-full 1 --force s3://bk': 'store.delete',
        'rdiff-backup --remove-older-than 1W /mnt/b': 'file.delete',
        'timeshift --restore': 'file.write',
        'timeshift --restore list': 'file.write',
        'timeshift --delete-all list': 'store.delete',
      },
      passed: ['timeshift --list'],
    },
  },
  {
    names: 'pgbackrest wal-g wal-e barman xtrabackup mariabackup percona-xtrabackup',
    free: true,
    options: 'stanza= set= type= delta force!forced target-dir= prepare copy-back move-back backup',
    also: (call) => {
      const [verb, name] = call.parsed.operands;
      const target = valueOf(call, 'stanza', 'target-dir') ?? name;
      if (
        /^(?:info|check|version|help|backup-list|list-backups?|list-servers?|show-\w+|status|wal-show|wal-verify)$/.test(
          verb?.value ?? '',
        )
      )
        return;
      const loses = /^(?:expire|stanza-delete|delete|delete-backup|restore|recover|backup-fetch|stop)$/.test(
        verb?.value ?? '',
      );
      act(
        call,
        loses || has(call, 'copy-back', 'move-back') ? 'sql.drop' : 'sql.admin',
        'database',
        target?.value ?? '*',
        (target ?? call).range,
      );
    },
    examples: {
      held: { 'pgbackrest --stanza=main stanza-delete --force': 'sql.drop', 'wal-g delete everything': 'sql.drop' },
      passed: ['pgbackrest info'],
    },
  },
];
