import type { Arg } from '../state/arg.ts';
import { slice } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { absolute, isInside } from './paths.ts';

/** Options of build tools, checkers and test runners behind which stands a place that they fill. */
const OUTPUT =
  /^-(?:o|B|-?(?:o|out|output|outfile|out-?dir|out-?file|output-?(?:dir|path|file|directory)|target-?dir|artifact-dir|dest|destination|coverage-?directory|reports?-?dir(?:ectory)?|coverprofile|(?:cpu|mem|block|mutex)profile|junit-?xml|basetemp|build-?dir|declaration-?dir|ts-?build-?info-?file))$/i;
/** Options by which a checker changes what it is given. */
const CHANGES =
  /^(?:-w|-i|--(?:write|fix(?:-\w+)?|in-?place|apply(?:-unsafe)?|unsafe|autocorrect(?:-all)?|auto-correct(?:-all)?))$/i;
/** Programs that lay out what they are given, unless they are asked to say only what they would do. */
const LAYS_OUT =
  /^(?:black|isort|rustfmt|yapf|autopep8|autoflake|pyupgrade|stylua|oxfmt|ktlint|scalafmt|ruff format|dprint fmt|deno fmt|terraform fmt|tofu fmt|swiftformat|gofmt|goimports|cargo fmt|mdformat|taplo (?:fmt|format))(?: |$)/;
const ONLY_SAYS = /^--(?:check(?:-only)?|diff|list(?:-different)?|dry-run|lint)$/;
/** The same in one letter, which to other programs means something else. */
const ONLY_SAYS_SHORT = /^-[cdl]$/;

/** Where anything may be written: nobody keeps anything there. */
const SCRATCH = /^\/(?:tmp|var\/tmp|private\/tmp|dev)(?:\/|$)/;

/** Names of what people write by hand: a compiler or linker that is told to put its output there puts it over a source. */
const SOURCE =
  /\.(?:c|cc|cpp|cxx|h|hpp|m|rs|go|py|rb|php|java|kt|kts|swift|cs|scala|ts|tsx|jsx|vue|svelte|sql|sh|toml|md)$/;

/**
 * What a tool of the project writes outside the workspace, as its words say: `go build -o /usr/local/bin/x`, `prettier --write ../other`. Inside it is the
 * project's code that decides what is written, and that is held or passed as such; only where the words name a source file is it said.
 */
export function outputsElsewhere(call: Call): readonly Arg[] {
  const { cwd } = call.state;
  // What lies in a container is not this machine's.
  if (cwd === undefined || call.scope.traits.includes('in-container')) return [];
  const isElsewhere = ({ value, dynamic }: Arg): boolean => {
    if (dynamic || !/^[~/.]/.test(value) || value === '/') return false;
    const path = absolute(value, cwd, call.scope.home);
    return !isInside(path, call.scope.workspace) && !SCRATCH.test(path);
  };
  // To a test runner the letter is another option.
  const makes = !/^(?:jest|vitest|mocha|ava|pytest|py\.test|rspec|phpunit|pest)$/.test(call.title);
  const isOver = (arg: Arg): boolean => isElsewhere(arg) || (makes && !arg.dynamic && SOURCE.test(arg.value));
  const words = call.args;
  const laysOut = LAYS_OUT.test(`${call.title} ${words[0]?.value ?? ''}`);
  const changes =
    (words.some(({ value }) => CHANGES.test(value)) || laysOut) &&
    !words.some(({ value }) => ONLY_SAYS.test(value) || (laysOut && ONLY_SAYS_SHORT.test(value)));
  return words.flatMap((arg, index) => {
    const equals = arg.value.indexOf('=');
    if (arg.value.startsWith('-') && equals > 0)
      return OUTPUT.test(arg.value.slice(0, equals)) && isOver(slice(arg, equals + 1)) ? [slice(arg, equals + 1)] : [];
    if (/^-o[~/.]/.test(arg.value)) return isOver(slice(arg, 2)) ? [slice(arg, 2)] : [];
    const isTarget = OUTPUT.test(words[index - 1]?.value ?? '');
    if (isTarget ? !isOver(arg) : !isElsewhere(arg)) return [];
    return isTarget || (changes && !/^-{1,2}[a-z]/i.test(words[index - 1]?.value.replace(CHANGES, '') ?? ''))
      ? [arg]
      : [];
  });
}
