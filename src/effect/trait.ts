/**
 * What a reader saw about *how* an effect happens, beyond what it hits. Each trait is a named modifier of the level and,
 * where it matters, a finding of its own (rule id `trait.<name>`). Closed: readers do not invent words.
 */
export const TRAITS = [
  'recursive', // takes a whole directory tree
  'forced', // asks no questions: -f, --force, --yes, --no-verify
  'no-where', // DELETE or UPDATE without a WHERE of its own
  'constant-where', // WHERE that is constant or always true
  'whole-table', // every row, whatever the spelling
  'unmatched', // every row that another table does not have
  'cascade', // takes dependents along by its own words (CASCADE)
  'disguised', // the command's name is spelled so that a plain look does not find it
  'decoded', // the text was decoded (base64, hex, printf) before it runs
  'downloaded', // the code comes from the network
  'elevated', // sudo, doas, su, a privileged container
  'remote', // on another machine (ssh, kubectl exec, docker host)
  'in-container', // inside a container, without a mount that reaches the host
  'dynamic', // a part of the object or of the command is known only when it runs
  'credential', // carries or can reach a credential
  'names-only', // a read that shows names, sizes, dates and counts, and nothing of what stands in the files
  'tracked-only', // a pattern stands for those of its matches alone that git tracks
  'empty', // makes a folder or a file and puts nothing into it
  'overwrites', // what was there is replaced, not added to
  'leads-out', // a link that leads out of the workspace, or a second name of a guarded file
  'moved-out', // taken out of the workspace, where git does not look
  'served', // kept by a server that others ask as well
  'production', // names that say production
  'unattended', // runs later or in the background
  'runs-now', // an install that runs what it installs at once (npx, uvx)
  'lock', // locks or rewrites the table
  'server-rights', // takes or gives the rights of the database server itself: its programs, files, settings, superusers
  'reads-local', // sends or uses something read locally
  'hidden-text', // invisible, bidirectional or confusable characters in the text
] as const;

export type Trait = (typeof TRAITS)[number];
