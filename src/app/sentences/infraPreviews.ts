import { timeWords } from './gitPreviews.ts';

type Values = Readonly<Record<string, string>>;

const serial = (v: Values): string => (v['serial'] === '' ? '' : `, serial ${v['serial']}`);

const some = (v: Values, one: string, many: string): string =>
  v['count'] === '1' ? `${v['name']} ${one}` : `${v['count']} of them, ${v['name']} among them, ${many}`;

const notOpened = (what: string) => (v: Values) => `Not counted: the state file ${v['path']} ${what}.`;

/** What looks at infrastructure say besides their counts. Values are shown as visible text by the card. */
export const INFRA_REMARKS: Readonly<Record<string, (values: Values) => string>> = {
  'note.terraform-state': (v) =>
    `Counted in ${v['path']} (workspace ${v['workspace']}${serial(v)}, last written ${timeWords(v['when'])}): exact for what that file knows. What was changed outside Terraform since is not in it.`,
  'note.terraform-no-state': (v) =>
    `There is no ${v['path']} (workspace ${v['workspace']}): Terraform knows of nothing there now.`,
  'note.terraform-all-new': () =>
    'Without a state everything in the configuration would be created anew, beside what may be there already.',
  'note.terraform-locked': (v) =>
    `Somebody works with this state just now: ${v['who'] === '' ? 'it is not said who' : v['who']}, ${v['operation'] === '' ? 'doing something that is not named' : v['operation']}, since ${timeWords(v['when'])}.`,
  'note.terraform-lock-unread': (v) => `The lock ${v['path']} is there, but what it says could not be read.`,
  'note.terraform-not-locked': (v) => `There is no lock ${v['path']} now: nothing would be unlocked.`,
  'note.terraform-other-lock': (v) =>
    `The lock ${v['path']} has another ID than the command names: it would be refused.`,
  'note.terraform-options': () => 'It has options that may change which of them are hit.',
  'note.terraform-no-address': (v) => `The state knows no ${v['name']}.`,
  'note.terraform-protected': (v) =>
    `${some(v, 'has', 'have')} deletion protection on: the provider refuses to destroy it until that is switched off.`,
  'note.terraform-no-snapshot': (v) => `${some(v, 'is', 'are')} set to go without a last snapshot.`,
  'note.terraform-last-snapshot': (v) => `${some(v, 'is', 'are')} set to leave a last snapshot behind.`,
  'note.terraform-replaced': () => 'It is destroyed and created again: what it holds is not in the new one.',
  'note.terraform-tainted': () =>
    'Only marked now: the next apply destroys it and creates it again, and what it holds is not in the new one.',
  'note.terraform-prevented': () =>
    'The configuration has prevent_destroy = true: Terraform refuses the whole of it while that is on anything it would destroy.',
  'note.terraform-forgotten': () =>
    'The objects themselves stay and go on costing: Terraform forgets them, and its next run may create them a second time. It keeps a copy of the state beside it.',
  'note.terraform-renamed': () =>
    'Only their address in the state changes. If the configuration does not say the same, the next run destroys and creates them again.',
  'note.terraform-workspace-empty': (v) => `Nothing is managed in it; ${v['path']} is deleted.`,
  'note.terraform-workspace-forced': (v) =>
    `${v['path']} is deleted with the state in it. The objects themselves stay, and nothing manages them any more.`,
  'note.terraform-named-before': (v) =>
    `${v['name']} is named before it already: by then the state knows it no longer.`,
  'note.terraform-taken': (v) => `The state knows a ${v['name']} already: Terraform refuses to move another there.`,
  'note.terraform-workspace-active': () => 'It is the workspace that is chosen: Terraform refuses to delete it.',
  'note.terraform-workspace-default': () => 'Terraform never deletes the workspace default.',
  'note.terraform-workspace-refused': () =>
    'As it is now it would be refused: the workspace still manages these, and the command does not say -force.',
  'note.terraform-plan-file': (v) =>
    `As the saved plan ${v['path']} says, made by version ${v['version']}, ${timeWords(v['when'])}. If the state has changed since, applying it is refused.`,
  'note.terraform-plan-stale': () =>
    'The state has changed since this plan was made: as things are, Terraform refuses to apply it.',
  'note.terraform-plan-errored': () => 'Making this plan ended with an error: it cannot be applied.',
  'note.terraform-plan-empty': () => 'This plan changes nothing.',
  'unknown.terraform-words': (v) =>
    `What ${v['name']} means to Terraform is known only when it runs, so nothing was counted.`,
  'unknown.terragrunt': () => 'Not counted: Terragrunt works out where its states are when it runs.',
  'unknown.terraform-variables': () =>
    'Not counted: variables in the text lead Terraform to another place or give it more options.',
  'unknown.terraform-plan': (v) =>
    `What ${v['tool']} apply changes is decided by the plan that it makes when it runs. Keyturn makes none, since that would start provider plugins; a plan saved with -out is counted.`,
  'unknown.terraform-plan-file': (v) =>
    `Not counted: ${v['path']} is no saved plan that Keyturn can read, and only Terraform itself could say what is in it.`,
  'unknown.terraform-remote': (v) =>
    `Not counted: the state is in the backend ${v['backend']}${v['where'] === '' ? '' : ` (${v['where']})`}, which Keyturn does not ask.`,
  'unknown.terraform-not-initialised': (v) =>
    `Not counted: the configuration in ${v['path']} keeps its state in the backend ${v['backend']}, and it is not initialised here.`,
  'unknown.terraform-note': (v) =>
    `Not counted: ${v['path']}, where Terraform notes its backend or workspace, could not be read.`,
  'unknown.terraform-workspace': (v) => `Not counted: “${v['workspace']}” is no name that a workspace can have.`,
  'unknown.terraform-state-link': notOpened('is a link, which Keyturn does not follow'),
  'unknown.terraform-state-special': notOpened('is no ordinary file'),
  'unknown.terraform-state-too-large': notOpened('is over 32 MB'),
  'unknown.terraform-state-unreadable': notOpened('could not be read'),
  'unknown.terraform-state-syntax': notOpened('is no whole JSON text'),
  'unknown.terraform-state-form': notOpened(
    'has a form that Keyturn does not know (it reads format 4, of Terraform 0.12 and newer)',
  ),
  'unknown.terraform-away': (v) =>
    `Not counted: ${v['path']} is on another machine’s disk, or mounted when somebody looks: it was not opened.`,
  'unknown.terraform-state-encrypted': notOpened('is encrypted'),
};

/** What the parts of such counts are called: one of them, and several. */
export const INFRA_PARTS: Readonly<Record<string, readonly [one: string, several: string]>> = {
  'holds-database': ['database', 'databases'],
  'holds-bucket': ['bucket with what is in it', 'buckets with what is in them'],
  'holds-volume': ['volume, disk or file system', 'volumes, disks or file systems'],
  'holds-backup': ['backup or snapshot', 'backups or snapshots'],
  'holds-secret': ['secret or key', 'secrets or keys'],
  'holds-store': ['queue, registry, zone or the like', 'queues, registries, zones or the like'],
  'holds-nothing': ['other, which the configuration describes', 'others, which the configuration describes'],
};
