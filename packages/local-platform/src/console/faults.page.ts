import { Injectable } from '@nestjs/common';
import { FAULT_KINDS, PlannedFaults, type Fault } from '../faults/index.js';
import { html, liveCard, page, table, type Html } from '../pages/index.js';
import { SandboxSettings, SandboxState } from '../state/index.js';
import { postButton } from './parts.js';

/** The page for faults and monday's limits. */
@Injectable()
export class FaultsPage {
  constructor(
    private readonly faults: PlannedFaults,
    private readonly settings: SandboxSettings,
    private readonly state: SandboxState,
  ) {}

  /** @param problem problem with the submitted form */
  render(problem?: string): string {
    const body = html`<div class="intro">
        <h1>Faults and limits</h1>
        <p>Inject failures of monday. A restart removes all faults. The console is not affected.</p>
      </div>
      ${liveCard(
        'faults',
        'Faults now',
        '',
        table(
          'Faults',
          ['Kind', 'Route', 'Account', 'Details', 'Struck', ''],
          this.faults.list().map(row),
          'There are no active faults.',
        ),
      )}
      ${this.form(problem)} ${this.limits()}`;
    return page({ title: 'Faults', body, section: '/faults', live: true });
  }

  private form(problem: string | undefined): Html {
    return html`<section class="card" aria-labelledby="new-fault">
      <header><h2 id="new-fault">New fault</h2></header>
      ${problem !== undefined && html`<p class="note bad" role="alert">${problem}</p>`}
      <form class="form" method="post" action="/faults">
        <label
          >Kind
          <select name="kind">
            ${FAULT_KINDS.map((kind) => html`<option>${kind}</option>`)}
          </select></label
        >
        <label>Route <input name="route" placeholder="POST /v2" /></label>
        <label
          >Account
          <select name="accountId">
            <option value="">all</option>
            ${this.state.accounts().map(({ id, name }) => html`<option value="${id}">${name}</option>`)}
          </select></label
        >
        <label>Share of calls <input name="share" inputmode="decimal" placeholder="1" /></label>
        <label>Number of calls <input name="count" inputmode="numeric" placeholder="until removed" /></label>
        <label>Latency in ms <input name="latencyMs" inputmode="numeric" /></label>
        <label>Retry-After in seconds <input name="retryAfterSeconds" inputmode="numeric" /></label>
        <label>Status of a server error <input name="status" inputmode="numeric" placeholder="503" /></label>
        <button class="button primary">Add fault</button>
      </form>
    </section>`;
  }

  private limits(): Html {
    const { limits } = this.settings;
    return html`<section class="card" aria-labelledby="limits">
      <header>
        <h2 id="limits">Limits</h2>
        <span class="badge ${limits ? 'good' : 'warn'}">${limits ? 'on' : 'off'}</span>
      </header>
      <p class="note">
        12 storage calls a second for each token, 7 secure storage calls a second for the app, and the budgets
        of GraphQL, as monday has them.
      </p>
      <form class="inline" method="post" action="/limits">
        <button class="button" name="enabled" value="${limits ? 'false' : 'true'}">
          Turn limits ${limits ? 'off' : 'on'}
        </button>
      </form>
    </section>`;
  }
}

function row({ id, kind, route, accountId, struck, ...rest }: Fault): Html {
  const details = Object.entries(rest).map(([name, value]) => `${name} ${String(value)}`);
  return html`<tr>
    <th scope="row"><span class="badge bad">${kind}</span></th>
    <td class="mono">${route ?? 'all'}</td>
    <td class="mono">${accountId ?? 'all'}</td>
    <td>${details.join(', ')}</td>
    <td class="number">${struck}</td>
    <td><div class="row-actions">${postButton('/faults/remove', 'id', id, 'Remove', kind)}</div></td>
  </tr>`;
}
