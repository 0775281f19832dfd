/** `name:value, name`: labels ordered by name; a label without value is its name alone. */
export function joinLabels(labels: ReadonlyMap<string, string>): string {
  return [...labels]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => (value === '' ? name : `${name}:${value}`))
    .join(', ');
}
