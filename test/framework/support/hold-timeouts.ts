/** Script for a page, not for its frames: the time of its requests ends when the test calls `endTimeouts()` there. */
export const HOLD_TIMEOUTS = `if (top === window) {
  const timeouts = [];
  AbortSignal.timeout = () => {
    const controller = new AbortController();
    timeouts.push(controller);
    return controller.signal;
  };
  globalThis.endTimeouts = () => timeouts.splice(0).forEach((controller) => controller.abort());
}`;
