/**
 * Writes JSON whatever the host page has put on prototypes: some libraries of old gave arrays a `toJSON` that makes strings of them.
 */
export const stringify = (value: unknown): string => JSON.stringify(bare(value));

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return Object.setPrototypeOf(value.map(bare), null);
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.create(null) as Record<string, unknown>;
  for (const name of Object.keys(value)) copy[name] = bare((value as Record<string, unknown>)[name]);
  return copy;
}
