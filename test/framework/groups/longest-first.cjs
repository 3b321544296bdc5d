const { default: Sequencer } = require('@jest/test-sequencer');

/** Known to take long, for a clone that has no times of an earlier run. */
const LONG = /\/durability\/|\/conformance\/|\/e2e\//;

/** What takes long begins first, so that nothing long is left to one processor at the end. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((one, other) => guess(other) - guess(one));
  }
};

/** Milliseconds. */
function guess({ duration, path }) {
  if (duration !== undefined) return duration;
  if (path.endsWith('.group.ts')) return 30_000;
  return LONG.test(path) ? 10_000 : 0;
}
