import { Injectable } from '@nestjs/common';
import { html, page, type Html } from '../pages/index.js';
import { SandboxSettings, SandboxState, type Account, type User } from '../state/index.js';

/** The page with accounts, users and addresses. */
@Injectable()
export class HomePage {
  constructor(
    private readonly state: SandboxState,
    private readonly settings: SandboxSettings,
  ) {}

  render(): string {
    const body = html`<div class="intro">
        <h1>Accounts and users</h1>
        <p>
          A stand-in for monday on this machine. Logging in as a user starts the login of the app at
          <a href="${this.settings.appUrl}">${this.settings.appUrl}</a> and approves it for them.
        </p>
      </div>
      <div class="columns">${this.state.accounts().map((account) => this.account(account))}</div>
      ${this.endpoints()}`;
    return page({ title: 'Accounts', body, section: '/' });
  }

  private account(account: Account): Html {
    return html`<section class="card" aria-labelledby="account-${account.id}">
      <header>
        <h2 id="account-${account.id}">${account.name}</h2>
        <span class="muted small mono">${account.slug} · ${account.id}</span>
      </header>
      <ul class="people">
        ${this.state.users(account.id).map(person)}
      </ul>
    </section>`;
  }

  private endpoints(): Html {
    const { url, smtpPort, sidecarPort, documentDbPort, appUrl } = this.settings;
    const facts: readonly (readonly [string, string])[] = [
      ['Consent page', `${url}/oauth2/authorize`],
      ['Token endpoint', `${url}/oauth_ms/oauth/token`],
      ['GraphQL', `${url}/v2`],
      ['Storage', `${url}/app_storage_api/v2`],
      ['Sidecar', sidecarPort === undefined ? 'off' : `http://127.0.0.1:${sidecarPort}`],
      ['Document DB', documentDbPort === undefined ? 'off' : `mongodb://127.0.0.1:${documentDbPort}`],
      ['Mail', `smtp://127.0.0.1:${smtpPort}`],
      ['The app', appUrl],
    ];
    return html`<section class="card" aria-labelledby="endpoints">
      <header>
        <h2 id="endpoints">Where things answer</h2>
        <span class="muted small"
          ><code>curl ${url}/__sandbox/env</code> gives the variables for any app</span
        >
      </header>
      <dl class="facts">
        ${facts.map(
          ([name, value]) =>
            html`<dt>${name}</dt>
              <dd><code>${value}</code></dd>`,
        )}
      </dl>
    </section>`;
  }
}

const initials = (name: string): string =>
  name
    .split(' ')
    .map((word) => word[0] ?? '')
    .join('')
    .slice(0, 2);

const person = (user: User): Html =>
  html`<li>
    <span class="avatar" aria-hidden="true">${initials(user.name)}</span>
    <span class="who">
      <span class="title">
        <strong>${user.name}</strong>
        <span class="badge ${user.role}">${user.role}</span>
        <span class="muted small mono">${user.id}</span>
      </span>
      <span class="muted small">${user.email}</span>
    </span>
    <form method="post" action="/login-as">
      <button class="button quiet" name="user_id" value="${user.id}" aria-label="Log in as ${user.name}">
        Log in as
      </button>
    </form>
  </li>`;
