import { isInRegenerated } from '../../effect/place.ts';
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
  /\.(?:c|cc|cpp|cxx|h|hh|hpp|m|mm|rs|go|py|pyi|rb|php|java|kt|kts|swift|cs|fs|scala|sbt|dart|ex|exs|erl|hs|ml|clj|lua|nim|zig|pl|r|jl|proto|graphql|ts|mts|cts|tsx|jsx|vue|svelte|astro|scss|less|sql|sh|toml|md|gradle|cmake|tf|ipynb)$|(?:^|\/)(?:Makefile|Dockerfile|Gemfile|Rakefile|README|LICENSE|package\.json)$/;
/** What is written by hand as well as by tools, where its folder holds what people write. */
const SOURCE_THERE =
  /(?:^|\/)(?:src|sources?|tests?|specs?|scripts|config|docs)\/(?:.*\/)?[^/]+\.(?:js|mjs|cjs|css|html|json|ya?ml|xml|txt|csv)$/;

function isElsewhere({ state: { cwd }, scope }: Call, { value, dynamic }: Arg): boolean {
  if (dynamic || cwd === undefined || !/^[~/.]/.test(value) || value === '/') return false;
  const path = absolute(value, cwd, scope.home);
  return !isInside(path, scope.workspace) && !SCRATCH.test(path);
}

/** `dist/index.d.ts`: a build's own. */
function isRegeneratedName({ state: { cwd }, scope }: Call, { value }: Arg): boolean {
  return cwd !== undefined && isInRegenerated(absolute(value, cwd, scope.home), scope.workspace);
}

/** Whether an output goes somewhere outside the workspace, or over what people write by hand. */
export function isOutputOver(call: Call, arg: Arg): boolean {
  if (isElsewhere(call, arg)) return true;
  if (arg.dynamic || isRegeneratedName(call, arg)) return false;
  return SOURCE.test(arg.value) || SOURCE_THERE.test(arg.value);
}

/**
 * What a tool of the project writes outside the workspace, as its words say: `go build -o /usr/local/bin/x`, `prettier --write ../other`. Inside it is the
 * project's code that decides what is written, and that is held or passed as such; only where the words name a source file is it said.
 */
export function outputsElsewhere(call: Call): readonly Arg[] {
  // What lies in a container is not this machine's.
  if (call.state.cwd === undefined || call.scope.traits.includes('in-container')) return [];
  // To a test runner the letter is another option.
  const makes = !/^(?:jest|vitest|mocha|ava|pytest|py\.test|rspec|phpunit|pest)$/.test(call.title);
  const isOver = (arg: Arg): boolean => (makes ? isOutputOver(call, arg) : isElsewhere(call, arg));
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
    if (isTarget ? !isOver(arg) : !isElsewhere(call, arg)) return [];
    return isTarget || (changes && !/^-{1,2}[a-z]/i.test(words[index - 1]?.value.replace(CHANGES, '') ?? ''))
      ? [arg]
      : [];
  });
}
