import { readOptions } from 'monday-persistence/command-line';
import { type Command } from '../command.js';
import {
  applyUpgrade,
  lineDiff,
  NEW,
  readUpgrade,
  type EntryChange,
  type FileChange,
} from '../upgrade/index.js';

/** Nothing of the app is loaded. */
export const upgrade: Command = {
  words: 'upgrade',
  parameters: '[--apply]',
  summary:
    'shows what the installed version changes in the files of a created app; --apply changes those that are not edited',
  async run({ arguments: given, print }) {
    const { apply = false } = readOptions(given, { apply: { type: 'boolean' } } as const);
    const found = await readUpgrade(process.cwd());
    const { from, to, files, entries } = found;
    if (files.length + entries.length === 0) {
      print(`The generated files are up to date with version ${to}.`);
      return 0;
    }
    print(`From version ${from} to ${to}:`);
    for (const change of files) for (const line of describeFile(change)) print(line);
    for (const change of entries) print(describeEntry(change));
    if (apply) await applyUpgrade(process.cwd(), found);
    print(
      apply
        ? 'Applied. Run npm install and the tests, and look at the changes before you commit them.'
        : HINT,
    );
    return 0;
  },
};

const HINT = 'Nothing was changed. --apply makes these changes in the files that are not edited.';

function describeFile({ path, before = '', after, isEdited }: FileChange): string[] {
  if (after === undefined)
    return [`\n${path}: no longer generated${isEdited ? '; edited, so it stays' : ', deleted'}`];
  const note = isEdited ? `edited; the new text goes to ${path}${NEW}` : before === '' ? 'new' : 'changed';
  return [`\n${path}: ${note}`, ...lineDiff(before, after).map((line) => `  ${line}`)];
}

function describeEntry({ field, name, before, after, isEdited }: EntryChange): string {
  const value = (of: unknown): string => (of === undefined ? 'none' : JSON.stringify(of));
  return `\npackage.json, ${field}, ${name}: ${value(before)} to ${value(after)}${isEdited ? '; edited, so it stays' : ''}`;
}
