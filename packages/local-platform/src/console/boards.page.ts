import { Injectable } from '@nestjs/common';
import { BoardTables, type BoardSummary } from '../graphql/index.js';
import { html, page, table, type Html } from '../pages/index.js';
import { SandboxState, type Account } from '../state/index.js';
import { problemNote } from './parts.js';

/** The list of the boards of all accounts. */
@Injectable()
export class BoardsPage {
  constructor(
    private readonly state: SandboxState,
    private readonly boards: BoardTables,
  ) {}

  /** @param problem why the API refused a change */
  render(problem?: string): string {
    const all = this.boards.summaries();
    const body = html`<div class="intro">
        <h1>Boards</h1>
        <p>
          The boards of the GraphQL API, including all changes since the seed. A change here is a mutation of
          the API: its webhooks and triggers are sent.
        </p>
      </div>
      ${problemNote(problem)}
      ${this.state.accounts().map((account) =>
        this.account(
          account,
          all.filter(({ account_id }) => account_id === Number(account.id)),
        ),
      )}`;
    return page({ title: 'Boards', body, section: '/boards', live: true });
  }

  private account({ id, name }: Account, boards: readonly BoardSummary[]): Html {
    return html`<section class="card" aria-labelledby="account-${id}">
      <header><h2 id="account-${id}">${name}</h2></header>
      <div data-live>
        ${table(`Boards of ${name}`, ['Board', 'Items', 'Groups', 'Columns', 'Board id'], boards.map(row), 'No boards.')}
      </div>
      <form class="form" method="post" action="/boards/change">
        <input type="hidden" name="account" value="${id}" />
        <label>New board <input name="name" required maxlength="255" autocomplete="off" /></label>
        <button class="button" name="change" value="create-board">Add board</button>
      </form>
    </section>`;
  }
}

const row = ({ id, name, items, groups, columns }: BoardSummary): Html =>
  html`<tr>
    <th scope="row"><a href="/boards/${id}">${name}</a></th>
    <td class="number">${items}</td>
    <td class="number">${groups}</td>
    <td class="number">${columns}</td>
    <td class="number mono muted small">${id}</td>
  </tr>`;
