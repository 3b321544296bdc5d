import { Injectable } from '@nestjs/common';
import { html, page, type Html } from '../pages/index.js';
import { SandboxSettings, SandboxState, type Account, type InactiveUser, type User } from '../state/index.js';
import { hidden, problemNote } from './parts.js';

/** The page with accounts, users and addresses. */
@Injectable()
export class HomePage {
  constructor(
    private readonly state: SandboxState,
    private readonly settings: SandboxSettings,
  ) {}

  /** @param problem why a change was refused */
  render(problem?: string): string {
    const body = html`<div class="intro">
        <h1>Accounts and users</h1>
        <p>
          A stand-in for monday on this machine. Logging in as a user starts the login of the app at
          <a href="${this.settings.appUrl}">${this.settings.appUrl}</a> and approves it for them.
        </p>
      </div>
      ${problemNote(problem)}
      <div class="columns">${this.state.accounts().map((account) => this.account(account))}</div>
      ${this.scopes()} ${this.endpoints()}`;
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
        ${this.state.inactiveUsers(account.id).map((user) => inactive(user))}
      </ul>
      <form class="form padded" method="post" action="/accounts/change">
        ${hidden({ account: account.id })}
        <label
          >Invite a user <input name="email" type="email" required placeholder="Email" autocomplete="off"
        /></label>
        <label
          >Role
          <select name="role">
            ${ROLES_INVITED.map((role) => html`<option>${role}</option>`)}
          </select></label
        >
        <button class="button" name="change" value="invite-user">Invite</button>
      </form>
    </section>`;
  }

  private scopes(): Html {
    const granted = new Set(this.settings.declaration.scopes);
    return html`<details class="card section">
      <summary><h2>Scopes</h2></summary>
      <p class="note">
        The scopes of new tokens. The app declares them again when it starts; tokens that exist keep theirs.
      </p>
      <form class="form" method="post" action="/accounts/scopes">
        ${this.settings.app.scopes.map(
          (scope) =>
            html`<label class="check"
              ><input type="checkbox" name="scope" value="${scope}" ${granted.has(scope) && html`checked`} />
              <code>${scope}</code></label
            >`,
        )}
        <div class="row-actions"><button class="button primary">Save scopes</button></div>
      </form>
    </details>`;
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

const ROLES_INVITED = ['MEMBER', 'ADMIN', 'GUEST', 'VIEW_ONLY'] as const;

/** A user who cannot log in. */
const inactive = ({ id, name, email, status, accountId }: InactiveUser): Html =>
  html`<li>
    <span class="who">
      <span class="title">
        <strong>${name}</strong>
        <span class="badge warn">${status.toLowerCase()}</span>
        <span class="muted small mono">${id}</span>
      </span>
      <span class="muted small">${email}</span>
    </span>
    <form method="post" action="/accounts/change">
      ${hidden({ account: accountId, user: id })}
      <button class="button quiet" name="change" value="activate-user" aria-label="Activate ${name}">
        Activate
      </button>
    </form>
  </li>`;

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
    <a class="button quiet edit" href="/accounts/users/${user.id}" aria-label="Edit ${user.name}">Edit</a>
    <form method="post" action="/login-as">
      <button class="button quiet" name="user_id" value="${user.id}" aria-label="Log in as ${user.name}">
        Log in as
      </button>
    </form>
  </li>`;
