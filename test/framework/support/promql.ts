/** Words of PromQL that look like metrics. */
const LANGUAGE = new Set('sum max min by rate increase delta and on topk histogram_quantile'.split(' '));

/** The metrics that an expression asks for. */
export const metricsIn = (expr: string): string[] =>
  expr
    .replace(/\{[^}]*\}|\[[^\]]*\]|\b(?:by|on) \([^)]*\)/g, ' ')
    .match(/\b[a-z][a-z0-9_]*\b/g)!
    .filter((word) => !LANGUAGE.has(word));
