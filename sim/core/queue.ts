/** What the queue is ordered by: time, then priority (lower first), then order of insertion. */
export type Due<T> = { readonly at: number; readonly priority: number; readonly item: T };

type Entry<T> = Due<T> & { readonly sequence: number };

/** Entries in the order in which they fall due. */
export type DueQueue<T> = {
  readonly push: (due: Due<T>) => void;
  /** Removes and returns the entry that falls due first, or `undefined` when there is none. */
  readonly pop: () => Due<T> | undefined;
  readonly size: () => number;
};

/**
 * Returns an empty queue: a binary heap ordered by (time, priority, sequence). The sequence number
 * makes the order total, so two entries due at the same time leave in the order they came.
 */
export function dueQueue<T>(): DueQueue<T> {
  const heap: Entry<T>[] = [];
  let sequence = 0;
  return {
    push: (due) => {
      heap.push({ ...due, sequence: sequence++ });
      rise(heap, heap.length - 1);
    },
    pop: () => {
      const first = heap[0];
      const last = heap.pop();
      if (first === undefined || last === undefined) return undefined;
      if (heap.length > 0) {
        heap[0] = last;
        sink(heap, 0);
      }
      return first;
    },
    size: () => heap.length,
  };
}

function isBefore<T>(a: Entry<T>, b: Entry<T>): boolean {
  if (a.at !== b.at) return a.at < b.at;
  if (a.priority !== b.priority) return a.priority < b.priority;
  return a.sequence < b.sequence;
}

function rise<T>(heap: Entry<T>[], from: number): void {
  let child = from;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    if (!swapIfBefore(heap, child, parent)) return;
    child = parent;
  }
}

function sink<T>(heap: Entry<T>[], from: number): void {
  let parent = from;
  for (;;) {
    const left = 2 * parent + 1;
    const right = left + 1;
    if (left >= heap.length) return;
    const smaller =
      right < heap.length && isBefore(heap[right] as Entry<T>, heap[left] as Entry<T>)
        ? right
        : left;
    if (!swapIfBefore(heap, smaller, parent)) return;
    parent = smaller;
  }
}

function swapIfBefore<T>(heap: Entry<T>[], a: number, b: number): boolean {
  const first = heap[a] as Entry<T>;
  const second = heap[b] as Entry<T>;
  if (!isBefore(first, second)) return false;
  heap[a] = second;
  heap[b] = first;
  return true;
}
