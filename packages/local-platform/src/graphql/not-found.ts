import { GraphQLProblem } from './graphql-problem.js';

// Errors for ids that lead to nothing the user may see, as monday answers them (docs/monday-platform.md#graphql-errors).

export function boardNotFound(id: string | number | null | undefined): GraphQLProblem {
  return new GraphQLProblem(
    'InvalidBoardIdException',
    'The board does not exist. Please check your board ID and try again',
    { data: { board_id: numberOf(id) } },
  );
}

export function workspaceNotFound(id: string | number | null | undefined): GraphQLProblem {
  return new GraphQLProblem(
    'InvalidWorkspaceIdException',
    'The workspace does not exist. Please check your workspace ID and try again',
    { data: { workspace_id: numberOf(id) } },
  );
}

export function folderNotFound(id: string | number | null | undefined): GraphQLProblem {
  return new GraphQLProblem(
    'InvalidFolderIdException',
    'The folder does not exist. Please check your folder ID and try again',
    { data: { folder_id: numberOf(id) } },
  );
}

export function itemNotFound(id: string | number | null | undefined): GraphQLProblem {
  return new GraphQLProblem('InvalidItemIdException', 'Item not found', { data: { item_id: numberOf(id) } });
}

export function groupNotFound(boardId: number, groupId: string): GraphQLProblem {
  return new GraphQLProblem('ResourceNotFoundException', 'Group not found', {
    data: {
      resource_type: 'group',
      group_id: groupId,
      board_id: boardId,
      error_reason: 'store.monday.automation.error.missing_group',
    },
  });
}

export function columnNotFound(id: string): GraphQLProblem {
  return new GraphQLProblem('InvalidColumnIdException', "This column ID doesn't exist for the board", {
    data: { column_id: id, board_id: null, error_reason: 'store.monday.automation.error.missing_column' },
  });
}

/** monday reads an id as a number; other text is 0. */
function numberOf(id: string | number | null | undefined): number | null {
  if (id === null || id === undefined) return null;
  const number = Number(id);
  return Number.isSafeInteger(number) ? number : 0;
}
