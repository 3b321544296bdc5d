import { needsVariable } from '../../../drivers/index.js';
import { checkRedisQueue, inspectRedis, type RedisInspection } from '../../../queue/index.js';
import { type Check } from '../check.js';
import { ok, problem, warning, type Finding } from '../finding.js';
import { reasonOf } from '../reason-of.js';

const NAME = 'REDIS_URL';
/** The oldest version with the commands that BullMQ's scripts need. */
const OLDEST = [6, 2] as const;

/** Checks that Redis answers, and that it does not lose messages. */
export const redisCheck: Check = {
  name: NAME,
  async run({ config, broken, timeoutMs }) {
    const { redisUrl } = config;
    if (redisUrl === undefined || broken.has(NAME) || !needsVariable(config, NAME)) return [];
    try {
      const found = assess(await inspectRedis(redisUrl, timeoutMs));
      if (found.some(({ level }) => level === 'problem')) return found;
      return [...(await checkWrites(redisUrl)), ...found.slice(1)];
    } catch (error) {
      return [
        problem(
          NAME,
          `Redis cannot be used: ${reasonOf(error)}.`,
          'Start the server, or correct the host, user or password.',
        ),
      ];
    }
  },
};

async function checkWrites(url: string): Promise<Finding[]> {
  try {
    await checkRedisQueue(url);
    return [ok(NAME, 'Redis is reachable, and the queue accepts messages.')];
  } catch (error) {
    return [
      problem(
        NAME,
        `The queue does not accept messages: ${reasonOf(error)}.`,
        'Use the address of the primary server, and give it enough memory.',
      ),
    ];
  }
}

function assess({ version, evictionPolicy, hasAppendOnlyFile }: RedisInspection): Finding[] {
  const found: Finding[] = [];
  if (isOld(version))
    found.push(problem(NAME, `Redis is older than ${OLDEST.join('.')}.`, 'Run a later version.'));
  if (evictionPolicy !== 'noeviction') {
    found.push(
      problem(NAME, 'Redis deletes messages when its memory is full.', 'Set maxmemory-policy noeviction.'),
    );
  }
  if (!hasAppendOnlyFile) {
    found.push(
      warning(
        NAME,
        'Redis does not log its changes, so a crash loses the messages of the last minutes.',
        'Set appendonly yes, and appendfsync always to lose no messages.',
      ),
    );
  }
  return found.some(({ level }) => level === 'problem') ? found : [ok(NAME, 'Redis is reachable.'), ...found];
}

function isOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}
