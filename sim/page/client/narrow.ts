import { useEffect, useState } from "preact/hooks";

const narrow = window.matchMedia("(max-width: 40rem)");

/** Whether the page is as narrow as a phone; the component is drawn again when that changes. */
export function useNarrow(): boolean {
  const [isNarrow, setNarrow] = useState(narrow.matches);
  useEffect(() => {
    const listener = () => setNarrow(narrow.matches);
    narrow.addEventListener("change", listener);
    return () => narrow.removeEventListener("change", listener);
  }, []);
  return isNarrow;
}
