import { type AppConfig, type Variables } from '../../../config/index.js';
import { queueOf, storeOf } from '../../../drivers/index.js';
import { ask } from '../ask.js';
import { type Check, type CheckContext } from '../check.js';
import { ok, problem, warning, type Finding } from '../finding.js';
import { unreachable } from '../unreachable.js';

const APPS_STORAGE = 'https://apps-storage.monday.com';

/**
 * Checks that the variables set by monday code (docs/monday-platform.md#monday-code-variables) exist for the drivers
 * that need them.
 */
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

/** For stores and the queue; a separate storage service needs none. */
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

/** A refusal because of the missing token counts as a reply. */
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
