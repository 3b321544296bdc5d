/** A node of the syntax tree of a formula. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: number | string | boolean }
  | { readonly kind: 'column'; readonly id: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] };

const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?)|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|\{([^{}]*)\}|([A-Za-z_][A-Za-z0-9_]*)|(<=|>=|<>|!=|[-+*/^&=<>(),]))/y;
const MAX_LENGTH = 5_000;
const MAX_DEPTH = 50;

/** Operators with their precedence and the equivalent function. */
const OPERATORS: Readonly<Record<string, readonly [power: number, name: string]>> = {
  '=': [1, 'EQUAL'],
  '<>': [1, 'UNEQUAL'],
  '!=': [1, 'UNEQUAL'],
  '<': [1, 'LESS'],
  '>': [1, 'GREATER'],
  '<=': [1, 'LESS_OR_EQUAL'],
  '>=': [1, 'GREATER_OR_EQUAL'],
  '&': [2, 'CONCATENATE'],
  '+': [3, 'SUM'],
  '-': [3, 'MINUS'],
  '*': [4, 'MULTIPLY'],
  '/': [4, 'DIVIDE'],
  '^': [5, 'POWER'],
};

interface Token {
  readonly kind: 'number' | 'text' | 'column' | 'name' | 'sign';
  readonly text: string;
}

/** Parses a formula; `undefined` if it is invalid. */
export function parseFormula(text: string): Expression | undefined {
  try {
    const tokens = tokensOf(text);
    const parser = new Parser(tokens);
    const expression = parser.expression(0, 0);
    return parser.isAtEnd() ? expression : undefined;
  } catch (error) {
    if (error instanceof FormulaError) return undefined;
    throw error;
  }
}

class FormulaError extends Error {}

function tokensOf(text: string): Token[] {
  if (text.length > MAX_LENGTH) throw new FormulaError();
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const match = TOKEN.exec(text);
    if (!match) throw new FormulaError();
    const [, number, double, single, column, name, sign] = match;
    const quoted = double ?? single;
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replace(/\\(.)/g, '$1') });
    else if (column !== undefined) tokens.push({ kind: 'column', text: column });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name.toUpperCase() });
    else tokens.push({ kind: 'sign', text: sign ?? '' });
  }
  return tokens;
}

class Parser {
  private position = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  isAtEnd(): boolean {
    return this.position === this.tokens.length;
  }

  /** @param power minimum precedence of the operators */
  expression(power: number, depth: number): Expression {
    if (depth > MAX_DEPTH) throw new FormulaError();
    let left = this.operand(depth);
    for (;;) {
      const token = this.tokens[this.position];
      const operator = token?.kind === 'sign' ? OPERATORS[token.text] : undefined;
      if (operator === undefined || operator[0] < power) return left;
      this.position += 1;
      left = { kind: 'call', name: operator[1], args: [left, this.expression(operator[0] + 1, depth + 1)] };
    }
  }

  private operand(depth: number): Expression {
    const token = this.tokens[this.position];
    if (!token) throw new FormulaError();
    this.position += 1;
    switch (token.kind) {
      case 'number':
        return { kind: 'literal', value: Number(token.text) };
      case 'text':
        return { kind: 'literal', value: token.text };
      case 'column':
        return { kind: 'column', id: columnId(token.text) };
      case 'name':
        return this.named(token.text, depth);
      case 'sign':
        return this.signed(token.text, depth);
    }
  }

  private signed(sign: string, depth: number): Expression {
    if (sign === '-') {
      return {
        kind: 'call',
        name: 'MINUS',
        args: [{ kind: 'literal', value: 0 }, this.expression(4, depth + 1)],
      };
    }
    if (sign !== '(') throw new FormulaError();
    const inner = this.expression(0, depth + 1);
    this.take(')');
    return inner;
  }

  private named(name: string, depth: number): Expression {
    if (name === 'TRUE' || name === 'FALSE') return { kind: 'literal', value: name === 'TRUE' };
    this.take('(');
    const args: Expression[] = [];
    while (!this.isNext(')')) {
      if (args.length > 0) this.take(',');
      args.push(this.expression(0, depth + 1));
    }
    this.take(')');
    return { kind: 'call', name, args };
  }

  private isNext(sign: string): boolean {
    const token = this.tokens[this.position];
    return token?.kind === 'sign' && token.text === sign;
  }

  private take(sign: string): void {
    if (!this.isNext(sign)) throw new FormulaError();
    this.position += 1;
  }
}

/** `{numbers}`, or `{item's Estimate#numbers}` with the title before the id. */
function columnId(text: string): string {
  return text.split('#').at(-1)?.trim() ?? '';
}
