import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';

/** Where the word behind it is a file, something is written. `json`, `wide`, `name` are ways to print. */
const OUTPUT =
  /^(?:-o|--?(?:o|out|output|log|outfile|output-?file|out-?file|out-?dir|output-?dir(?:ectory)?|dest|destination|log-?file|save-to|write-to|report-?file|dump-?file|dump-bin|export-?file))$/i;
/** The same, and no way to print has such a name. */
const OUTPUT_FILE = /(?:file|dir|directory|-to|-bin)$/i;
/** Names by which an option changes files or starts something, in whatever tool it stands. */
const DEEDS =
  /^--?(?:in-?place|(?<=--)prune|write(?:-back|-in-place|-changes|-config)?|overwrite|save|fix(?:-all)?|apply|edit|delete|remove|rm|purge|clear(?:-cache)?|clean|reset|exec(?:ute)?|exec-\w+|eval|run|command|cmd|shell|script|script-file|plug-?ins?|plugin-\w+|load|loader|load-\w+|preload|require|extension|init-(?:script|file|command|hook)|pre-?processor|post-?renderer|tool-?exec|vettool|save-plan|show-secrets?|show-token|reveal|rotate|post-?processor|filter-program|pager|editor|hook|agent-?(?:lib|path)?|java-?agent|gen(?:erate)?-(?:config|module-info|key)|start-server|(?:[a-z]+-)*(?:command|program|ssh|rsh|askpass|mapper|sudo)|export|upload|push|publish|install|uninstall|upgrade|self-update|restore|import)$/i;

/** They have no long options: `[ "$1" = --delete ]` compares. */
const TAKES_WORDS = /^(?:test|\[|true|false)$/;

/**
 * An option that the catalogue does not list and whose own name says that something is written or run. Of a tool whose options are not all known
 * (`free`), such a one is not proved to read.
 */
export function tellsDeed(call: Call, option: Arg): boolean {
  if (TAKES_WORDS.test(call.title)) return false;
  const cut = option.value.indexOf('=');
  const name = cut < 0 ? option.value : option.value.slice(0, cut);
  if (DEEDS.test(name)) return true;
  if (!OUTPUT.test(name)) return false;
  const value = cut < 0 ? call.args[call.args.indexOf(option) + 1]?.value : option.value.slice(cut + 1);
  return (
    value !== undefined &&
    (OUTPUT_FILE.test(name) || /[./$]/.test(value)) &&
    value !== '-' &&
    !/^\/dev\/(?:null|stdout|stderr)$/.test(value)
  );
}
