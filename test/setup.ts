import { vi } from "vitest";

/** What a test prints is noise, or a mistake: say it with an assertion instead. */
for (const method of ["log", "info", "warn", "error", "debug"] as const)
  vi.spyOn(console, method).mockImplementation((...words) => {
    throw new Error(`console.${method} in a test: ${words.join(" ")}`);
  });
