import { appsSdkSuite } from './sdk.suite.js';
import { type Sdk, type SdkHarness } from './sdk.harness.js';

/** As on monday code: the SDK uses the vault, and Google's Pub/Sub. */
describe("monday's own SDK on the local platform, with K_SERVICE", () => {
  appsSdkSuite({ kService: 'app', keepsFalsyValues: false }, (harness) => {
    describe('Pub/Sub', () => {
      pubSubTests(harness);
    });
  });
});

function pubSubTests(harness: () => SdkHarness): void {
  let queue: InstanceType<Sdk['Queue']>;
  beforeAll(() => {
    queue = new (harness().sdk.Queue)();
  });
  const publish = (message: string | Uint8Array): Promise<string> => queue.publishMessage(message);

  it('delivers bytes that are not text unchanged', async () => {
    const bytes = Uint8Array.from([0, 255, 254, 128, 10]);
    await publish(bytes);
    await harness().delivered(1);
    expect(harness().deliveries[0]?.body.equals(bytes)).toBe(true);
  });

  it('delivers ten times in all to an app that does not acknowledge', async () => {
    harness().statuses.push(...Array.from({ length: 10 }, () => 500));
    await publish('{"doomed":true}');
    await harness().delivered(10);
    await publish('{"next":true}');
    await harness().delivered(11);
    const bodies = harness().deliveries.map(({ body }) => body.toString());
    expect(bodies.filter((body) => body === '{"doomed":true}')).toHaveLength(10);
  });

  it('refuses another topic', async () => {
    await expect(queue.publishMessage('{}', { topicName: 'other' })).rejects.toThrow('An error occurred');
    expect(harness().deliveries).toEqual([]);
  });

  // At least once: the restart may cut off the answer of the app.
  it('delivers after a restart what was published before', async () => {
    harness().statuses.push(503);
    await publish('{"before":"restart"}');
    await harness().delivered(1);
    await harness().platform.restart();
    Object.assign(process.env, harness().platform.variables);
    const bodies = (): string[] => harness().deliveries.map(({ body }) => body.toString());
    await harness().delivered(2);
    await publish('{"after":"restart"}');
    while (!bodies().includes('{"after":"restart"}')) await harness().delivered(bodies().length + 1);
    expect(new Set(bodies())).toEqual(new Set(['{"before":"restart"}', '{"after":"restart"}']));
  });
}
