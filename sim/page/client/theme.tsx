import { useEffect, useState } from "preact/hooks";
import { type Palette, palettes, type Theme } from "../palette.ts";

type Choice = Theme | "auto";

const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

const chosen = (): Choice => (document.documentElement.dataset.theme ?? "auto") as Choice;

const current = (): Theme => {
  const choice = chosen();
  if (choice !== "auto") return choice;
  return prefersDark.matches ? "dark" : "light";
};

prefersDark.addEventListener("change", () => {
  for (const listener of listeners) listener();
});

function choose(choice: Choice): void {
  if (choice === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
  for (const listener of listeners) listener();
}

/** Returns the colors that hold now; the component is drawn again when they change. */
export function usePalette(): Palette {
  const [theme, setTheme] = useState(current);
  useEffect(() => {
    const listener = () => setTheme(current());
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return palettes[theme];
}

const choices: readonly Choice[] = ["auto", "light", "dark"];

/** The reader's own choice of colors. */
export function ThemeChoice() {
  const [choice, setChoice] = useState(chosen);
  return (
    <label class="theme">
      <span class="word">Colors</span>{" "}
      <select
        value={choice}
        onChange={(event) => {
          const next = event.currentTarget.value as Choice;
          choose(next);
          setChoice(next);
        }}
      >
        {choices.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
