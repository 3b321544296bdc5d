import { type AppConfig, type Variables } from '../../../config/index.js';
import { queueOf, storeOf } from '../../../drivers/index.js';
import { ask } from '../ask.js';
import { type Check, type CheckContext } from '../check.js';
import { ok, problem, warning, type Finding } from '../finding.js';
import { unreachable } from '../unreachable.js';

const APPS_STORAGE = 'https://apps-storage.monday.com';

/** Whether what monday code injects (docs/monday-platform.md#monday-code-variables) is there for the drivers that use it. */
export const mondayCodeCheck: Check = {
  name: 'monday code',
  async run(context) {
    const { config, variables } = context;
    const injected = injectedFor(config);
    if (injected.length > 0 && !variables.K_SERVICE) return [...(await checkStorage(context)), ELSEWHERE];
    return [
      ...(await checkStorage(context)),
      ...injected.filter(({ name }) => !variables[name]).map(({ name, use }) => missing(name, use)),
      ...(await checkVault(context, variables)),
    ];
  },
};

interface Injected {
  readonly name: string;
  readonly use: string;
}

/** Of the stores and the queue; storage of its own needs none of them. */
function injectedFor({ persistence, secureStorage, queue }: AppConfig): Injected[] {
  const entries = [storeOf(persistence.driver), storeOf(secureStorage.driver), queueOf(queue.driver)];
  const uses = new Map(entries.flatMap(({ injected = {} }) => Object.entries(injected)));
  return [...uses].map(([name, use]) => ({ name, use }));
}

const ELSEWHERE = warning(
  'K_SERVICE',
  'The vault and the queue exist only on monday code and were not checked.',
  'After the deployment, check /health and `mapps code:logs`.',
);

const missing = (name: string, use: string): Finding =>
  problem(
    name,
    `monday code did not set this variable, but ${use} needs it.`,
    'Deploy again with `mapps code:push`. Do not set the variable yourself.',
  );

async function checkVault({ config, timeoutMs }: CheckContext, variables: Variables): Promise<Finding[]> {
  const address = variables['SECURE_STORAGE_ADDRESS'];
  if (!address || !URL.canParse(address)) return [];
  return reach(config, 'SECURE_STORAGE_ADDRESS', 'The vault', address, timeoutMs);
}

/** Without a token it refuses, which is an answer. */
async function checkStorage({ config, broken, timeoutMs }: CheckContext): Promise<Finding[]> {
  if (!storeOf(config.storage.driver).ownStorage || broken.has('STORAGE_URL')) return [];
  return reach(config, 'STORAGE_URL', 'apps-storage', config.storage.url ?? APPS_STORAGE, timeoutMs);
}

async function reach(
  config: AppConfig,
  name: string,
  what: string,
  address: string,
  timeoutMs: number,
): Promise<Finding[]> {
  try {
    const { status } = await ask(address, timeoutMs);
    return status >= 500
      ? [warning(name, `${what} answered ${status}.`, 'Try again later.')]
      : [ok(name, `${what} is reachable.`)];
  } catch (error) {
    return unreachable(config, name, what, error);
  }
}
