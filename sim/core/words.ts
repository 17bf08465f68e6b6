/**
 * Returns a count with its noun.
 *
 * @example
 * plural(1, "payment"); // => "1 payment"
 * plural(2, "payment"); // => "2 payments"
 */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
