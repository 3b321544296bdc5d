import { sha256 } from 'monday-persistence/hash';
import { escapeHtml } from 'monday-persistence/html';
import { STYLE } from './login-error-style.js';

/** What the page sends to its opener. It contains no token: the opener requests the logged-in user from the app. */
export const LOGIN_DONE = 'monday-app:login-done';

const SCRIPT = `const { opener } = document.body.dataset;
if (window.opener) window.opener.postMessage({ type: '${LOGIN_DONE}' }, opener);
window.close();`;

const hashOf = (text: string): string => `'sha256-${sha256(text, 'base64')}'`;

export const LOGIN_DONE_POLICY = [
  "default-src 'none'",
  `script-src ${hashOf(SCRIPT)}`,
  `style-src ${hashOf(STYLE)}`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The end of a login in a pop-up: sends one message to the page that opened it, and closes.
 * @param origin of the opener: browsers deliver the message to no other
 */
export const loginDonePage = (origin: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Logged in</title>
<style>${STYLE}</style>
</head>
<body data-opener="${escapeHtml(origin)}">
<main>
<h1>Logged in</h1>
<p>You can close this window.</p>
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
