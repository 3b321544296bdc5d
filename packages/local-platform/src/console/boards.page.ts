import { Injectable } from '@nestjs/common';
import { BoardTables, type BoardTable, type BoardTableRow } from '../graphql/index.js';
import { html, page, type Html } from '../pages/index.js';
import { SandboxState } from '../state/index.js';

/** Each account's boards as they are now, changes included. */
@Injectable()
export class BoardsPage {
  constructor(
    private readonly state: SandboxState,
    private readonly boards: BoardTables,
  ) {}

  render(): string {
    const body = html`<div class="intro">
        <h1>Boards</h1>
        <p>The boards of the GraphQL API, including all changes since the seed.</p>
      </div>
      ${this.state
        .accounts()
        .map(({ id, name }) => this.boards.list(id).map((board) => this.board(name, board)))}`;
    return page({ title: 'Boards', body, section: '/boards', live: true });
  }

  private board(accountName: string, { board, columns, groups }: BoardTable): Html {
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
            ${groups.map(
              ({ group, rows }) =>
                html`<tr class="group">
                    <th colspan="${columns.length + 2}" scope="rowgroup">
                      <svg class="swatch" viewBox="0 0 10 10" aria-hidden="true">
                        <rect width="10" height="10" rx="3" fill="${group.color}" /></svg
                      >${group.title}
                    </th>
                  </tr>
                  ${rows.map((row) => this.row(row))}`,
            )}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  private row({ id, name, cells }: BoardTableRow): Html {
    return html`<tr>
      <th scope="row">${name}</th>
      ${cells.map(
        (cell) => html`<td ${cell.column.type === 'numbers' && html`class="number"`}>${this.cell(cell)}</td>`,
      )}
      <td class="number mono muted small">${id}</td>
    </tr>`;
  }

  private cell({ column, text, value }: BoardTableRow['cells'][number]): Html | string {
    if (column.type !== 'status' || text === '') return text;
    return status(text, (value as { index: number }).index);
  }
}

/** monday's own colours of these indexes: orange, green, red, grey. */
const TONES: Readonly<Record<number, string>> = { 0: 'warn', 1: 'good', 2: 'bad' };

const status = (label: string, index: number): Html =>
  html`<span class="badge ${TONES[index] ?? ''}">${label}</span>`;
