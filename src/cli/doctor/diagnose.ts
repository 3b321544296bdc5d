import {
  ConfigurationError,
  inspectConfig,
  type AppConfig,
  type ConfigurationProblem,
  type Variables,
} from '../../config/index.js';
import { type AppFeatures } from '../../feature/index.js';
import { FRAMEWORK_SCOPES } from '../../monday/index.js';
import { homeReason, settleHome, type SettledHome } from '../../persistence/index.js';
import { adviceFor } from './advice-for.js';
import { CHECKS } from './checks/index.js';
import { ok, problem, warning, type Finding } from './finding.js';
import { runChecks } from './run-checks.js';

const TIMEOUT_MS = 5_000;
const HOME = 'PERSISTENCE_DRIVER';
const LEAVES_STATE = 'The Document DB is chosen, while the vault holds state of this app.';
const UNDECIDED = 'The home of the state cannot be decided: the Document DB or the vault does not answer.';
const REACH =
  'Check that both can be reached. The app does not start before that, because a guess could split its state.';
const COPY = 'See docs/drivers.md, "Which store an app on monday code uses".';

/**
 * Checks everything that the app needs to start, without changes.
 * @param read gathers the variables as the app does
 * @param features features of the app
 * @param timeoutMs timeout of one external request
 */
export async function diagnose(
  read: () => Variables,
  features: AppFeatures,
  timeoutMs = TIMEOUT_MS,
): Promise<Finding[]> {
  const given = readOrFind(read);
  if (Array.isArray(given)) return given.map(findingOf);
  const home = await settleHome(given, { starts: false }).catch(() => undefined);
  const variables = home?.variables ?? given;
  const { config, problems } = inspectConfig(variables, features.configExtensions(FRAMEWORK_SCOPES));
  const broken = new Set(problems.map(({ name }) => name));
  return [
    ...(problems.length === 0 ? [ok('variables', 'All required variables are set and valid.')] : []),
    ...problems.map(findingOf),
    ...homeFinding(config, home),
    ...(await runChecks(CHECKS, { config, variables, features, broken, timeoutMs })),
  ];
}

function homeFinding(config: AppConfig, home: SettledHome | undefined): Finding[] {
  if (home === undefined) return [problem(HOME, UNDECIDED, REACH)];
  const reason = homeReason(config, home.reason);
  if (reason === undefined) return [];
  if (home.leavesState) return [problem(HOME, LEAVES_STATE, COPY)];
  const text = `On monday code, ${reason}.`;
  return [home.reason === 'default-moved' ? warning(HOME, text, COPY) : ok(HOME, text)];
}

/** If files with variables cannot be read, no further checks are possible. */
function readOrFind(read: () => Variables): Variables | ConfigurationProblem[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof ConfigurationError) return [...error.problems];
    throw error;
  }
}

const findingOf = ({ name, problem: text }: ConfigurationProblem): Finding =>
  problem(name, `It ${text}.`, adviceFor(name));
