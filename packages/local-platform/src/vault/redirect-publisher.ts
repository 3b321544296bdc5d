import Module from 'node:module';
import { join } from 'node:path';
import { sendHttpRequest } from 'monday-persistence/http-client';

const PUBSUB = '@google-cloud/pubsub';
const PUBSUB_FILE = join('node_modules', '@google-cloud', 'pubsub', 'build', 'src', 'index.js');
const TIMEOUT_MS = 10_000;
const MAX_REPLY_BYTES = 10_000;

interface Loader {
  _load: (request: string, ...rest: unknown[]) => unknown;
}
interface PubSubLibrary {
  readonly PubSub: { readonly prototype: object };
}
interface Publisher {
  publishMessage(message: { readonly data: Buffer }): Promise<string>;
}

/**
 * Replaces the publisher of Google's Pub/Sub library, which speaks gRPC, by one that publishes to the queue of the local
 * platform. That queue pushes to `/mndy-queue` as monday does (docs/monday-platform.md#queue). It applies to this process
 * only, and to libraries that are loaded later.
 * @param sidecarUrl of the local platform
 * @param topic the only topic that exists
 */
export function redirectPublisher(sidecarUrl: string, topic: string): void {
  const loader = Module as unknown as Loader;
  const load = loader._load;
  loader._load = function loadAndReplace(request, ...rest) {
    const exported = load.call(this, request, ...rest);
    // An ES module imports it by its path.
    if (request === PUBSUB || String(request).endsWith(PUBSUB_FILE))
      replaceTopics(exported, sidecarUrl, topic);
    return exported;
  };
}

function replaceTopics(library: unknown, sidecarUrl: string, topic: string): void {
  const topicOf = (name: string): Publisher => ({
    publishMessage: async ({ data }) => {
      if (name !== topic) throw new Error('There is no such topic.');
      return publish(sidecarUrl, data);
    },
  });
  Object.assign((library as PubSubLibrary).PubSub.prototype, { topic: topicOf });
}

async function publish(sidecarUrl: string, data: Buffer): Promise<string> {
  const reply = await sendHttpRequest({
    method: 'POST',
    url: `${sidecarUrl}/queue`,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ message: data.toString('utf8') }),
    timeoutMs: TIMEOUT_MS,
    maxResponseBytes: MAX_REPLY_BYTES,
  });
  if (!reply.isSuccess) throw new Error(`The queue answered ${reply.status}.`);
  return (reply.json() as { id: string }).id;
}
