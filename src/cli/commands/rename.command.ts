import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { APP_NAME_RULE, isAppName, RECORD_FILE } from 'create-monday-app-backend/generated-app';
import { CannotRunError, readOneArgument, UsageError } from 'monday-persistence/command-line';
import { type Command } from '../command.js';
import { renameProject } from '../rename-project.js';

export const rename: Command = {
  words: 'rename',
  parameters: 'NAME',
  summary: 'renames the app in all files that contain its name; logged-in users stay logged in',
  async run({ arguments: given, print }) {
    const name = readOneArgument(given, 'Give one name.');
    if (!isAppName(name)) {
      throw new UsageError(`${name} is not a name of a package. Use ${APP_NAME_RULE}.`);
    }
    const changed = await renameProject(process.cwd(), name).catch((error: unknown) => {
      throw new CannotRunError(`The app cannot be renamed: ${(error as Error).message}`);
    });
    for (const path of changed) print(path);
    print(changed.length === 0 ? `The app is already called ${name}.` : `The app is now called ${name}.`);
    if (changed.length > 0 && (await isGenerated(process.cwd())))
      print(
        'Other generated files have the earlier name: npm run cli -- upgrade shows them, and --apply renames it there.',
      );
    return 0;
  },
};

/** Whether the app is one that `npm create` made. */
const isGenerated = (folder: string): Promise<boolean> =>
  access(join(folder, RECORD_FILE)).then(
    () => true,
    () => false,
  );
