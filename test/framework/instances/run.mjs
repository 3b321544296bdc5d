// `npm run test:instances`: test/framework/e2e against two processes on one Postgres behind a balancer, and what only two of them can
// show (test/framework/instances); then all of it again with their queue on Redis.
import { once } from 'node:events';
import { connect } from 'node:net';
import { runJest } from '../targets/run-jest.mjs';

const PATHS = ['test/framework/e2e', 'test/framework/instances'];
const { TEST_DATABASE_URL, TEST_REDIS_URL, REQUIRE_SERVICES } = process.env;

const RUNS = [
  { queue: 'postgres', server: TEST_DATABASE_URL ?? 'postgres://127.0.0.1:5432' },
  { queue: 'redis', server: TEST_REDIS_URL ?? 'redis://127.0.0.1:6379' },
];

for (const { queue, server } of RUNS) {
  if (REQUIRE_SERVICES !== '1' && !(await answers(new URL(server)))) {
    console.log(`skipped: two instances with their queue on ${queue}: no server at ${new URL(server).host}`);
    // Everything else of theirs is on Postgres.
    if (queue === 'postgres') break;
    continue;
  }
  console.log(`Two instances, with their queue on ${queue}:`);
  if (!(await runJest('instances', PATHS, { env: { TEST_QUEUE: queue } }))) process.exitCode = 1;
}

async function answers({ hostname, port }) {
  const socket = connect({ host: hostname, port: Number(port) });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
