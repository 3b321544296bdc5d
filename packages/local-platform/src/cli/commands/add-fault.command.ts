import { readArguments, readOneArgument, UsageError } from 'monday-persistence/command-line';
import { type PlatformCommand } from '../platform-command.js';

const OPTIONS = {
  route: { type: 'string' },
  account: { type: 'string' },
  share: { type: 'string' },
  count: { type: 'string' },
  latency: { type: 'string' },
  'retry-after': { type: 'string' },
  status: { type: 'string' },
} as const;

export const addFault: PlatformCommand = {
  words: 'fault',
  parameters:
    "<kind> [--route 'METHOD /path*'] [--account ID] [--share 0.5] [--count N] [--latency MS] [--retry-after S] [--status 5xx]",
  summary: 'injects a fault; an unknown kind prints the list of kinds',
  async run({ arguments: given, sandbox, print }) {
    const { id } = await sandbox.post<{ id: string }>('/__sandbox/faults', read(given));
    print(id);
    return 0;
  },
};

function read(given: readonly string[]): object {
  const { positionals, values } = readArguments(given, OPTIONS);
  const plan = {
    kind: readOneArgument(positionals, 'Give one kind of fault.'),
    route: values.route,
    accountId: values.account,
    share: numberOf(values.share),
    count: numberOf(values.count),
    latencyMs: numberOf(values.latency),
    retryAfterSeconds: numberOf(values['retry-after']),
    status: numberOf(values.status),
  };
  return Object.fromEntries(Object.entries(plan).filter(([, value]) => value !== undefined));
}

function numberOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw new UsageError(`${text} is not a number.`);
  }
  return value;
}
