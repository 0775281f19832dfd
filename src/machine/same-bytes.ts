/** Whether `size` bytes of two views are the same. For what is short: nothing is called and nothing made. */
export function sameBytes(a: DataView, atA: number, b: DataView, atB: number, size: number): boolean {
  if (size < 8) {
    for (let i = 0; i < size; i++) if (a.getInt8(atA + i) !== b.getInt8(atB + i)) return false;
    return true;
  }
  const last = size - 8;
  for (let i = 0; i < last; i += 8) {
    if (a.getInt32(atA + i, true) !== b.getInt32(atB + i, true) || a.getInt32(atA + i + 4, true) !== b.getInt32(atB + i + 4, true)) {
      return false;
    }
  }
  return (
    a.getInt32(atA + last, true) === b.getInt32(atB + last, true) && a.getInt32(atA + last + 4, true) === b.getInt32(atB + last + 4, true)
  );
}
