import mondaySdk from 'monday-sdk-js';

/** The page of monday around this view. */
export const monday = mondaySdk();

/** What this view uses of monday's context. */
export interface ViewContext {
  readonly boardId: string;
  readonly theme: string;
}

/** Calls `use` with the context, now and after each change of it, such as another theme. @returns ends that */
export function followContext(use: (context: ViewContext) => void): () => void {
  const take = ({ data }: { data: unknown }): void => {
    const { boardId, boardIds, theme } = data as {
      boardId?: number | string;
      boardIds?: readonly (number | string)[];
      theme?: string;
    };
    use({ boardId: String(boardId ?? boardIds?.[0] ?? ''), theme: theme ?? 'light' });
  };
  const stop = monday.listen('context', take);
  void monday.get('context').then(take);
  return stop;
}

/** Proves to the app who the user is. It is valid for some minutes, so each request asks for it again. */
export async function sessionToken(): Promise<string> {
  return (await monday.get<string, 'sessionToken'>('sessionToken')).data;
}
