import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

type ScrollProps = {
  /** What is inside, for whoever comes here by keyboard. */
  readonly label: string;
  readonly children: ComponentChildren;
};

/** What may be wider than the page: it then scrolls by itself, by keyboard too. */
export function Scroll({ label, children }: ScrollProps) {
  const place = useRef<HTMLDivElement>(null);
  const [isWide, setWide] = useState(false);
  useEffect(() => {
    const box = place.current;
    if (box === null) return;
    const look = () => setWide(box.scrollWidth > box.clientWidth);
    const observer = new ResizeObserver(look);
    observer.observe(box);
    for (const child of box.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);
  return (
    <div
      ref={place}
      class="scroll"
      {...(isWide ? { tabIndex: 0, role: "region", "aria-label": label } : {})}
    >
      {children}
    </div>
  );
}
