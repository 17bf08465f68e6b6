/**
 * Returns text as Markdown that reads as it stands: what would be markup is escaped, and lines are
 * joined, since names and labels may be of anybody's making.
 *
 * @example
 * prose("a *bold* <b>"); // => "a \\*bold\\* \\<b\\>"
 */
export const prose = (text: string): string =>
  text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_[\]<>|#~&]/g, "\\$&");
