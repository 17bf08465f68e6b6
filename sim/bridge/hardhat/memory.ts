/** Returns a function that remembers what it has returned, of so many keys at most. */
export function remembered<Key extends readonly unknown[], Value>(
  make: (...key: Key) => Value,
  keyOf: (...key: Key) => string,
  most = 100_000,
): (...key: Key) => Value {
  const known = new Map<string, Value>();
  return (...key) => {
    const name = keyOf(...key);
    const found = known.get(name);
    if (found !== undefined) return found;
    // All at once: what is asked for again and again is soon known again.
    if (known.size >= most) known.clear();
    const value = make(...key);
    known.set(name, value);
    return value;
  };
}
