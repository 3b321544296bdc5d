import mondaySdk from 'monday-sdk-js';

/** The page of monday around this view. */
export const monday = mondaySdk();

/** How long the page may take to answer. */
const TIMEOUT_MS = 10_000;

/** The page around this view did not answer, or refused to. */
export class HostError extends Error {
  override readonly name = 'HostError';

  constructor(options?: ErrorOptions) {
    super('monday did not answer the view.', options);
  }
}

/** What this view uses of monday's context. */
export interface ViewContext {
  readonly boardId: string;
  readonly theme: string;
}

/**
 * Calls `use` with the context, now and after each change of it, such as another theme.
 * @param onSilence called if there is no context: the page is not that of monday
 */
export function followContext(use: (context: ViewContext) => void, onSilence: () => void): void {
  let isKnown = false;
  const take = (data: unknown): void => {
    const { boardId, boardIds, theme } = data as {
      boardId?: number | string;
      boardIds?: readonly (number | string)[];
      theme?: string;
    };
    isKnown = true;
    use({ boardId: String(boardId ?? boardIds?.[0] ?? ''), theme: theme ?? 'light' });
  };
  monday.listen('context', ({ data }) => take(data));
  // A late answer counts, too.
  const answer = get('context').then(take);
  inTime(answer).catch(() => {
    if (!isKnown) onSilence();
  });
}

/** Proves to the app who the user is. It is valid for some minutes, so each request asks for it again. @throws HostError */
export async function sessionToken(): Promise<string> {
  return String(await inTime(get('sessionToken')));
}

/** @throws HostError */
async function get(type: 'context' | 'sessionToken'): Promise<unknown> {
  const { data } = await monday.get(type);
  // A page that is in no frame receives its own question.
  if (data === undefined) throw new HostError();
  return data;
}

function inTime<T>(answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new HostError()), TIMEOUT_MS);
    answer
      .then(resolve, (cause: unknown) => reject(new HostError({ cause })))
      .finally(() => clearTimeout(timer));
  });
}
