import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { sep } from 'node:path';
import { Linter } from 'eslint';
import { parser } from 'typescript-eslint';

const { boundaries, LAYERS, MAX_DEPTH } = createRequire(__filename)('../../../tools/lint/boundaries.cjs') as {
  boundaries: () => Linter.Config[];
  LAYERS: readonly { readonly modules: readonly string[]; readonly never: readonly string[] }[];
  MAX_DEPTH: number;
};

/** The rules that `npm run lint` applies, on a line of TypeScript as if it stood in the file. */
function problemsOf(file: string, line: string): string[] {
  const linter = new Linter({ configType: 'flat', cwd: process.cwd() });
  const typescript: Linter.Config = {
    files: ['**/*.ts'],
    languageOptions: { parser },
  };
  return linter.verify(line, [typescript, ...boundaries()], file).map(({ message }) => message);
}

const INDEX = /Import the index\.js of another module/;
const LAYER = /never the other way round/;
const FOUNDATION = /knows nothing of the services/;
const PACKAGE = /Import a package by its name/;
const OWNER = /belongs to the owner/;
const AROUND = /nothing of the repository around it/;

describe('the boundaries between modules', () => {
  it.each([
    ['src/mail/mail.service.ts', '../queue/index.js'],
    ['src/auth/guards/caller.guard.ts', '../../monday/requests/index.js'],
    ['src/telemetry/tracing/create-tracer.ts', '../metrics/metrics.js'],
    ['src/storage/storage/storage.service.ts', '../rules/json-text.js'],
    ['src/storage/storage/dto/increment.dto.ts', '../../../errors/index.js'],
    ['src/main.ts', './config/index.js'],
    ['src/main.ts', './app/app.module.js'],
    ['src/cli/main.ts', '../app/app.module.js'],
    ['src/app/features/greet/greet.action.ts', '../../../monday/index.js'],
    ['src/app/features/greet/greet.action.ts', '../../variables.js'],
    ['src/mail/mail.service.spec.ts', '../queue/dead-letters.js'],
    ['src/queue/queue.service.ts', 'monday-persistence/driver-kit'],
    ['packages/local-platform/src/graphql/areas/index.ts', '../../state/index.js'],
    ['packages/local-platform/src/main.ts', 'monday-persistence/output'],
  ])('let %s import %s', (file, specifier) => {
    expect(problemsOf(file, `import { x } from '${specifier}'; x();`)).toEqual([]);
  });

  it.each([
    ['src/mail/mail.service.ts', '../queue/dead-letters.js', INDEX],
    ['src/auth/guards/caller.guard.ts', '../../monday/requests/monday-tokens.js', INDEX],
    ['src/storage/storage/dto/increment.dto.ts', '../../../errors/failure.js', INDEX],
    ['src/main.ts', './config/load-config.js', INDEX],
    ['src/bootstrap.ts', './app/app.module.js', OWNER],
    ['src/cli/run-cli.ts', '../app/app.module.js', OWNER],
    ['src/monday/blocks/block.registry.ts', '../../app/app.module.js', OWNER],
    ['src/app/features/greet/greet.action.ts', '../../../queue/dead-letters.js', INDEX],
    ['src/queue/drivers/persistent.driver.ts', '../../monday/index.js', LAYER],
    ['src/storage/storage/storage.service.ts', '../../auth/index.js', LAYER],
    ['src/secrets/secrets.module.ts', '../mail/index.js', LAYER],
    ['src/persistence/vault/index.ts', '../../auth/index.js', LAYER],
    ['src/queue/queue.service.spec.ts', '../auth/index.js', LAYER],
    ['src/config/load-config.ts', '../persistence/index.js', FOUNDATION],
    ['src/queue/queue.service.ts', '../../packages/persistence/src/index.js', PACKAGE],
    ['src/queue/queue.service.ts', 'monday-persistence/dist/index.js', PACKAGE],
    ['packages/local-platform/src/main.ts', '../../../src/config/index.js', AROUND],
    ['packages/local-platform/src/graphql/areas/index.ts', '../../../../persistence/src/index.js', AROUND],
    ['packages/persistence/src/index.ts', '#app/config/index.js', AROUND],
  ])('do not let %s import %s', (file, specifier, problem) => {
    expect(problemsOf(file, `import { x } from '${specifier}'; x();`)).toContainEqual(
      expect.stringMatching(problem),
    );
  });

  it.each([
    ['src/queue/queue.service.ts', '../auth/index.js', LAYER],
    ['src/mail/mail.service.ts', '../queue/dead-letters.js', INDEX],
    ['src/main.ts', './config/load-config.js', INDEX],
    ['packages/local-platform/src/main.ts', '../../../src/config/index.js', AROUND],
  ])('do not let %s import %s lazily, or its types alone', (file, specifier, problem) => {
    for (const line of [`void import('${specifier}');`, `let x: import('${specifier}').X; void x;`]) {
      expect(problemsOf(file, line)).toEqual([expect.stringMatching(problem)]);
    }
  });

  it('let src/drivers load the file of a driver, lazily alone', () => {
    const driver = '../queue/drivers/pushed.driver.js';
    expect(problemsOf('src/drivers/queues.ts', `void import('${driver}');`)).toEqual([]);
    expect(problemsOf('src/drivers/queues.ts', `import '${driver}';`)).toEqual([
      expect.stringMatching(INDEX),
    ]);
  });

  it("hold for a lazy import of the owner's room too", () => {
    const line = "void import('../app/app.module.js');";
    expect(problemsOf('src/cli/run-cli.ts', line)).toEqual([expect.stringMatching(OWNER)]);
    expect(problemsOf('src/cli/main.ts', line)).toEqual([]);
  });

  it('reach every file', () => {
    const depths = ['src', ...readdirSync('packages').map((name) => `packages/${name}/src`)].flatMap(
      (folder) =>
        readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => file.split(sep).length - 1),
    );
    expect(Math.max(...depths)).toBeLessThanOrEqual(MAX_DEPTH - 1);
  });

  it('name modules that exist', () => {
    const modules = readdirSync('src');
    const named = LAYERS.flatMap((layer) => [...layer.modules, ...layer.never]);
    expect(named.filter((name) => !modules.includes(name))).toEqual([]);
  });
});
