/** Lines around a change that are shown too. */
const CONTEXT = 2;

interface Line {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

/** The lines that differ between two texts of some hundred lines, marked with `-` and `+`, with those around them. */
export function lineDiff(before: string, after: string): string[] {
  const lines = compare(split(before), split(after));
  const isShown = lines.map((_line, index) =>
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ mark }) => mark !== ' '),
  );
  return lines.flatMap(({ mark, text }, index) => {
    if (!isShown[index]) return isShown[index - 1] ? ['...'] : [];
    return [`${mark} ${text}`];
  });
}

const split = (text: string): string[] => (text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/));

/** By the longest common subsequence. */
function compare(before: readonly string[], after: readonly string[]): Line[] {
  const lengths = commonLengths(before, after);
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [removed, added] = [before[i], after[j]];
    if (removed !== undefined && removed === added) {
      lines.push({ mark: ' ', text: removed });
      [i, j] = [i + 1, j + 1];
    } else if (
      added === undefined ||
      (removed !== undefined && at(lengths, i + 1, j) >= at(lengths, i, j + 1))
    ) {
      lines.push({ mark: '-', text: removed ?? '' });
      i += 1;
    } else {
      lines.push({ mark: '+', text: added });
      j += 1;
    }
  }
  return lines;
}

/** The length of the longest common subsequence of all lines from i of one and from j of the other. */
function commonLengths(before: readonly string[], after: readonly string[]): number[][] {
  const lengths = Array.from({ length: before.length + 1 }, () =>
    new Array<number>(after.length + 1).fill(0),
  );
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      lengths[i]![j] =
        before[i] === after[j]
          ? at(lengths, i + 1, j + 1) + 1
          : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1));
    }
  }
  return lengths;
}

const at = (lengths: readonly (readonly number[])[], i: number, j: number): number => lengths[i]?.[j] ?? 0;
