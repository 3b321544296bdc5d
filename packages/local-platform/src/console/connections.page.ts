import { Injectable } from '@nestjs/common';
import { ConnectedAccountStore, type ConnectedAccount } from '../connections/index.js';
import { html, page, table, type Html } from '../pages/index.js';
import { CREDENTIALS_REDIRECT_URI, SandboxSettings, SandboxState, type User } from '../state/index.js';
import { postButton } from './parts.js';

/** How an attempt to connect an account ended. */
export interface ConnectNotice {
  readonly text: string;
  readonly isProblem: boolean;
}

/** The page with the accounts at third parties that users connected. */
@Injectable()
export class ConnectionsPage {
  constructor(
    private readonly state: SandboxState,
    private readonly settings: SandboxSettings,
    private readonly store: ConnectedAccountStore,
  ) {}

  render(notice?: ConnectNotice): string {
    const body = html`<div class="intro">
        <h1>Connections</h1>
        <p>
          Accounts at third parties that users connected for the blocks of the app. A block receives the
          account that its user connected last.
        </p>
      </div>
      ${this.connected(notice)} ${this.form()}`;
    return page({ title: 'Connections', body, section: '/connections' });
  }

  private connected(notice: ConnectNotice | undefined): Html {
    const rows = this.store.list().map((each) => row(each, this.state.findUser(each.userId)));
    const columns = ['Account', 'Credentials', 'User', 'State', 'Id', ''];
    return html`<section class="card" aria-labelledby="connected">
      <header><h2 id="connected">Connected accounts</h2></header>
      ${notice && noticeOf(notice)} ${table('Connected accounts', columns, rows, 'No account is connected.')}
    </section>`;
  }

  private form(): Html {
    const { credentials } = this.settings.declaration;
    if (credentials.length === 0) return NO_CREDENTIALS;
    return html`<section class="card" aria-labelledby="connect">
      <header><h2 id="connect">Connect an account</h2></header>
      <form class="form" method="post" action="/connections/connect">
        <label
          >Credentials
          <select name="credentials">
            ${credentials.map(({ key, name }) => html`<option value="${key}">${name}</option>`)}
          </select></label
        >
        <label
          >User
          <select name="user_id">
            ${this.state.users().map((user) => option(user, this.state.accountOf(user).name))}
          </select></label
        >
        <div class="row-actions"><button class="button primary">Connect</button></div>
      </form>
      <p class="note">
        At monday, the third party redirects to <code>${CREDENTIALS_REDIRECT_URI}</code>. Here it redirects to
        this platform.
      </p>
    </section>`;
  }
}

const NO_CREDENTIALS = html`<section class="card">
  <p class="empty">The app declares no credentials. It does with <code>@MondayCredentials</code>.</p>
</section>`;

const noticeOf = ({ text, isProblem }: ConnectNotice): Html =>
  html`<p class="note ${isProblem && 'bad'}" role="${isProblem ? 'alert' : 'status'}">${text}</p>`;

const option = ({ id, name }: User, account: string): Html =>
  html`<option value="${id}">${name}, ${account}</option>`;

const row = (connection: ConnectedAccount, user: User | undefined): Html =>
  html`<tr>
    <th scope="row">${connection.displayName}</th>
    <td class="mono small">${connection.credentials}</td>
    <td>${user?.name ?? connection.userId}</td>
    <td><span class="badge ${connection.state === 'ACTIVE' ? 'good' : 'bad'}">${connection.state}</span></td>
    <td class="mono small">${connection.id}</td>
    <td>
      <div class="row-actions">
        ${postButton('/connections/remove', 'id', String(connection.id), 'Remove', connection.displayName)}
      </div>
    </td>
  </tr>`;
