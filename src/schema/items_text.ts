/** Longest message, in UTF-16 code units. */
export const MAX_MESSAGE = 512;
/** Longest name in a `loc`: the same long name may stand in a hundred of them. */
const MAX_NAME = 128;

/** Returns the message of an item: at most 512 code units, no half of a surrogate pair at its end. */
export function messageOf(text: string): string {
  return shortened(text, MAX_MESSAGE);
}

/** Returns a name of a `loc`: at most 128 code units. */
export function nameOf(text: string): string {
  return shortened(text, MAX_NAME);
}

function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const isPair = isHighSurrogate(text.charCodeAt(length - 1));
  return text.slice(0, isPair ? length - 1 : length);
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
