import { useAppTarget } from '../../../src/testing/app-target.js';

const name = process.env['TEST_TARGET'] ?? 'process';

/** Loaded only if it is chosen: most runs need none of it. */
const TARGETS: Readonly<Record<string, () => void>> = {
  process: () => undefined,
  instances: () => {
    const { InstancesTarget } =
      jest.requireActual<typeof import('./instances-target.js')>('./instances-target');
    useAppTarget(new InstancesTarget());
  },
  'monday-code': () => {
    const { MondayCodeTarget } =
      jest.requireActual<typeof import('./monday-code-target.js')>('./monday-code-target');
    useAppTarget(new MondayCodeTarget());
  },
};

const choose = TARGETS[name];
if (choose === undefined) throw new Error(`TEST_TARGET is none of ${Object.keys(TARGETS).join(', ')}.`);
choose();
