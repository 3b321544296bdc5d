import { Injectable } from '@nestjs/common';
import { html, liveCard, page, table, type Html } from '../pages/index.js';
import { DeliveryLog, RequestLog, type Kept } from '../requests/index.js';
import { ExchangeMasking } from './exchange-masking.js';
import { operationIn } from './graphql-call.js';
import { clock, postButton, statusBadge } from './parts.js';

/** Which requests the page shows. */
export interface RequestsFilter {
  /** In path, query, headers or body, as they are shown; empty for all. */
  readonly text: string;
  readonly onlyFailures: boolean;
  /** Whether calls of the control API are shown too. */
  readonly withControls: boolean;
  /** Only sent requests with smaller numbers. */
  readonly sentBefore?: number;
  readonly receivedBefore?: number;
}

interface Page {
  readonly entries: readonly Kept[];
  /** Number of the last entry, if there are older ones. */
  readonly last?: number;
}

const SHOWN = 50;
const CONTROL = /^\/__sandbox(?:\/|$)/;

/** The last requests that the platform sent to the app, and those that it answered. */
@Injectable()
export class RequestsPage {
  constructor(
    private readonly requests: RequestLog,
    private readonly deliveries: DeliveryLog,
    private readonly masking: ExchangeMasking,
  ) {}

  render(filter: RequestsFilter): string {
    const sent = this.pageOf(this.deliveries.newest(), filter, filter.sentBefore);
    const received = this.pageOf(this.requests.newest(), filter, filter.receivedBefore);
    const body = html`<div class="intro">
        <h1>Requests</h1>
        <p>Newest first, since the start. Tokens and other secrets are masked.</p>
      </div>
      ${filterForm(filter)}
      ${liveCard(
        'sent',
        'From monday to the app',
        'blocks, webhooks, lifecycle events, queue',
        html`${table(
          'Requests to the app',
          ['Time', 'Request', 'Answer', 'Duration', ''],
          sent.entries.map((entry) => this.delivery(entry)),
          'No requests.',
        )}
        ${older(filter, 'sent_before', sent.last)}`,
      )}
      ${liveCard(
        'received',
        'To monday',
        filter.withControls ? 'with the calls of the control API' : 'without the calls of the control API',
        html`${table(
          'Requests to the platform',
          ['Time', 'Request', 'Answer', 'Duration'],
          received.entries.map(request),
          'No requests.',
        )}
        ${older(filter, 'received_before', received.last)}`,
      )}`;
    return page({ title: 'Requests', body, section: '/requests', live: true });
  }

  private pageOf(newest: Iterable<Kept>, filter: RequestsFilter, before = Infinity): Page {
    const entries: Kept[] = [];
    for (const entry of newest) {
      if (entry.number >= before || !this.isShown(entry, filter)) continue;
      if (entries.length === SHOWN) return { entries, last: entries.at(-1)?.number };
      entries.push(entry);
    }
    return { entries };
  }

  private isShown(
    { path, status, exchange }: Kept,
    { text, onlyFailures, withControls }: RequestsFilter,
  ): boolean {
    if (!withControls && CONTROL.test(path)) return false;
    if (onlyFailures && status > 0 && status < 400) return false;
    if (text === '' || path.includes(text)) return true;
    return exchange !== undefined && this.masking.shows(text, exchange);
  }

  private delivery(entry: Kept): Html {
    const { number, path } = entry;
    const again =
      this.deliveries.isRepeatable(number) &&
      postButton('/requests/replay', 'number', String(number), 'Send again', path);
    return html`<tr>
      ${cells(entry, 'sent')}
      <td><div class="row-actions">${again}</div></td>
    </tr>`;
  }
}

const request = (entry: Kept): Html =>
  html`<tr>
    ${cells(entry, 'received')}
  </tr>`;

function cells({ number, at, method, path, status, milliseconds, exchange }: Kept, direction: string): Html {
  const operation = exchange && operationIn(path, exchange.request.body);
  return html`<td class="mono muted">${clock(at)}</td>
    <td class="mono">
      <a href="/requests/${direction}/${number}"><strong>${method}</strong> ${path}</a>
      ${operation !== undefined && html`<span class="muted">${operation}</span>`}
    </td>
    <td>${statusBadge(status)}</td>
    <td class="number">${milliseconds.toFixed(1)} ms</td>`;
}

const filterForm = ({ text, onlyFailures, withControls }: RequestsFilter): Html =>
  html`<form class="card form filter" method="get" action="/requests" role="search">
    <label
      >Text in path, headers or body <input name="text" type="search" maxlength="200" value="${text}"
    /></label>
    <label class="check"
      ><input name="failures" type="checkbox" value="1" ${onlyFailures && html`checked`} /> Only
      failures</label
    >
    <label class="check"
      ><input name="controls" type="checkbox" value="1" ${withControls && html`checked`} /> Calls of the
      control API</label
    >
    <button class="button">Filter</button>
  </form>`;

function older(
  { text, onlyFailures, withControls }: RequestsFilter,
  name: string,
  last: number | undefined,
): Html | false {
  if (last === undefined) return false;
  const query = new URLSearchParams({
    ...(text && { text }),
    ...(onlyFailures && { failures: '1' }),
    ...(withControls && { controls: '1' }),
    [name]: String(last),
  });
  return html`<p class="note"><a href="/requests?${query.toString()}">Older requests</a></p>`;
}
