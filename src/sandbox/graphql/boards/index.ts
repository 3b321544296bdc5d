export { BoardStore, type NewItem, type ValueChanges } from './board-store.js';
export type { StoredBoard, StoredItem } from './stored-board.js';
