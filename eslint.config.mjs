import tseslint from 'typescript-eslint';

/** Core folders: no editor, no Node, no DOM. `test/architecture` holds the same on the built bundles. */
const core = ['action', 'effect', 'reading', 'shell', 'sql', 'http', 'code', 'rules', 'review'].map(
  (f) => `src/${f}/**/*.ts`,
);

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'node_modules/'] },
  ...tseslint.configs.recommended,
  {
    files: ['src/**/*.ts', 'media/**/*.ts', 'test/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['test', 'it', 'describe', 'suite'], package: 'node:test' },
          ],
        },
      ],
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      eqeqeq: 'error',
      // zod's namespace object keeps every locale in the bundle (433 KB): import the module as a namespace.
      'no-restricted-syntax': [
        'error',
        {
          selector: "ImportDeclaration[source.value='zod/mini'] ImportSpecifier[imported.name='z']",
          message: "import * as z from 'zod/mini'",
        },
      ],
      // Hidden and control characters are this project's subject: regular expressions name them on purpose.
      'no-control-regex': 'off',
    },
  },
  {
    files: core,
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['vscode', 'node:*'], message: 'Core folders get the outside through ports.' }] },
      ],
      'no-restricted-globals': [
        'error',
        'process',
        'Buffer',
        'document',
        'window',
        'setTimeout',
        'setInterval',
        'require',
      ],
    },
  },
);
