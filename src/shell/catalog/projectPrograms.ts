import { runWords } from '../calls/innerCommand.ts';
import { act, actOnFile } from '../effects/act.ts';
import { plainArg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { deeds, worksHere } from './deeds.ts';
import type { Tool } from './tool.ts';

/** What stands behind the dashes is a command. */
function behindDashes(call: Call): void {
  const at = call.args.findIndex(({ value }) => value === '--');
  if (at !== -1) runWords(call, call.args.slice(at + 1));
}

/** By git, whose settings count as with `git commit` itself. */
function commits(call: Call): void {
  runWords(call, [plainArg('git', call.range), plainArg('commit', call.range)]);
}

/** The same program under another name. */
const isShortFor =
  (...words: readonly string[]) =>
  (call: Call): void =>
    runWords(call, [...words.map((word) => plainArg(word, call.name.range)), ...call.args]);

/** Programs of a project's own packages that are known as a whole: rarer than those of `project.ts`. */
export const projectProgramsTools: readonly Tool[] = [
  {
    names:
      'webpack-cli webpack-dev-server documentation react-router docco esdoc json-server wmr snowpack preact tsdx pkgroll bunchee nexe stylus pug html-minifier html-minifier-terser html-validate htmlhint linthtml cleancss critical unocss tailwind node-sass source-map-explorer webpack-bundle-analyzer bundlesize sherif lockfile-lint sort-package-json npmPkgJsonLint npmpkgjsonlint only-allow use-yarn check-engine engines-check npmignore embedme markdown-toc api-documenter custom-elements-manifest cem wca svelte-package stryker basedpyright pytest-watch ptw pdoc3 pycco xenon yamlfmt phpmd deptrac busted cpplint vows _mocha run-script-os is-website-vulnerable legally arethetypeswrong ngc farm rome electron-packager solhint slither detect-secrets osv-scanner safety green relay-compiler gql-gen helm-docs cue kcl jsonnet tree-sitter xcodegen autoconf automake autoreconf aclocal autoheader autopoint libtoolize glibtoolize cpack swig flatc antlr4 mockery gqlgen sqlboiler bacon moon pants taro preconstruct ts-unused-exports pretty-quick npm-license-crawler license-report msbuild dramatiq waitress-serve huey_consumer kedro sass-lint csslint jsonlint-cli json-schema-to-typescript openapi-zod-client swagger-typescript-api swagger-jsdoc asyncapi typescript-json-schema ts-scripts',
    free: true,
    noHelp: true,
    stop: true,
    also: worksHere,
    examples: {
      held: {
        'webpack-dev-server --env development': 'exec.project',
        'documentation build src -f html': 'exec.project',
        'react-router typegen': 'exec.project',
        'html-validate dist': 'exec.project',
        'preact create default app': 'exec.install exec.project',
        'moon login x': 'exec.opaque',
        'documentation serve src': 'exec.project',
        'autoreconf -fi': 'exec.project',
      },
      passed: ['webpack-cli --version'],
    },
  },
  {
    names: 'browser-sync',
    free: true,
    noHelp: true,
    also: deeds([/^/, 'exec.project'], [/^(?!.*--(?:host|listen)[= ](?:localhost|127\.))/, 'network.send', 'service']),
    examples: { held: { 'browser-sync start --server': 'exec.project network.send' } },
  },
  {
    names: 'lite-server',
    free: true,
    noHelp: true,
    // It serves whatever word it does not know: `-v` too.
    also: (call) => {
      act(call, 'exec.project', 'operation', call.title, call.range);
      act(call, 'network.send', 'service', call.title, call.range);
    },
    examples: { held: { 'lite-server -v': 'exec.project network.send' } },
  },
  {
    names: 'simple-git-hooks',
    free: true,
    noHelp: true,
    // It looks at no option.
    also: (call) => act(call, 'persist.install', 'operation', call.title, call.range),
    examples: { held: { 'simple-git-hooks -v': 'persist.install' } },
  },
  {
    names: 'overcommit',
    free: true,
    noHelp: true,
    also: deeds(
      [/^(?!--?(?:run|r|l|list-hooks)\b)/, 'persist.install'],
      [/^--?(?:run|r)\b/, 'exec.project'],
      [/^--?(?:l|list-hooks)\b/],
    ),
    examples: {
      held: {
        'overcommit --install': 'persist.install',
        'overcommit --run': 'exec.project',
      },
    },
  },
  {
    names: 'commitizen cz czg git-cz',
    free: true,
    noHelp: true,
    also: (call) => {
      const verb = call.args[0]?.value ?? '';
      if (verb === 'init') act(call, 'exec.install', 'package', call.args[1]?.value ?? '*', call.range);
      else act(call, 'exec.project', 'operation', call.title, call.range);
      if (!/^(?:init|check|ls|info|schema|example|changelog|ch|version|--version|--help|-h)$/.test(verb)) commits(call);
    },
    examples: {
      held: {
        'git-cz --all': 'exec.project git.change',
        'cz check --rev-range HEAD~1': 'exec.project',
        'commitizen init cz-x': 'exec.install',
      },
    },
  },
  {
    names: 'changelogen bumpversion bump2version bump-my-version',
    free: true,
    noHelp: true,
    also: (call) => {
      deeds(
        [/^/, 'exec.project'],
        [/--push\b/, 'git.push', 'branch', '*'],
        [/--publish\w*\b/, 'publish.release', 'package', '.'],
        [/^gh release\b/, 'publish.release', 'package', '*'],
      )(call);
      if (call.args.some(({ value }) => /^(?:--release|bump|pre_\w+|patch|minor|major|release)$/.test(value)))
        commits(call);
    },
    examples: {
      held: {
        'changelogen --bump': 'exec.project',
        'changelogen --release --push': 'exec.project git.change git.push',
        'bump2version patch': 'exec.project git.change',
      },
    },
  },
  {
    names: 'coveralls codeclimate codeclimate-test-reporter chromatic percy infracost bundle-stats lost-pixel argos',
    free: true,
    noHelp: true,
    also: (call) => {
      const verb = call.args.find(({ value }) => !value.startsWith('-'))?.value ?? '';
      if (/^(?:codeclimate (?:help|version)|percy (?:help|config:list)|infracost help)$/.test(`${call.title} ${verb}`))
        return;
      // What they say of the code goes to their own service.
      act(call, 'network.send', 'host', call.title, call.range);
      act(call, 'exec.project', 'operation', `${call.title} ${verb}`.trim(), call.range);
      behindDashes(call);
    },
    examples: {
      held: {
        'chromatic --exit-zero-on-changes': 'network.send exec.project',
        'percy exec -- npm run e2e': 'network.send exec.project',
        'infracost breakdown --path .': 'network.send exec.project',
      },
    },
  },
  {
    names: 'newman bru artillery',
    free: true,
    noHelp: true,
    also: (call) => {
      const verb = call.args.find(({ value }) => !value.startsWith('-'))?.value ?? '';
      if (verb === '' || verb === 'help') return;
      const [file] = call.parsed.operands.slice(1);
      if (file !== undefined && !/^https?:/.test(file.value)) actOnFile(call, 'read', file);
      act(call, 'network.send', 'host', '*', call.range);
      act(call, 'exec.project', 'operation', `${call.title} ${verb}`, call.range);
    },
    examples: {
      held: {
        'newman run api.json': 'file.read network.send exec.project',
        'artillery run load.yml': 'file.read network.send exec.project',
      },
    },
  },
  {
    names: 'emcmake emconfigure emmake',
    stop: true,
    also: (call) => runWords(call, call.args),
    examples: { held: { 'emmake rm -rf x': 'file.delete' } },
  },
  {
    names: 'git-lfs',
    noHelp: true,
    stop: true,
    also: isShortFor('git', 'lfs'),
    examples: { held: { 'git-lfs pull': 'git.change' } },
  },
  {
    names: 'jupyter-lab jupyter-notebook',
    noHelp: true,
    stop: true,
    also: (call) => isShortFor('jupyter', call.title.replace('jupyter-', ''))(call),
    examples: { held: { 'jupyter-lab --ip=0.0.0.0': 'network.send exec.project', 'jupyter-notebook': 'exec.project' } },
  },
  {
    names: 'dotnet-ef',
    noHelp: true,
    stop: true,
    also: isShortFor('dotnet', 'ef'),
    examples: { held: { 'dotnet-ef database update': 'sql.alter' } },
  },
  {
    names: 'zx',
    noHelp: true,
    stop: true,
    also: isShortFor('node'),
    examples: { passed: ['zx --version'] },
  },
  {
    names: 'gradio',
    noHelp: true,
    stop: true,
    also: isShortFor('python3'),
    examples: { passed: ['gradio --version'] },
  },
  {
    names: 'papermill',
    free: true,
    options: 'p,parameters= r,parameters_raw= f,parameters_file=read k,kernel= cwd=folder',
    operands: 'read output text...',
    does: 'exec.project:operation',
    examples: { held: { 'papermill a.ipynb out/b.ipynb': 'file.read file.write exec.project' } },
  },
  {
    names: 'quicktype openapi-generator-cli autorest thrift capnp',
    free: true,
    noHelp: true,
    options: 'o,out,output=output src=read i,input-spec=read c,config=read',
    also: deeds(
      [/^(?!(?:version-manager|version|list|help|validate)\b)/, 'exec.project'],
      [/^version-manager\b/, 'exec.install', 'package'],
      [/^(?:version|list|help|validate)\b/],
    ),
    examples: {
      held: {
        'openapi-generator-cli generate -i api.yml -g go -o out': 'exec.project file.read file.write',
        'quicktype -o a.ts a.json': 'exec.project file.write',
      },
      passed: ['openapi-generator-cli list'],
    },
  },
  {
    names: 'semver is-ci',
    free: true,
    operands: 'text...',
    examples: { passed: ['semver 1.2.3 -i minor', 'is-ci'] },
  },
  {
    names: 'bower jspm',
    free: true,
    stop: true,
    commands: {
      'install i update add link': {
        free: true,
        also: (call) => {
          const { operands } = call.parsed;
          for (const { value, range } of operands.length > 0 ? operands : [{ value: '*', range: call.range }])
            act(call, 'exec.install', 'package', value, range);
        },
      },
      'list ls info search lookup home version help': { free: true, operands: 'text...' },
      'uninstall remove prune': { free: true, does: 'file.delete:package=bower_components' },
      cache: { free: true, does: 'file.delete:directory=~/.cache/bower' },
      'build bundle': { free: true, does: 'exec.project:operation' },
      'register publish': { free: true, does: 'publish.release:package=$1' },
      unregister: { free: true, does: 'publish.remove:package=$1' },
    },
    examples: {
      held: { 'bower install jquery': 'exec.install', 'bower register x y': 'publish.release' },
      passed: ['bower list'],
    },
  },
  {
    names: 'vue cordova ns tns nativescript',
    free: true,
    noHelp: true,
    also: deeds(
      [
        /^(?:serve|build|inspect|ui|run|emulate|prepare|compile|debug|test|clean|preview|typings|resources)\b/,
        'exec.project',
      ],
      [
        /^(?:create|add|invoke|upgrade|migrate|(?:platform|plugin|platforms|plugins) (?:add|update)|update|init|install)\b/,
        'exec.install',
        'package',
      ],
      [/^(?:platform|plugin|platforms|plugins) (?:rm|remove)\b/, 'file.delete', 'package'],
      [
        /^(?:info|outdated|requirements|doctor|device|devices|help|(?:platform|plugin|platforms|plugins)(?: (?:ls|list))?$)/,
      ],
      [/^(?:publish|deploy|appstore)\b/, 'publish.release', 'package'],
    ),
    examples: {
      held: { 'vue create shop': 'exec.install', 'cordova build android': 'exec.project' },
      passed: ['vue info', 'cordova platform ls'],
    },
  },
  {
    names: 'reflex',
    noHelp: true,
    free: true,
    stop: true,
    also: behindDashes,
    examples: { held: { "reflex -r '[.]go$' -- rm -rf x": 'file.delete' } },
  },
];
