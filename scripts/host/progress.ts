import { SingleBar } from "cli-progress";

/** Shows on standard error, in a terminal, how much of a long study is done. */
export type Progress = { readonly step: (what: string) => void; readonly stop: () => void };

/** Starts a progress bar over so many pieces. */
export function progressOver(total: number): Progress {
  const bar = new SingleBar({
    format: "{bar} {value}/{total}  {what}",
    stream: process.stderr,
    noTTYOutput: false,
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(total, 0, { what: "" });
  return {
    step: (what) => bar.increment(1, { what }),
    stop: () => bar.stop(),
  };
}
