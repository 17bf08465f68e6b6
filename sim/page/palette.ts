/**
 * The colors of the page, in light and dark. Hues are those of Okabe and Ito's palette, which people
 * with any of the common color deficiencies tell apart (jfly.uni-koeln.de/color), darkened or
 * lightened until text in them has a contrast of 4.5 to 1 and each two stay apart for the color-blind,
 * as test/page/palette.test.ts computes; no meaning rests on a color alone.
 */
export const palettes = {
  light: {
    paper: "#ffffff",
    panel: "#f5f6f8",
    line: "#d3d7de",
    ink: "#16191d",
    faint: "#5a6270",
    vault: "#0063a3",
    attack: "#941d00",
    honest: "#007a58",
    alarm: "#7c6a00",
    delegation: "#99447a",
    quiet: "#8b93a1",
    heat: "#c4725c",
    shadeAttack: "rgba(213, 94, 0, 0.16)",
    shadeUnseen: "rgba(204, 121, 167, 0.14)",
    shadeAlarm: "rgba(0, 114, 178, 0.14)",
  },
  dark: {
    paper: "#14171b",
    panel: "#1e2228",
    line: "#3a414c",
    ink: "#eef0f3",
    faint: "#aab2be",
    vault: "#62baf0",
    attack: "#ff9457",
    honest: "#2cb488",
    alarm: "#f0c44c",
    delegation: "#e19cc4",
    quiet: "#7d8694",
    heat: "#94552f",
    shadeAttack: "rgba(255, 148, 87, 0.22)",
    shadeUnseen: "rgba(225, 156, 196, 0.16)",
    shadeAlarm: "rgba(98, 186, 240, 0.18)",
  },
} as const;

export type Theme = keyof typeof palettes;
export type Palette = { readonly [name in keyof (typeof palettes)["light"]]: string };

/** Returns the palettes as variables of a style sheet: the reader's own choice wins. */
export const paletteSheet = (): string =>
  [
    `:root{color-scheme:light dark;${variables("light")}}`,
    `@media (prefers-color-scheme:dark){:root{${variables("dark")}}}`,
    `:root[data-theme=light]{color-scheme:light;${variables("light")}}`,
    `:root[data-theme=dark]{color-scheme:dark;${variables("dark")}}`,
  ].join("\n");

const variables = (theme: Theme): string =>
  Object.entries(palettes[theme])
    .map(([name, value]) => `--${name}:${value}`)
    .join(";");
