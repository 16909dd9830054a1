/* What is hashed knows whole numbers alone: another language would write a fraction differently. Here it is written as text, the shortest that gives the same number. */

const MARK = 'decimal';

/** The same value with each fraction as `{decimal: "0.5"}`. */
export function decimalsAsText(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : { [MARK]: String(value) };
  return mapped(value, decimalsAsText);
}

/** The value that decimalsAsText() was given. */
export function decimalsFromText(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && MARK in value && typeof value.decimal === 'string')
    return Number(value.decimal);
  return mapped(value, decimalsFromText);
}

function mapped(value: unknown, each: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(each);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, each(held)]));
}
