import { columnsOf, type Column, type ItemRow, type Reader } from '../../store/index.js';
import { columnType, type Cell } from '../column-type.js';
import { evaluateFormula, type FormulaValue } from './evaluate-formula.js';
import { parseFormula } from './parse-formula.js';

/** Maximum depth of formulas that refer to formulas. */
const MAX_DEPTH = 5;

/** Returns the text of a cell of another type; set by the registry, which has all types. */
type ShowCell = (cell: Cell, reader: Reader) => string;

/**
 * `formula`: evaluates `settings.formula`. A formula with a function that is not in `FORMULA_FUNCTIONS` has no value. Its
 * `text` and `value` are empty, as at monday; the result is in `display_value`.
 */
export function formulaType(
  show: ShowCell,
  cellOf: (item: ItemRow, column: Column) => Cell,
): ReturnType<typeof columnType> {
  const result = ({ item, column }: Cell, reader: Reader, depth: number): FormulaValue | undefined => {
    const { formula } = column.settings;
    const expression = typeof formula === 'string' && depth < MAX_DEPTH ? parseFormula(formula) : undefined;
    if (!expression) return undefined;
    const columnValue = (id: string): FormulaValue | undefined => {
      const source = columnsOf(reader, column.board_id).find((candidate) => candidate.id === id);
      if (!source) return undefined;
      const cell = cellOf(item, source);
      return source.type === 'formula' ? result(cell, reader, depth + 1) : show(cell, reader);
    };
    return evaluateFormula(expression, { now: reader.now(), columnValue });
  };
  return columnType<never>({
    name: 'formula',
    typename: 'FormulaValue',
    text: () => '',
    json: () => null,
    fields: {
      display_value: (cell: Cell, _args: object, context) => {
        context.countFormulaValue(cell.column.key);
        return String(result(cell, context, 0) ?? '');
      },
    },
    operators: {},
  });
}
