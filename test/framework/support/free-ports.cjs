const { randomInt } = require('node:crypto');
const { once } = require('node:events');
const { createServer } = require('node:net');

/** Below what Linux assigns to outgoing connections and to port 0, and also so if 10000 is added. */
const FIRST = 10_240;
const LAST = 22_767;

/**
 * For programs that cannot take port 0. A port that the system assigns could be assigned again before the program
 * listens, so these are others, at random.
 * @param {number} count
 * @returns {Promise<number[]>} different ports on which nothing listens
 */
async function freePorts(count) {
  const ports = new Set();
  for (let attempts = 100 * count; ports.size < count; attempts -= 1) {
    if (attempts === 0) throw new Error(`No ${count} free ports were found from ${FIRST} to ${LAST}.`);
    const port = randomInt(FIRST, LAST + 1);
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
}

async function freePort() {
  return (await freePorts(1))[0];
}

async function isFree(port) {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}

module.exports = { freePort, freePorts };
