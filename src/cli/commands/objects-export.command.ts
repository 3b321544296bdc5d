import { folderTransfer } from '../objects/folder-transfer.js';

export const objectsExport = folderTransfer({
  words: 'objects export',
  summary: 'writes all objects of an account to a folder',
  done: 'exported',
  run: (folder, objects) => folder.write(objects),
});
