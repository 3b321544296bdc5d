import { sampleEvent } from 'monday-local-platform';
import { namesOf } from '../../../src/monday/events/event-names.js';
import { BOARD_EVENT_NAMES } from '../../../src/monday/index.js';

describe('an event that the local platform sends on command', () => {
  it.each(BOARD_EVENT_NAMES)('reaches the handlers of %s', (name) => {
    const { type, ...data } = sampleEvent(name);
    const names = namesOf(String(type), data);
    expect(names).toContain(name);
    if (name.includes('subitem')) expect(names).toEqual([name]);
  });
});
