import type { EffectKind } from '../../effect/kind.ts';
import type { ObjectType } from '../../effect/object.ts';
import { act } from '../effects/act.ts';
import { pathOf } from '../effects/argPath.ts';
import { mayLoadFirst } from '../calls/loadsFirst.ts';
import type { Call } from '../state/call.ts';
import { hostOf } from '../calls/meaning.ts';
import { isInside } from '../effects/paths.ts';
import type { Arg } from '../state/arg.ts';
import { runShellText, runWords } from '../calls/innerCommand.ts';
import type { Tool } from './tool.ts';
import { senseOf } from './verbs.ts';

/** Words behind `jest --listTests` that leave it the tests of the workspace. */
const CHOOSES_TESTS = /^(?:--(?:listTests|onlyChanged|changedSince(?:=[\w./-]+)?|findRelatedTests)|-o|\w[\w./*-]*)$/;

/**
 * A known tool that runs the workspace's own code or settings. Files that it writes are made from what stands there: a
 * formatter changes how a file looks and loses nothing of it.
 */
function runs(call: Call): void {
  const words = call.args.map((arg) => arg.value);
  if (tellsOfItself(call.title, words)) {
    mayLoadFirst(call);
    return;
  }
  // The tests that its settings choose.
  if (
    call.title === 'jest' &&
    words.includes('--listTests') &&
    call.args.every(({ value, dynamic }) => !dynamic && CHOOSES_TESTS.test(value))
  )
    call.state.names = ['**'];
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
  if (call.title === 'buf' && plain[0] === 'push')
    act(call, 'publish.release', 'package', call.state.cwd ?? '.', call.range, { undo: 'none' });
  // Without them git no longer checks what is committed.
  if (/^(?:husky|lefthook|pre-commit)$/.test(call.title) && plain[0] === 'uninstall')
    act(call, 'system.change', 'operation', `${call.title} uninstall`, call.range);
  // Browsers that no lock file speaks of, and what the system needs for them.
  if (/^(?:playwright|cypress)$/.test(call.title) && /^install/.test(plain[0] ?? '') && !words.includes('--dry-run'))
    act(call, 'exec.install', 'package', plain[1] ?? `${call.title} browsers`, call.range);
  if (INSTALLS.test([call.title, ...plain].join(' ')) && !words.includes('--check') && !words.includes('--dry-run'))
    act(call, 'exec.install', 'package', plain.at(-1) ?? '*', call.range);
  goesOut(call, plain, words);
  loadsServer(call);
  if (/^(?:expo|expo-cli)$/.test(call.title) && /^(?:publish|upload\S*|build:\S+)$/.test(plain[0] ?? ''))
    act(call, 'infra.change', 'resource', `expo/${plain[0] ?? ''}`, call.range);
  if (/^(?:electron-builder|electron-forge)$/.test(call.title) && publishes(words))
    act(call, 'publish.release', 'package', call.state.cwd ?? '.', call.range, { undo: 'none' });
  if (/^strapi$/.test(call.title) && /^(?:import|transfer|configuration:restore)$/.test(plain[0] ?? ''))
    act(call, 'sql.drop', 'database', '*', call.range, { traits: ['whole-table'] });
  // `onchange GLOB -- CMD`, `chokidar GLOB -c CMD`, `wait-on URL && …`: the words behind the dashes are a command.
  const dashes = call.args.findIndex((arg) => arg.value === '--');
  if (/^(?:onchange|npm-watch|start-server-and-test)$/.test(call.title) && dashes !== -1)
    runWords(call, call.args.slice(dashes + 1));
  for (const [index, arg] of call.args.entries())
    if (call.title === 'chokidar' && /^(?:-c|--command)$/.test(call.args[index - 1]?.value ?? ''))
      runShellText(call, arg);
  // `nx run api:deploy`, `turbo run deploy`: the task is the second word.
  const verbs =
    /^(?:nx|turbo|rush|wireit|ng)$/.test(call.title) && /^(?:run|run-many|affected|exec)$/.test(plain[0] ?? '')
      ? taskWords(words)
      : plain.slice(0, 1);
  if (plain[0] === 'exec' && dashes !== -1 && /^(?:nx|turbo)$/.test(call.title))
    runWords(call, call.args.slice(dashes + 1));
  act(call, 'exec.project', 'operation', [call.title.replace(/^.*\//, ''), ...verbs].join(' '), call.range);
}

/** Tools that fetch packages themselves, by a verb of their own: no lock file speaks of what comes. */
const INSTALLS =
  /^(?:expo install|(?:ng|nx|astro|nest|tauri|storybook|lerna|cap|capacitor) add|nuxi? modules? add|ng update \S|(?:next|nuxi?|storybook|quasar|react-native) upgrade|gatsby plugin install|quasar ext(?:ension)? (?:add|invoke)|ionic integrations (?:add|enable)|(?:wdio|strapi) install|medusa plugin:add)\b/;

/** Words by which these leave the workspace: to a shop of add-ons, a queue, a server of others, or their own service. */
const GOES_OUT: readonly (readonly [words: RegExp, kind: EffectKind, type: ObjectType, name: string])[] = [
  [/^(?:web-ext sign|wxt submit|plasmo publish)\b/, 'publish.release', 'package', ''],
  [/^celery\b.* purge\b/, 'store.delete', 'resource', 'queue/*'],
  [/^celery\b.* control (?!--)/, 'system.change', 'service', 'celery'],
  [/^turbo (?:login|logout|link|unlink)\b/, 'system.change', 'operation', 'turbo'],
  [/^snyk monitor\b/, 'network.send', 'host', 'snyk.io'],
  [/^sonar-scanner\b/, 'network.send', 'host', 'sonar'],
  [/^codecov (?:upload|do-upload|create|send|pr-base)\S*/, 'network.send', 'host', 'codecov.io'],
  [/^k6 cloud\b|^k6 run\b.* (?:--out|-o)[ =]cloud/, 'network.send', 'host', 'k6.io'],
  [/^cypress run\b.* --record\b/, 'network.send', 'host', 'cypress.io'],
  [/^semgrep (?:ci|login|publish)\b/, 'network.send', 'host', 'semgrep.dev'],
];

/** `sanity NOUN VERB [NAME]`: the dataset is kept at the service. */
function atSanity(call: Call, plain: readonly string[]): void {
  const [noun = '', verb = '', name] = plain;
  if (/^(?:deploy|undeploy)$/.test(noun)) act(call, 'infra.change', 'resource', `studio/${noun}`, call.range);
  if (!/^(?:dataset|documents|cors|hook|users|backup|graphql|projects|schema|tokens|media)$/.test(noun)) return;
  const sense = senseOf(verb);
  if (sense === 'read' && !/^export$/.test(verb)) return;
  const kind = sense === 'destroy' || verb === 'undeploy' ? 'infra.destroy' : 'infra.change';
  act(call, kind, 'resource', `${noun}/${name ?? '*'}`, call.range, { undo: 'none' });
}

function goesOut(call: Call, plain: readonly string[], words: readonly string[]): void {
  const text = [call.title, ...words].join(' ');
  for (const [pattern, kind, type, name] of GOES_OUT)
    if (pattern.test(text)) act(call, kind, type, name === '' ? (call.state.cwd ?? '.') : name, call.range);
  if (call.title === 'sanity') atSanity(call, plain);
  // A load test of a machine that is not this one.
  const host = call.title === 'locust' ? words[words.findIndex((word) => /^(?:-H|--host)$/.test(word)) + 1] : undefined;
  if (host !== undefined && /^https?:/.test(host)) act(call, 'network.send', 'host', hostOf(host), call.range);
}

/** `-v` is "verbose" to `pytest`, `tox` and `ctest`, which then run everything; to these it is the version. */
const VERSION_LETTERS: Readonly<Record<string, RegExp>> = {
  '-v': /^(?:jest|vitest|tsc|eslint|oxlint|prettier|stylelint|webpack|vite|rollup|esbuild|gulp|next|nuxt|nuxi|astro|npm-run-all|cypress|expo|parcel|lerna|nx|ng|nest|biome|markdownlint-cli2|dprint|rspec|rubocop|jekyll|trivy|tflint|tfsec|checkov|snyk|vale|hugo|eleventy|tsup|tap|cspell|size-limit|turbo)$/,
  '-V': /^(?:playwright|cypress|wdio|babel|parcel|pytest|py\.test|pyright|ruff|black|mypy|isort|coverage|rubocop|phpstan|psalm|php-cs-fixer|rector|infection|grunt|uglifyjs|terser|lightningcss|typedoc|knip|depcheck|celery|sphinx-build|oxlint|ab|ls-lint|expo)$/,
};

/** Tools with a word of their own for it. To a runner of tasks or tests `info` is the name of one. */
const SELF_WORDS =
  /^(?:(?:next|nuxt|nuxi|astro|gatsby|nest|ionic|tauri|react-native|quasar|storybook) (?:info|doctor)|(?:expo|snyk|sentry-cli) whoami|(?:ng|biome|golangci-lint|trivy|tflint|snyk|k6|hugo|zola|sqlc|ginkgo|lefthook|strapi|gatsby|react-native|expo|nest|buf|semgrep|storybook|vale|sonar-scanner) (?:version|help))$/;

/** It prints something about itself, and does none of its work. */
function tellsOfItself(title: string, words: readonly string[]): boolean {
  const [word = '', ...more] = words;
  if (more.length > 0) return false;
  return (
    /^--(?:version|help)$|^-h$/.test(word) ||
    VERSION_LETTERS[word]?.test(title) === true ||
    SELF_WORDS.test(`${title} ${word}`)
  );
}

function publishes(words: readonly string[]): boolean {
  return (
    words.some((word, index) => /^(?:-p|--publish)(?:=(?!never)|$)/.test(word) && words[index + 1] !== 'never') ||
    words[0] === 'publish'
  );
}

/** The verb of a task runner with its task: a word behind it, or `-t`, `--target`, `--targets=`. */
function taskWords(words: readonly string[]): readonly string[] {
  const named = words.flatMap((word, index) => {
    const value = /^--targets?=(.+)$/.exec(word)?.[1];
    if (value !== undefined) return value.split(',');
    return /^(?:-t|--targets?)$/.test(word) ? (words[index + 1]?.split(',') ?? []) : [];
  });
  const plain = words.filter((word) => !word.startsWith('-'));
  return [plain[0] ?? '', ...(named.length > 0 ? named : plain.slice(1, 5))];
}

/** Requests that change something, and folders that are given out to whoever asks. */
function loadsServer(call: Call): void {
  const option = (pattern: RegExp): Arg | undefined =>
    call.args.find((_, index) => pattern.test(call.args[index - 1]?.value ?? ''));
  const last = call.args.at(-1);
  if (call.title === 'autocannon') {
    const method = option(/^(?:-m|--method)$/)?.value ?? 'GET';
    const sends = !/^(?:GET|HEAD|OPTIONS)$/i.test(method) || option(/^(?:-b|-i|--body|--input)$/) !== undefined;
    if (sends && last !== undefined) act(call, 'network.send', 'host', hostOf(last.value), last.range);
  }
  if (/^(?:serve|http-server|live-server)$/.test(call.title)) givesOut(call);
  if (call.title === 'jupyter') opensNotebooks(call);
}

const LOOPBACK = /^(?:(?:tcp|http):\/\/)?(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)(?::\d+)?$/;

/** Notebooks run what is typed into them: for other machines too, or for whoever asks, without a word. */
function opensNotebooks(call: Call): void {
  for (const [index, arg] of call.args.entries()) {
    const [, name = '', value = call.args[index + 1]?.value ?? ''] =
      /^--(?:\w+\.)?(ip|token|password)(?:=(.*))?$/.exec(arg.value) ?? [];
    if (name === 'ip' ? !LOOPBACK.test(value) : name !== '' && value === '')
      act(call, 'network.send', 'service', 'jupyter', arg.range, { traits: ['unattended'] });
  }
}

/** Folders that whoever reaches this machine may read: outside of the workspace, or all of it with what git does not keep. */
function givesOut(call: Call): void {
  const addresses = call.args.flatMap(({ value }, index) => {
    const named = /^--(?:host|listen|address)=(.+)$/.exec(value)?.[1];
    if (named !== undefined) return [named];
    return /^(?:-a|-l|--listen|--address|--host)$/.test(call.args[index - 1]?.value ?? '') ? [value] : [];
  });
  const isHere = addresses.length > 0 && addresses.every((address) => LOOPBACK.test(address));
  const folders = call.args.filter(
    ({ value }, index) => !value.startsWith('-') && !/^-[a-zA-Z]$|^--[\w-]+$/.test(call.args[index - 1]?.value ?? ''),
  );
  // `serve -s build`: a letter that takes no value of its own.
  const named = [
    ...folders,
    ...call.args.filter((_, index) => /^(?:-s|--single)$/.test(call.args[index - 1]?.value ?? '')),
  ];
  const given =
    named.length > 0
      ? named.map((folder) => ({ path: pathOf(call, folder), range: folder.range }))
      : [{ path: call.state.cwd, range: call.range }];
  for (const { path, range } of given) {
    if (path === undefined || (isInside(path, call.scope.workspace) && (isHere || path !== call.scope.workspace)))
      continue;
    act(call, 'network.send', 'service', `${call.title} ${path}`, range, { traits: ['unattended'] });
  }
}

export const project: readonly Tool[] = [
  {
    names:
      'jest vitest mocha ava tap tape playwright cypress wdio karma jasmine uvu japa tsc vue-tsc tsd eslint oxlint biome prettier stylelint standard xo markdownlint markdownlint-cli2 dprint webpack vite rollup esbuild parcel turbo turbopack nx rush gulp grunt next nuxt astro remix gatsby svelte-kit ng vue-cli-service expo expo-doctor react-native metro storybook start-storybook npm-run-all run-s run-p wait-on serve http-server live-server tsup unbuild microbundle swc babel postcss tailwindcss sass lint-staged commitlint husky lefthook pre-commit changeset changesets size-limit depcheck knip madge ncu npm-check-updates syncpack nest medusa strapi payload sanity ember quasar ionic tauri electron electron-builder electron-forge wxt plasmo web-ext graphql-codegen openapi-generator protoc buf typedoc api-extractor attw publint borp istanbul browserify tshy oxfmt node-gyp jshint jscs uglifyjs tsgo rolldown napi auto-changelog tsdown zshy jsdoc tslint matcha terser derequire start-server-and-test start-test doctoc prebuildify prebuildify-cross node-gyp-build vscode-test vscode-test-web gcovr tsfmt dts-bundle dts-bundle-generator semistandard snazzy vitepress vuepress remark peggy pegjs ncc bundlewatch patch-package wasm-pack wasm-bindgen tsc-watch tsc-alias tspath ttsc ts-patch ts-json-schema-generator json2ts openapi-typescript orval swagger-codegen licensee license-checker npm-watch onchange chokidar ts-prune unimported dpdm dependency-cruiser depcruise wireit volar vue-docgen svelte-check qwik remix-serve rspack rsbuild rslib vinxi nitro nuxi ttypescript write-good cspell-cli secretlint ls-lint swiftlint swiftformat ktlint detekt checkstyle pmd spotbugs scalafmt scalafix google-java-format ormolu fourmolu hlint stylish-haskell cmake-format buildifier taplo editorconfig-checker eclint sqlfluff djlint curlylint pyupgrade pydocstyle pycodestyle pyflakes vulture radon interrogate docformatter autoflake pytype pyre ty pdoc towncrier bumpver pip-audit mdformat codespell rst2html sphinx-autobuild sphinx-apidoc check-manifest nbstripout jupytext jupyter-nbconvert nbqa haml-lint erb-lint erblint reek fasterer bundler-audit rdoc ri steep rbs tapioca docsify docusaurus hugo zola mdbook eleventy hexo pelican lektor nikola ts-standard pa11y testcafe nightwatch codeceptjs cucumber-js spectral redocly swagger-cli graphql-inspector ajv react-scripts craco react-app-rewired ng-packagr lwc stencil lit-analyzer web-test-runner wtr sucrase bili autoprefixer purgecss lightningcss csso sassc lessc fastapi granian litestar chainlit sanic colcon pyinstaller sb ' +
      'black autopep8 yapf blue pytest py.test tox nox coverage mypy pyright pylint flake8 ruff isort bandit sphinx-build mkdocs invoke inv gunicorn uvicorn hypercorn daphne celery streamlit jupyter locust scrapy behave robot hypothesis ' +
      'rspec minitest cucumber rubocop standardrb sorbet srb guard puma rackup sidekiq jekyll middleman yard solargraph brakeman thor ' +
      'phpunit pest phpstan psalm php-cs-fixer phpcs phpcbf rector behat codecept pint infection ' +
      'golangci-lint staticcheck gotestsum air mockgen sqlc wire ginkgo gosec shfmt bats vale k6 autocannon lighthouse act clang-format clang-tidy cppcheck ctest doxygen checkov tflint tfsec trivy semgrep trufflehog snyk sonar-scanner codecov cspell alex textlint',
    free: true,
    noHelp: true,
    stop: true,
    also: runs,
    examples: {
      held: {
        'jest --watchAll=false': 'exec.project',
        'eslint --fix src': 'exec.project',
        'black src': 'exec.project',
        'invoke destroy': 'exec.project',
        'nx reset': 'exec.project',
        'playwright install --with-deps chromium': 'exec.install exec.project',
        'expo install expo-camera': 'exec.install exec.project',
        'ng add @angular/material': 'exec.install exec.project',
        'nuxi module add pinia': 'exec.install exec.project',
        'expo install --check': 'exec.project',
        'turbo login': 'system.change exec.project',
        'husky install': 'exec.project persist.install',
        'http-server -p 8080': 'network.send exec.project',
        'serve -s build': 'exec.project',
        'serve -l 3000 dist': 'exec.project',
        'http-server . -a 127.0.0.1': 'exec.project',
        'nx run api:deploy': 'exec.project',
        'jupyter lab --ip=0.0.0.0': 'network.send exec.project',
        "jupyter notebook --NotebookApp.token=''": 'network.send exec.project',
        'jupyter lab --ip 127.0.0.1': 'exec.project',
        "onchange '*' -- rm -rf x": 'file.delete exec.project',
        'electron-builder --publish always': 'publish.release exec.project',
        'sanity dataset delete production --force': 'infra.destroy exec.project',
        'celery -A app purge -f': 'store.delete exec.project',
        'wxt submit': 'publish.release exec.project',
        'strapi import -f x.tar.gz --force': 'sql.drop exec.project',
      },
      passed: ['tsc --version'],
    },
  },
  {
    names: 'cross-env cross-env-shell env-cmd',
    stop: true,
    free: true,
    also: (call) => {
      const words = call.parsed.operands;
      // What it sets counts as what `env` does.
      if (call.title !== 'env-cmd') {
        runWords(call, [{ ...call.name, value: 'env' }, ...words]);
        return;
      }
      const first = words.findIndex((arg) => !/^\w+=/.test(arg.value));
      runWords(call, words.slice(first === -1 ? words.length : first));
    },
    examples: { held: { 'cross-env A=b rm -rf x': 'file.delete' } },
  },
  {
    names: 'shx',
    stop: true,
    free: true,
    also: (call) => runWords(call, call.parsed.operands),
    examples: { held: { 'shx rm -rf dist': 'file.delete' }, passed: ['shx ls'] },
  },
  {
    names: 'cpy copyfiles cpx ncp cpr cpx2 copy-and-watch ncp-cli',
    free: true,
    options: 'u,up= e,exclude= cwd=folder rename= flat f a s v,verbose w,watch c,clean!recursive',
    operands: 'read... output',
    examples: { held: { 'copyfiles -u 1 a.txt dist': 'file.read file.write' } },
  },
  {
    names: 'mkdirp make-dir',
    free: true,
    operands: 'create...',
    examples: { held: { 'mkdirp dist/a': 'file.create' } },
  },
  {
    names: 'gh-pages push-dir surge',
    free: true,
    options: 'd,dist=list b,branch= r,repo= m,message= a,add e,dest=',
    does: 'publish.release:branch=@b,branch',
    examples: { held: { 'gh-pages -d dist -b pages': 'file.read publish.release' } },
  },
  {
    names: 'standard-version commit-and-tag-version',
    free: true,
    options: 'dry-run!dry n,no-verify r,release-as= p,prerelease= first-release s,sign',
    does: 'exec.project:operation git.change:repository=.',
    examples: { held: { 'standard-version --release-as minor': 'exec.project git.change' } },
  },
  {
    names: 'create-react-app create-next-app create-vite degit giget tiged yo plop hygen cookiecutter copier',
    free: true,
    does: 'exec.install:package',
    examples: { held: { 'create-next-app x': 'exec.install' } },
  },
];
