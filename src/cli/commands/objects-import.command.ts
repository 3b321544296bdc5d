import { folderTransfer } from '../objects/folder-transfer.js';

export const objectsImport = folderTransfer({
  words: 'objects import',
  summary: 'puts the objects of such a folder, replacing existing ones',
  done: 'imported',
  run: (folder, objects) => folder.read(objects),
});
