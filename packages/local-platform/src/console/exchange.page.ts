import { Injectable } from '@nestjs/common';
import { tryParseJson } from 'monday-persistence/json';
import { html, page, type Html } from '../pages/index.js';
import { DeliveryLog, RequestLog, type Kept, type ShownMessage } from '../requests/index.js';
import { SandboxSettings } from '../state/index.js';
import { curlCommand } from './curl-command.js';
import { ExchangeMasking } from './exchange-masking.js';
import { graphqlCallOf, type GraphQLCall } from './graphql-call.js';
import { postButton, statusBadge } from './parts.js';

const COPY = html`<script src="/__sandbox/assets/copy.js" defer></script>`;

/** `sent`: to the app. `received`: to the platform. */
export type Direction = 'sent' | 'received';

/** The page of one request: headers and bodies without their secrets, and the command that repeats it. */
@Injectable()
export class ExchangePage {
  constructor(
    private readonly requests: RequestLog,
    private readonly deliveries: DeliveryLog,
    private readonly settings: SandboxSettings,
    private readonly masking: ExchangeMasking,
  ) {}

  /** `undefined` if it is not kept. */
  render(direction: Direction, number: number): string | undefined {
    const entry = (direction === 'sent' ? this.deliveries : this.requests).find(number);
    if (!entry) return undefined;
    const { method, path } = entry;
    const body = html`<div class="intro">
        <p><a href="/requests">Back to the requests</a></p>
        <h1 class="mono">${method} ${path}</h1>
      </div>
      ${this.facts(direction, entry)} ${this.content(direction, entry)}`;
    return page({ title: `${method} ${path}`, body, section: '/requests', head: COPY });
  }

  private facts(direction: Direction, { number, at, path, status, milliseconds }: Kept): Html {
    return html`<section class="card" aria-label="Summary">
      <dl class="facts">
        <dt>Direction</dt>
        <dd>${direction === 'sent' ? 'from monday to the app' : 'to monday'}</dd>
        <dt>Time</dt>
        <dd>
          <time datetime="${at.toISOString()}">${at.toISOString().slice(0, 23).replace('T', ' ')} UTC</time>
        </dd>
        <dt>Answer</dt>
        <dd>${statusBadge(status)}</dd>
        <dt>Duration</dt>
        <dd>${milliseconds.toFixed(1)} ms</dd>
      </dl>
      ${
        direction === 'sent' &&
        this.deliveries.isRepeatable(number) &&
        html`<div class="inline">
          ${postButton('/requests/replay', 'number', String(number), 'Send again', path)}
        </div>`
      }
    </section>`;
  }

  private content(direction: Direction, { number, method, path, exchange }: Kept): Html {
    if (!exchange)
      return html`<section class="card"><p class="empty">The content is no longer kept.</p></section>`;
    const { target, request, response } = this.masking.mask(exchange);
    const call = direction === 'received' ? graphqlCallOf(path, request.body) : undefined;
    const origin = direction === 'sent' ? this.settings.appUrl : this.originOf(path);
    const url = `${origin}${target.replace(/^\/sidecar/, '')}`;
    return html`${call && graphqlCard(call, number)} ${messageCard('request', 'Request', request, target)}
    ${response ? messageCard('response', 'Answer', response) : NO_ANSWER}
    ${curlCard(curlCommand(method, url, request))}`;
  }

  private originOf(path: string): string {
    const { url, sidecarPort } = this.settings;
    return path.startsWith('/sidecar/') ? `http://127.0.0.1:${sidecarPort ?? 59999}` : url;
  }
}

const NO_ANSWER = html`<section class="card"><p class="empty">There was no answer.</p></section>`;

const graphqlCard = ({ query, variables, operation }: GraphQLCall, number: number): Html =>
  html`<section class="card" aria-labelledby="graphql">
    <header>
      <h2 id="graphql">GraphQL</h2>
      <span class="muted small mono">${operation}</span>
      <a class="small" href="/explorer?request=${number}">Open in the explorer</a>
    </header>
    ${code('Query', query.trim())}
    ${
      variables !== undefined &&
      variables !== null &&
      html`<h3>Variables</h3>
        ${code('Variables', pretty(variables))}`
    }
  </section>`;

const messageCard = (id: string, title: string, message: ShownMessage, target?: string): Html =>
  html`<section class="card" aria-labelledby="${id}">
    <header>
      <h2 id="${id}">${title}</h2>
      ${target !== undefined && html`<code class="small muted target">${target}</code>`}
    </header>
    <details class="fold">
      <summary>${message.headers.length} headers</summary>
      <dl class="facts mono">
        ${message.headers.map(
          ([name, value]) =>
            html`<dt>${name}</dt>
              <dd>${value}</dd>`,
        )}
      </dl>
    </details>
    ${message.body !== undefined && code(`Body of the ${id}`, prettyText(message.body))}
    ${message.note !== undefined && html`<p class="note">${message.note}</p>`}
    ${message.body === undefined && message.note === undefined && html`<p class="note">No body.</p>`}
  </section>`;

const curlCard = (command: string): Html =>
  html`<section class="card" aria-labelledby="curl">
    <header>
      <h2 id="curl">As curl</h2>
      <span class="muted small">secrets are the variable <code>TOKEN</code> of the shell</span>
    </header>
    <div class="inline">
      <button class="button quiet" type="button" data-copy="curl-command" data-note="curl-note">
        Copy as curl
      </button>
      <span id="curl-note" class="muted small" role="status"></span>
    </div>
    <pre class="code" id="curl-command" tabindex="0" role="region" aria-label="Command">${command}</pre>
  </section>`;

const code = (label: string, text: string): Html =>
  html`<pre class="code" tabindex="0" role="region" aria-label="${label}">${text}</pre>`;

const pretty = (value: unknown): string => JSON.stringify(value, null, 2) ?? '';

function prettyText(text: string): string {
  const value = /^\s*[[{]/.test(text) ? tryParseJson(text) : undefined;
  return value === undefined ? text : pretty(value);
}
