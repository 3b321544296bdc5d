import { html, type Html } from 'monday-persistence/html';

export interface PageOptions {
  readonly title: string;
  readonly body: Html;
  /** Path of the console's section that is shown, as in the navigation; none for a page without navigation. */
  readonly section?: string;
  /** Whether the regions marked `data-live` are updated; needs the policy of `pageSecurity(..., true)`. */
  readonly live?: boolean;
  /** More for the head, such as the scripts and stylesheets of one page. */
  readonly head?: Html;
}

const SECTIONS = [
  { path: '/', title: 'Accounts' },
  { path: '/boards', title: 'Boards' },
  { path: '/views', title: 'Views' },
  { path: '/storage', title: 'Storage' },
  { path: '/subscriptions', title: 'Plans' },
  { path: '/connections', title: 'Connections' },
  { path: '/queue', title: 'Queue' },
  { path: '/mailbox', title: 'Mailbox' },
  { path: '/run', title: 'Run' },
  { path: '/requests', title: 'Requests' },
  { path: '/explorer', title: 'Explorer' },
  { path: '/faults', title: 'Faults' },
  { path: '/logs', title: 'Logs' },
  { path: '/app', title: 'App' },
] as const;
const NAMES = SECTIONS.map(({ path }) => path.slice(1)).filter(Boolean);
const CONSOLE_PATH = new RegExp(
  `^/(?:__sandbox/(?:assets|view-host)|accounts|limits|${NAMES.join('|')})(?:/.*)?$`,
);

/** Whether a path belongs to the console, which is exempt from faults and from the request log. */
export function isConsolePath(path: string): boolean {
  return path === '/' || path === '/favicon.ico' || CONSOLE_PATH.test(path);
}

/** A complete HTML document in the console's style; send it as `text/html`. It uses no external assets or scripts. */
export function page({ title, body, section, live, head }: PageOptions): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · local platform</title>
        <link rel="icon" href="/__sandbox/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/__sandbox/assets/style.css" />
        ${live === true && html`<script src="/__sandbox/assets/live.js" defer></script>`} ${head}
      </head>
      <body>
        ${section !== undefined && navigation(section)}
        <main id="content" class="${section === undefined ? 'narrow' : 'wide'}">${body}</main>
      </body>
    </html> `.text;
}

function navigation(section: string): Html {
  return html`<a class="skip" href="#content">Skip to content</a>
    <header class="bar">
      <a class="brand" href="/"
        ><img src="/__sandbox/assets/icon.svg" alt="" width="22" height="22" />Local platform</a
      >
      <nav aria-label="Sections">
        ${SECTIONS.map(
          ({ path, title }) =>
            html`<a href="${path}" ${path === section && html`aria-current="page"`}>${title}</a>`,
        )}
      </nav>
    </header>`;
}
