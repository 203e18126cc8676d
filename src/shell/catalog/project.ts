import { act, actOnFile } from '../act.ts';
import { plainArg } from '../arg.ts';
import { has } from '../call.ts';
import type { Call } from '../call.ts';
import { runWords } from '../innerCommand.ts';
import type { Tool } from './tool.ts';

/** A known tool that runs the workspace's own code or settings. With a word that writes, it changes files as well. */
function runs(call: Call): void {
  const words = call.args.map((arg) => arg.value);
  if (
    words.length > 0 &&
    words.every((word) =>
      /^--?(?:version|help|v|V|h)$|^(?:whoami|version|help|info|doctor|--print-config|--show-settings)$/.test(word),
    )
  )
    return;
  const plain = words.filter((word) => !word.startsWith('-'));
  // Programs that keep hooks: from now on git starts them.
  if (
    /^(?:husky|lefthook|pre-commit|simple-git-hooks|commitizen|overcommit)$/.test(call.title) &&
    (plain.length === 0
      ? call.title !== 'pre-commit'
      : /^(?:install|init|add|set|\.husky|autoupdate|install-hooks)$/.test(plain[0] ?? ''))
  )
    act(call, 'persist.install', 'operation', [call.title, ...plain.slice(0, 1)].join(' '), call.range);
  if (
    /^(?:changeset|changesets|rush|nx|turbo|jsr|rake)$/.test(call.title) &&
    /^(?:publish|release)$/.test(plain[0] ?? '') &&
    !words.includes('--dry-run')
  )
    act(call, 'publish.release', 'package', call.state.cwd ?? '.', call.range, { undo: 'none' });
  if (/^(?:expo|expo-cli)$/.test(call.title) && /^(?:publish|upload\S*|build:\S+)$/.test(plain[0] ?? ''))
    act(call, 'infra.change', 'resource', `expo/${plain[0] ?? ''}`, call.range);
  act(call, 'exec.project', 'operation', [call.title.replace(/^.*\//, ''), ...plain.slice(0, 1)].join(' '), call.range);
  if (
    words.some((word) =>
      /^(?:--fix|--write|--fix-dry-run|-w|--update-snapshot|-u|--apply|--in-place|-i|--unsafe|--autofix|--auto-correct|-a|-A|format)$/.test(
        word,
      ),
    ) &&
    /prettier|eslint|biome|ruff|black|isort|rubocop|stylelint|oxlint|dprint|standard|xo|autopep8|yapf|clang-format|shfmt|swiftformat|markdownlint/.test(
      call.title,
    )
  ) {
    const files = call.args.filter(
      (arg, index) => index > 0 && !arg.value.startsWith('-') && !/^(?:format|check|lint)$/.test(arg.value),
    );
    for (const file of files.length > 0 ? files : [plainArg('.', call.range)]) actOnFile(call, 'write', file);
  }
}

/** Formatters that write by default and check by option. */
function formats(call: Call): void {
  const check = has(call, 'check', 'diff', 'l', 'd');
  act(call, 'exec.project', 'operation', call.title, call.range);
  if (!check)
    for (const file of call.parsed.operands.length > 0 ? call.parsed.operands : [plainArg('.', call.range)])
      actOnFile(call, 'write', file);
}

export const project: readonly Tool[] = [
  {
    names:
      'jest vitest mocha ava tap tape playwright cypress wdio karma jasmine uvu japa tsc vue-tsc tsd eslint oxlint biome prettier stylelint standard xo markdownlint markdownlint-cli2 dprint webpack vite rollup esbuild parcel turbo turbopack nx rush gulp grunt next nuxt astro remix gatsby svelte-kit ng vue-cli-service expo react-native metro storybook start-storybook npm-run-all run-s run-p wait-on serve http-server live-server tsup unbuild microbundle swc babel postcss tailwindcss sass lint-staged commitlint husky lefthook pre-commit changeset changesets size-limit depcheck knip madge ncu npm-check-updates syncpack nest medusa strapi payload sanity ember quasar ionic tauri electron electron-builder electron-forge wxt plasmo web-ext graphql-codegen openapi-generator protoc buf typedoc api-extractor attw publint ' +
      'pytest py.test tox nox coverage mypy pyright pylint flake8 ruff isort bandit sphinx-build mkdocs invoke inv fab gunicorn uvicorn hypercorn daphne celery streamlit jupyter locust scrapy behave robot hypothesis ' +
      'rspec minitest cucumber rubocop standardrb sorbet srb guard puma rackup sidekiq jekyll middleman yard solargraph brakeman thor ' +
      'phpunit pest phpstan psalm php-cs-fixer phpcs phpcbf rector behat codecept pint infection ' +
      'golangci-lint staticcheck gotestsum air mockgen sqlc wire ginkgo gosec shfmt bats vale wrk ab k6 autocannon lighthouse act clang-format clang-tidy cppcheck ctest doxygen checkov tflint tfsec trivy semgrep trufflehog snyk sonar-scanner codecov cspell alex textlint',
    free: true,
    noHelp: true,
    stop: true,
    also: runs,
    examples: {
      held: {
        'jest --watchAll=false': 'exec.project',
        'eslint --fix src': 'exec.project file.write',
        'prettier --write src/a.ts': 'exec.project file.write',
        'invoke destroy': 'exec.project',
        'nx reset': 'exec.project',
        'husky install': 'exec.project persist.install',
      },
      passed: ['tsc --version'],
    },
  },
  {
    names: 'black autopep8 yapf blue',
    free: true,
    options: 'check diff l= d q,quiet',
    also: formats,
    examples: { held: { 'black src': 'exec.project file.write', 'black --check src': 'exec.project' } },
  },
  {
    names: 'cross-env cross-env-shell env-cmd',
    stop: true,
    free: true,
    also: (call) => {
      const words = call.parsed.operands;
      const first = words.findIndex((arg) => !/^\w+=/.test(arg.value));
      runWords(call, words.slice(first === -1 ? words.length : first));
    },
    examples: { held: { 'cross-env A=b rm -rf x': 'file.delete' } },
  },
  {
    names: 'create-react-app create-next-app create-vite degit giget tiged yo plop hygen cookiecutter copier',
    free: true,
    does: 'exec.install:package',
    examples: { held: { 'create-next-app x': 'exec.install' } },
  },
];
