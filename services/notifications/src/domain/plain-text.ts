/** Lines and what steers a terminal or turns the direction of a text; what is no character. */
const unshown = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
const noCharacter = /[\p{Surrogate}\p{Noncharacter_Code_Point}]/gu;

/** One line that says what a text says and does nothing else, wherever it stands. */
export function plainText(text: string): string {
  return text.replace(noCharacter, '\uFFFD').replace(unshown, ' ').trim();
}
