/**
 * The code blocks of a Markdown text.
 *
 * The words behind the language say what a block is for:
 *   ts PATH, diff PATH        a file to write, or a change to one
 *   bash exit=1               commands of which one fails with this status
 *   bash by-hand="REASON"     commands that a test cannot run, and why
 *   json expected             must be in what the commands before it printed
 * A comment `<!-- ts: CODE -->` before a `ts` block without a path declares what the block takes for granted.
 * @param {string} text
 * @returns {{language: string, path?: string, options: Record<string, string>, code: string, preamble: string, line: number}[]}
 */
export function codeBlocks(text) {
  const blocks = [];
  const fence = /^(?:<!-- ts: ([^]*?) -->\n+)?```(\w+)([^\n]*)\n([^]*?)^```$/gm;
  for (const [whole, preamble = '', language, words, code] of text.matchAll(fence)) {
    const line = text.slice(0, text.indexOf(whole)).split('\n').length;
    blocks.push({ language, ...readWords(words), code, preamble, line });
  }
  return blocks;
}

function readWords(words) {
  const options = {};
  let path;
  for (const [, name, quoted, bare, word] of words.matchAll(/([\w-]+)=(?:"([^"]*)"|(\S+))|(\S+)/g)) {
    if (name) options[name] = quoted ?? bare;
    else if (/[./]/.test(word)) path = word;
    else options[word] = '';
  }
  return { path, options };
}

/**
 * A file with a change made: lines that begin with `-` give way to those with `+`; the others must be there.
 * @throws Error if the lines are not there exactly once
 */
export function applyDiff(text, diff) {
  const lines = diff.replace(/\n$/, '').split('\n');
  const side = (mark) => lines.filter((line) => line[0] !== mark).map((line) => `${line.slice(1)}\n`);
  const [before, after] = [side('+').join(''), side('-').join('')];
  const found = text.split(before).length - 1;
  if (found !== 1) throw new Error(`These lines are there ${found} times:\n${before}`);
  return text.replace(before, () => after);
}
