import { Injectable } from '@nestjs/common';
import { AccountStorage } from '../account-storage/index.js';
import { PlatformDocumentDb, type DocumentDbState } from '../document-db/platform/index.js';
import { html, liveCard, page, table, type Html } from '../pages/index.js';
import { SandboxState, type Account } from '../state/index.js';
import { AppDataClient, type AppDocument, type AppRow, type AppSecret } from './app-data.client.js';
import { shortJson } from './parts.js';

/** The page with the data of each account, in the app and at monday. */
@Injectable()
export class StoragePage {
  constructor(
    private readonly state: SandboxState,
    private readonly app: AppDataClient,
    private readonly storage: AccountStorage,
    private readonly documentDb: PlatformDocumentDb,
  ) {}

  /** @param accountId which account to show; default is the first */
  async render(accountId: string | undefined): Promise<string> {
    const accounts = this.state.accounts();
    const account = accounts.find(({ id }) => id === accountId) ?? accounts[0];
    const body = html`<div class="intro">
        <h1>Storage</h1>
        <p>
          What an account keeps, the first hundred of each kind. Secure values are shown when you open them.
        </p>
      </div>
      <nav class="filters" aria-label="Accounts">
        ${accounts.map(
          ({ id, name }) =>
            html`<a
              class="button quiet"
              href="/storage?account=${id}"
              ${id === account?.id && html`aria-current="true"`}
              >${name}</a
            >`,
        )}
      </nav>
      ${account && (await this.sections(account))} ${documentDbCard(this.documentDb.state())}`;
    return page({ title: 'Storage', body, section: '/storage', live: true });
  }

  private async sections(account: Account): Promise<Html> {
    const [app, monday] = await Promise.all([
      this.app.account(account.id),
      this.storage.search(account.id, ''),
    ]);
    const atMonday = monday.records.map(({ key, value, backendOnly }) => ({
      key,
      value,
      shared: !backendOnly,
    }));
    return html`${liveCard('app-storage', 'Storage of the app', account.name, app ? rows(app.storage) : UNREACHABLE)}
    ${liveCard('app-collections', 'Collections of the app', account.name, app ? documents(app.collections ?? []) : UNREACHABLE)}
    ${liveCard('app-secrets', 'Secure storage of the app', account.name, app ? secrets(app.secureStorage) : UNREACHABLE)}
    ${liveCard('monday-storage', 'Storage at monday', 'apps-storage and the sidecar', rows(atMonday))}`;
  }
}

function documentDbCard(state: DocumentDbState | undefined): Html | false {
  if (!state) return false;
  const { reads, writes, deletes } = state.usage;
  const used = `of all accounts; ${reads} reads, ${writes} writes and ${deletes} deletions since the start`;
  const collections = table(
    'Collections',
    ['Collection', 'Documents', 'Indexes'],
    state.collections.map(
      ({ name, documents: count, indexes }) =>
        html`<tr>
          <th scope="row" class="mono">${name}</th>
          <td>${String(count)}</td>
          <td class="mono">${indexes.join(', ')}</td>
        </tr>`,
    ),
    'Nothing is stored.',
  );
  return liveCard('document-db', 'Document DB', used, collections);
}

const UNREACHABLE = html`<p class="empty">
  The app does not say. It does when both were started with <code>npm run dev</code>.
</p>`;

const rows = (records: readonly AppRow[]): Html =>
  table(
    'Rows',
    ['Key', 'Value', 'Seen by'],
    records.map(
      ({ key, value, shared }) =>
        html`<tr>
          <th scope="row" class="mono">${key}</th>
          <td><code class="value">${shortJson(value)}</code></td>
          <td><span class="badge ${shared ? 'info' : ''}">${shared ? 'views too' : 'backend only'}</span></td>
        </tr>`,
    ),
    'Nothing is stored.',
  );

const documents = (records: readonly AppDocument[]): Html =>
  table(
    'Documents',
    ['Collection', 'Id', 'Document'],
    records.map(
      ({ collection, id, document }) =>
        html`<tr>
          <td>${collection}</td>
          <th scope="row" class="mono">${id}</th>
          <td><code class="value">${shortJson(document)}</code></td>
        </tr>`,
    ),
    'No documents.',
  );

const secrets = (records: readonly AppSecret[]): Html =>
  table(
    'Secure values',
    ['Key', 'User', 'Value'],
    records.map(
      ({ userId, key, value }) =>
        html`<tr>
          <th scope="row" class="mono">${key}</th>
          <td class="mono">${userId ?? html`<span class="badge info">account</span>`}</td>
          <td class="text">
            ${
              value === undefined
                ? html`<span class="badge bad">cannot be decrypted</span>`
                : html`<details class="reveal">
                    <summary>Show</summary>
                    <code>${shortJson(value)}</code>
                  </details>`
            }
          </td>
        </tr>`,
    ),
    'Nothing is stored.',
  );
