/** The name, or the first with a number behind it that is not taken. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  let free = name;
  for (let next = 2; isTaken(free); next++) free = `${name}${next}`;
  return free;
}
