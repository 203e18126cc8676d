/** In place of the sentence of `trait.decoded`, where what was decoded is known. */
export const DECODED_SENTENCE =
  'The text was decoded before it runs: it was hidden from a plain look. It says “{decoded}”.';

/** In place of the sentence of `trait.whole-table`, where what is hit is kept in no tables. */
export const WHOLE_STORE_SENTENCE = 'Everything in {name} is hit.';

/** Why an effect weighs more than its kind alone, by the rule id of the modifier. */
export const MODIFIER_SENTENCES: Readonly<Record<string, string>> = {
  'place.root': '{name} is the whole file system.',
  'place.home': '{name} is a home folder: everything a person keeps.',
  'place.workspace': '{name} is the whole workspace.',
  'place.repository': '{name} lies in git’s own store, which git cannot bring back.',
  'place.system': '{name} belongs to the operating system.',
  'place.outside': '{name} lies outside the workspace.',
  'object.tree-outside': 'Everything below {name} goes, and nothing in this workspace keeps it.',
  'trait.recursive': 'It takes everything below {name}.',
  'object.glob': '{name} is a pattern: it hits whatever matches when it runs.',
  'undo.none': 'Nothing is known to bring back {name}.',
  'trait.overwrites': 'What was there is replaced.',
  'trait.leads-out': 'It makes a second way to a file that is not to be changed from here.',
  'trait.moved-out': '{name} leaves the workspace, where git does not look.',
  'trait.dynamic': 'What it hits is known only when it runs: {name}.',
  'trait.no-where': 'There is no WHERE: every row of {name} is hit.',
  'trait.constant-where': 'The WHERE is always true: every row of {name} is hit.',
  'trait.whole-table': 'Every row of {name} is hit.',
  'trait.unmatched': 'Every row of {name} that the other table does not have goes.',
  'trait.cascade': 'What depends on {name} goes with it (CASCADE).',
  'object.data': '{name} goes with all its data.',
  'object.says-loss': 'By its name {name} takes something away or releases something.',
  'object.whole-database': 'A migration may change or drop any table of {name}.',
  'object.every-process': 'Every process of this user is hit.',
  'object.unpublished': '{name} does not come from a registry: nobody but its author has looked at it.',
  'object.whole-store': 'All that is in {name} goes.',
  'object.person-keys': '{name} holds keys of yours: whoever has read them can act as you.',
  'object.keys': '{name} holds keys or passwords that exist nowhere else.',
  'object.accounts': '{name} decides who may log in, or whether this machine starts.',
  'object.power': 'This machine stops or starts again: {name}.',
  'object.served': 'A server that others use as well loses or changes {name}.',
  'object.rights': 'It changes who may do what: {name}.',
  'object.open-door': 'Whoever reaches that port of this machine reaches {name}.',
  'object.private': '{name} lies in a home folder, outside the workspace.',
  'environment.shared': '{name} is used by others: what was there is replaced.',
  'object.volume': 'Containers keep their data in {name}.',
  'object.whole-history': 'It reaches every branch at once.',
  'object.shared-branch': 'Others build on {name}.',
  'environment.remote': 'Nothing says that this database is a local one.',
  'environment.staging': 'It happens in a staging environment that others share.',
  'environment.unknown': 'Nothing says where {name} is: it counts as shared with others.',
  'environment.production': 'It names production.',
  'trait.remote': 'It happens on another machine.',
  'trait.elevated': 'It runs with the rights of an administrator or of another user.',
  'trait.decoded': 'The text was decoded before it runs: it was hidden from a plain look.',
  'trait.disguised': 'The name of the command is spelled so that a plain look does not find it.',
  'trait.downloaded': 'The code comes from the network.',
  'trait.credential': 'It carries or can reach a credential.',
  'object.metadata-host': '{name} hands out the credentials of a cloud machine.',
  'trait.reads-local': 'Something read on this machine goes along.',
  'trait.lock': 'It locks or rewrites {name} while others use it.',
  'trait.forced': 'It asks no questions and gives no time to finish.',
  'trait.runs-now': 'It runs what it installs at once.',
  'trait.server-rights': 'It takes or gives the rights of the database server itself.',
  'trait.unattended': 'It runs later, or goes on after the command ended.',
  'trait.hidden-text': 'The text has characters that cannot be seen or that mislead the eye.',
  'send.credential': 'A secret is read in the same action, and this goes to others: {name}.',
  'unknown.network': 'What could not be looked into runs together with a connection to another machine.',
  'unknown.credential': 'What could not be looked into runs together with a secret.',
};

/** The same of a pattern, which goes through a folder and is none. */
export const PATTERN_SENTENCES: Readonly<Record<string, string>> = {
  'place.root': '{name} goes through the whole file system.',
  'place.home': '{name} goes through a home folder: everything a person keeps.',
  'place.workspace': '{name} goes through the whole workspace.',
};

/** What the disk says against a pass. */
export const FACT_SENTENCES: Readonly<Record<string, string>> = {
  'facts.holds-secret': 'It would also read a secret: {name}.',
  'facts.late': 'The files could not be looked at in time, so it waits for you.',
  'facts.link-gate': '{name} leads to {real}, which holds agents back.',
  'facts.link-out': '{name} is a link that leads out of the workspace, to {real}.',
  'facts.link-persist': '{name} leads to {real}, which runs later by itself.',
  'facts.link-private': '{name} leads to a private file: {real}.',
  'facts.link-scripts': '{name} leads to {real}, which names programs to run.',
  'facts.link-secret': '{name} leads to a secret: {real}.',
  'facts.link-state': '{name} leads to {real}, which a database or a deployment lives on.',
  'facts.not-looked': '{name} could not be looked at, so it waits for you.',
  'facts.program': '{where} would start a program of its own ({key}).',
  'facts.other-top': 'The repository does not begin in the workspace’s own folder: what git names here is another one.',
  'facts.special': '{name} is no plain file: a device, a pipe, a socket, or a link to nothing.',
};
