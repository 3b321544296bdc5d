import { UsageError, readOptions } from 'monday-persistence/command-line';
import { type PlatformCommand } from '../platform-command.js';
import { type ControlClient } from '../control.client.js';

interface GeneratedBoard {
  readonly id: string;
  readonly name: string;
  readonly items: number;
  readonly columns: number;
}

const OPTIONS = {
  boards: { type: 'string' },
  board: { type: 'string' },
  items: { type: 'string' },
  columns: { type: 'string' },
  seed: { type: 'string' },
  user: { type: 'string' },
} as const;

export const generate: PlatformCommand = {
  words: 'generate',
  parameters: '[--boards N | --board ID] [--items N] [--columns N] [--seed N] [--user ID]',
  summary: 'adds boards, or fills one, with values in columns of all types, 10,000 items each by default',
  async run({ arguments: given, sandbox, print }) {
    const options = readOptions(given, OPTIONS);
    const boards = options.board === undefined ? (numberOf(options.boards) ?? 1) : 1;
    const seed = numberOf(options.seed) ?? 1;
    for (let index = 0; index < boards; index += 1) {
      const board = await generateBoard(sandbox, {
        boardId: options.board,
        items: numberOf(options.items),
        columns: numberOf(options.columns),
        seed: seed + index,
        userId: options.user,
      });
      print(`${board.id}  ${board.name}  (${board.items} items, ${board.columns} columns)`);
    }
    return 0;
  },
};

function generateBoard(sandbox: ControlClient, plan: object): Promise<GeneratedBoard> {
  return sandbox.post<GeneratedBoard>('/__sandbox/boards', plan);
}

function numberOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`${text} is not a whole number.`);
}
