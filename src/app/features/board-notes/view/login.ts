import { APP_URL } from './api.js';

const DONE = 'monday-app:login-done';
const CHECK_MS = 500;

/**
 * Connects the user with monday in a pop-up. Call it in a handler of a click: browsers block other pop-ups.
 * @returns when the login is done, or the user closed the pop-up: true; false if the browser blocked it
 */
export function logIn(): Promise<boolean> {
  const done = `/auth/done?opener=${encodeURIComponent(location.origin)}`;
  const url = `${APP_URL}/auth/login?return_to=${encodeURIComponent(done)}`;
  const popup = window.open(url, 'login', 'popup,width=600,height=700');
  if (popup === null) return Promise.resolve(false);
  return new Promise((resolve) => {
    const end = (): void => {
      clearInterval(timer);
      window.removeEventListener('message', receive);
      resolve(true);
    };
    // Not by its origin: the login ends at the app's own, and under `npm run dev` this view has that of Vite.
    const receive = ({ source, data }: MessageEvent): void => {
      if (source === popup && (data as { type?: unknown } | null)?.type === DONE) end();
    };
    const timer = setInterval(() => {
      if (popup.closed) end();
    }, CHECK_MS);
    window.addEventListener('message', receive);
  });
}
