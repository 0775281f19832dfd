/** The file beside a chisel that holds what it has to print. */
export function expectedFile(chisel: string): string {
  return `${chisel.replace(/\.(?:ts|js|mjs)$/, '')}.expected.txt`;
}
