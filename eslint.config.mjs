import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { boundaries } from './tools/lint/boundaries.cjs';

/** One form of type imports and exports: `{ type X }`, so that a module is named once in a file. */
const ONE_FORM_OF_TYPE_IMPORTS = [
  {
    selector: "ImportDeclaration[importKind='type'] > ImportSpecifier",
    message: 'Write `import { type X }`.',
  },
  {
    selector: "ExportNamedDeclaration[exportKind='type'] > ExportSpecifier",
    message: 'Write `export { type X }`.',
  },
];

const NO_ENVIRONMENT = {
  object: 'process',
  property: 'env',
  message: 'Only src/config and what it shares read process.env.',
};
const NO_MACHINE_TIME = {
  object: 'Date',
  property: 'now',
  message:
    'Inject the `Clock` of src/clock, and call `now()`. In packages, use a Clock of monday-persistence/clock.',
};
const CONFIGURATION = ['src/config/**/*.ts', 'packages/persistence/src/configuration/**/*.ts'];

/** The last block that fits a file holds for it. */
const RESTRICTED_PROPERTIES = [
  {
    files: ['src/**/*.ts', 'packages/*/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: { 'no-restricted-properties': ['error', NO_ENVIRONMENT, NO_MACHINE_TIME] },
  },
  {
    files: CONFIGURATION,
    ignores: ['**/*.spec.ts'],
    rules: { 'no-restricted-properties': ['error', NO_MACHINE_TIME] },
  },
  {
    // The clock itself, and the test kit.
    files: ['packages/persistence/src/clock/**/*.ts', '{src,packages/*/src}/**/testing/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: { 'no-restricted-properties': ['error', NO_ENVIRONMENT] },
  },
];

export default defineConfig(
  globalIgnores(['**/dist/', 'node_modules/', 'data/', 'coverage/', '**/view/api-types.d.ts']),
  {
    files: ['**/*.{ts,tsx,mts}'],
    extends: [js.configs.recommended, tseslint.configs.recommendedTypeChecked, prettier],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error', ...ONE_FORM_OF_TYPE_IMPORTS],
      'no-duplicate-imports': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  ...RESTRICTED_PROPERTIES,
  ...boundaries(ONE_FORM_OF_TYPE_IMPORTS),
  {
    // One of each idea: what monday-persistence does for all is not done again by hand.
    files: ['src/**/*.ts', 'packages/*/src/**/*.ts'],
    ignores: [
      'packages/persistence/src/{http-client,constant-time,hash,clock}/**',
      // Views run in browsers.
      'src/app/features/*/view/**',
      // It has no dependencies.
      'packages/create-monday-app-backend/**',
      'packages/local-platform/src/graphql/testing/**',
      '**/*.spec.ts',
    ],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: 'Use sendHttpRequest of monday-persistence/http-client.' },
      ],
      // Not the rule of the boundaries, whose options these would replace.
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            ...['node:crypto', 'crypto'].map((name) => ({
              name,
              importNames: ['timingSafeEqual', 'createHash'],
              message: 'Use monday-persistence/constant-time and monday-persistence/hash.',
            })),
            ...['node:http', 'node:https', 'http', 'https'].map((name) => ({
              name,
              importNames: ['request', 'get'],
              message: 'Use sendHttpRequest of monday-persistence/http-client.',
            })),
            ...['node:timers/promises', 'timers/promises'].map((name) => ({
              name,
              importNames: ['setTimeout'],
              message: 'Use `sleep` of a Clock of monday-persistence/clock.',
            })),
            ...['node:process', 'process'].map((name) => ({
              name,
              message: 'Use the global process, whose environment lint keeps to src/config.',
            })),
          ],
        },
      ],
    },
  },
  {
    // These run against apps in other processes too, which have nothing but their routes.
    files: ['test/framework/e2e/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^\\.(?!\\./\\.\\./\\.\\./src/testing/index\\.js$)',
              message:
                'test/framework/e2e uses the kit alone. What needs more of the app is in test/framework/integration.',
            },
          ],
        },
      ],
      'no-restricted-syntax': [
        'error',
        ...ONE_FORM_OF_TYPE_IMPORTS,
        {
          selector:
            "CallExpression[callee.object.name='TestApp'][callee.property.name='start'] Property[key.name=/^(imports|overrides|logger)$/]",
          message: 'Such an app runs in this process only: test/framework/integration.',
        },
      ],
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    extends: [js.configs.recommended, prettier],
    languageOptions: {
      globals: {
        module: 'writable',
        require: 'readonly',
        ...Object.fromEntries(
          ['process', 'console', 'Buffer', 'URL', 'fetch', 'performance'].map((name) => [name, 'readonly']),
        ),
        ...Object.fromEntries(
          ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'].map((name) => [name, 'readonly']),
        ),
      },
    },
  },
  {
    // Scripts of the local platform's pages.
    files: ['packages/local-platform/browser/**/*.js'],
    languageOptions: {
      sourceType: 'module',
      globals: Object.fromEntries(
        [
          'AbortSignal',
          'addEventListener',
          'BroadcastChannel',
          'crypto',
          'document',
          'EventSource',
          'FileReader',
          'history',
          'navigator',
          'Option',
          'URLSearchParams',
          'window',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
);
