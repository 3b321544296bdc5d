import { sha256 } from 'monday-persistence/hash';
import { escapeHtml } from 'monday-persistence/html';
import { type UserView } from '../connections/user-view.js';
import { STYLE } from './login-error-style.js';

/** What the page shows of a login. */
export interface LoginTokens {
  readonly access_token: string;
  readonly expires_in: number;
  readonly user: UserView;
}

const MORE_STYLE = `
label { display: block; font-weight: 600; margin: 0 0 6px; }
textarea { width: 100%; margin: 0 0 16px; padding: 10px; border: 1px solid var(--quiet); border-radius: 8px; background: var(--ground); color: var(--text); font: 13px/1.45 ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; resize: vertical; }
button { border: 0; cursor: pointer; font: inherit; }
textarea:focus-visible, a:focus-visible, summary:focus-visible { outline: 3px solid var(--text); outline-offset: 2px; }
.row { display: flex; flex-wrap: wrap; align-items: center; gap: 12px 20px; margin: 0 0 20px; }
a { color: var(--accent); }
summary { cursor: pointer; }
pre { margin: 12px 0 0; overflow: auto; font-size: 13px; }
`;

const SCRIPT = `const field = document.getElementById('token');
const note = document.getElementById('copied');
document.getElementById('copy').addEventListener('click', async () => {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    note.textContent = 'Copied.';
  } catch {
    note.textContent = 'Selected. Copy it with the keyboard.';
  }
});`;

const nameOf = ({ id, name = id }: { readonly id: string; readonly name?: string }): string => name;

const hashOf = (text: string): string => `'sha256-${sha256(text, 'base64')}'`;

export const LOGIN_TOKEN_POLICY = [
  "default-src 'none'",
  `script-src ${hashOf(SCRIPT)}`,
  `style-src ${hashOf(STYLE + MORE_STYLE)}`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The end of a login in a browser, on a developer's machine: the token, a button that copies it, and the way back.
 * @param tokens the body that other clients receive as JSON
 * @param consoleUrl of the local platform
 */
export const loginTokenPage = (tokens: LoginTokens, consoleUrl: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Logged in</title>
<style>${STYLE}${MORE_STYLE}</style>
</head>
<body>
<main>
<h1>Logged in as ${escapeHtml(nameOf(tokens.user))}</h1>
<p>Of ${escapeHtml(nameOf(tokens.user.account))}. Requests to this app send the token as <code>Authorization: Bearer</code>.</p>
<label for="token">Access token, for ${Math.round(tokens.expires_in / 60)} minutes</label>
<textarea id="token" rows="5" readonly spellcheck="false">${escapeHtml(tokens.access_token)}</textarea>
<div class="row">
<button class="action" id="copy" type="button">Copy the token</button>
<a href="${escapeHtml(consoleUrl)}">Back to the console</a>
<span id="copied" role="status"></span>
</div>
<details>
<summary>The answer as JSON, as other clients receive it</summary>
<pre tabindex="0">${escapeHtml(JSON.stringify(tokens, null, 2))}</pre>
</details>
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
