import { configs as lit } from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import regexp from 'eslint-plugin-regexp';
import { configs as wc } from 'eslint-plugin-wc';
import ts from 'typescript-eslint';

const node = [
  'AbortController', 'AbortSignal', 'Buffer', 'clearInterval', 'clearTimeout', 'console', 'crypto', 'fetch', 'Headers',
  'performance', 'process', 'Request', 'Response', 'setImmediate', 'setInterval', 'setTimeout', 'structuredClone',
  'TextDecoder', 'TextEncoder', 'URL', 'URLSearchParams',
];
// Some functions run in a page: build/lazy-files.mjs, scripts/update-images.mjs
const browser = ['document', 'scrollTo', 'scrollY'];

// `const { type: _, ...rest } = schema` leaves something out
const unused = { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true };

export default ts.config(
  { ignores: ['dist', 'coverage', '.data', '**/*.gen.ts', 'demo'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  {
    files: ['src/**/*.ts', 'test/**/*.ts'],
    extends: [ts.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': ['error', { allow: ['warn', 'error'] }], // webmasters and developers read these
      'no-eval': 'error',
      'no-implied-eval': 'off', // the typed rule below sees more
      'no-new-func': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        // `typeof import('./en.json', …)`: there is no other way to name the type of a JSON module
        { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      '@typescript-eslint/no-deprecated': 'error',
      '@typescript-eslint/no-implied-eval': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', unused],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },

  {
    // What comes from outside must be read in linear time.
    files: ['src/**/*.ts'],
    plugins: { regexp },
    rules: { 'regexp/no-super-linear-backtracking': 'error', 'regexp/no-super-linear-move': 'error' },
  },

  {
    // The server's pages use hono's templates.
    files: ['src/{base,components}/**/*.ts'],
    extends: [lit['flat/recommended'], wc['flat/best-practice']],
    plugins: { 'lit-a11y': litA11y },
    rules: {
      ...litA11y.configs.recommended.rules,
      // It does not know the property `textContent`. Every state of every element is tested with axe.
      'lit-a11y/accessible-name': 'off',
    },
  },

  {
    // The server and the command line write to the terminal.
    files: ['src/server/**/*.ts', 'src/cli/**/*.ts'],
    rules: { 'no-console': 'off' },
  },

  {
    files: ['test/**/*.ts'],
    rules: {
      'no-console': 'off',
      // JSON from the wire and Chai's `expect(x).to.be.true`
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
      // describe() and it() of node:test need no await, and equal() compares at once, whatever its type says. `expect(element).to.be.accessible()` does have to be awaited.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['describe', 'it', 'test', 'suite'], package: 'node:test' },
            { from: 'package', name: 'Equal', package: 'chai' },
          ],
        },
      ],
    },
  },

  {
    files: ['*.mjs', '{build,scripts}/**/*.mjs'],
    extends: [ts.configs.recommended],
    languageOptions: { globals: Object.fromEntries([...node, ...browser].map((name) => [name, 'readonly'])) },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-undef': 'error',
      '@typescript-eslint/no-unused-vars': ['error', unused],
      'no-unreachable': 'error',
      'no-dupe-keys': 'error',
      'prefer-const': 'error',
    },
  },
);
