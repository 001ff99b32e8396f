/**
 * Adds items to the end of a list, however many: `push(...items)` puts each of them on the stack, which a value of
 * 200,000 characters overflows.
 */
export function append<Item>(list: Item[], items: Iterable<Item>): void {
  for (const item of items) list.push(item);
}
