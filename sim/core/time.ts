/** Seconds in a minute, an hour, a day. */
export const minute = 60;
export const hour = 3600;
export const day = 86_400;

/**
 * Returns the seconds since 1970 of a UTC time.
 *
 * @param text `YYYY-MM-DDTHH:MM:SSZ`.
 *
 * @example
 * utcSeconds("2022-03-23T13:29:09Z"); // => 1648042149
 */
export const utcSeconds = (text: string): number => Date.parse(text) / 1000;

/**
 * Returns a time as a person reads it, in UTC.
 *
 * @example
 * formatUtc(1648042149); // => "2022-03-23 13:29:09"
 */
export const formatUtc = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ");

/**
 * Returns a length of time in days, hours, minutes and seconds, leaving out what is zero.
 *
 * @example
 * formatDuration(518460); // => "6d 1m"
 */
export function formatDuration(seconds: number): string {
  const parts: string[] = [];
  let left = seconds;
  for (const [name, length] of [
    ["d", day],
    ["h", hour],
    ["m", minute],
    ["s", 1],
  ] as const) {
    const count = Math.floor(left / length);
    left -= count * length;
    if (count > 0) parts.push(`${count}${name}`);
  }
  return parts.join(" ") || "0s";
}
