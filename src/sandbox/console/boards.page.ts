import { Injectable } from '@nestjs/common';
import { BoardStore, type StoredBoard, type StoredItem } from '../graphql/index.js';
import { html, page, type Html } from '../pages/index.js';
import { SandboxState, type Column, type ColumnValue } from '../state/index.js';

/** Each account's boards as they are now, changes included. */
@Injectable()
export class BoardsPage {
  constructor(
    private readonly state: SandboxState,
    private readonly boards: BoardStore,
  ) {}

  async render(): Promise<string> {
    const sections = await Promise.all(
      this.state.accounts().map(async (account) => ({ account, boards: await this.boards.list(account.id) })),
    );
    const body = html`<div class="intro">
        <h1>Boards</h1>
        <p>As the GraphQL API serves them, with every change that was made since the seed.</p>
      </div>
      ${sections.map(({ account, boards }) => boards.map((board) => this.board(account.name, board)))}`;
    return page({ title: 'Boards', body, section: '/boards', live: true });
  }

  private board(accountName: string, { board, columns, items }: StoredBoard): Html {
    return html`<section class="card" data-live aria-labelledby="board-${board.id}">
      <header>
        <h2 id="board-${board.id}">${board.name}</h2>
        <span class="muted small">${accountName} · <span class="mono">${board.id}</span></span>
      </header>
      <div class="scroll" role="region" aria-label="${board.name}" tabindex="0">
        <table>
          <thead>
            <tr>
              <th scope="col">Item</th>
              ${columns.map(
                ({ title, type }) =>
                  html`<th scope="col" ${type === 'numbers' && html`class="number"`}>${title}</th>`,
              )}
              <th scope="col" class="number">Id</th>
            </tr>
          </thead>
          <tbody>
            ${board.groups.map(
              ({ id, title, color }) =>
                html`<tr class="group">
                    <th colspan="${columns.length + 2}" scope="rowgroup">
                      <svg class="swatch" viewBox="0 0 10 10" aria-hidden="true">
                        <rect width="10" height="10" rx="3" fill="${color}" /></svg
                      >${title}
                    </th>
                  </tr>
                  ${[...items.values()]
                    .filter(({ groupId }) => groupId === id)
                    .map((item) => this.row(item, columns))}`,
            )}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  private row(item: StoredItem, columns: readonly Column[]): Html {
    return html`<tr>
      <th scope="row">${item.name}</th>
      ${columns.map(
        (column) =>
          html`<td ${column.type === 'numbers' && html`class="number"`}>
            ${this.cell(column, item.values[column.id])}
          </td>`,
      )}
      <td class="number mono muted small">${item.id}</td>
    </tr>`;
  }

  private cell(column: Column, value: ColumnValue | undefined): Html | string {
    if (value === undefined) return '';
    if (typeof value === 'string') return value;
    if ('date' in value) return value.date;
    if ('index' in value)
      return status(column.labels?.[String(value.index)] ?? String(value.index), value.index);
    return value.personsAndTeams
      .map(({ id }) => this.state.findUser(String(id))?.name ?? String(id))
      .join(', ');
  }
}

/** monday's own colours of these indexes: orange, green, red, grey. */
const TONES: Readonly<Record<number, string>> = { 0: 'warn', 1: 'good', 2: 'bad' };

const status = (label: string, index: number): Html =>
  html`<span class="badge ${TONES[index] ?? ''}">${label}</span>`;
