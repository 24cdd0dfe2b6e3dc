// Text made ready to be searched, as the server does it (kit/search/plain.py): no accents, no
// capitals, no apostrophes, other signs as blanks.
const LEFT_OUT = /['’‘ʼʻ‛′`´＇\u00ad\u200b-\u200d\u2060\ufeff]/gu;
const SIGNS = /[^\p{L}\p{N}]+/gu;
/** @type {Record<string, string>} */
const PLAIN_LETTERS = {
  ı: "i",
  ł: "l",
  ø: "o",
  đ: "d",
  ð: "d",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  þ: "th",
};
const SPECIAL = new RegExp(`[${Object.keys(PLAIN_LETTERS).join("")}]`, "gu");

/** @param {string} text */
export const plain = (text) =>
  text
    .replace(LEFT_OUT, "")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(SPECIAL, (letter) => PLAIN_LETTERS[letter] ?? letter)
    .replace(SIGNS, " ")
    .trim();

/** @param {string} text */
export const wordsOf = (text) => plain(text).split(" ").filter(Boolean);

/**
 * Tell whether the text has every word, be it in one piece or in several: Annemarie, Anne-Marie.
 * @param {string} text
 * @param {string[]} words
 */
export const holds = (text, words) => {
  const apart = plain(text);
  const joined = apart.replaceAll(" ", "");
  return words.every((word) => apart.includes(word) || joined.includes(word));
};
