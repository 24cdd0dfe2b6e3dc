// Text made ready to be searched: no accents, no capitals.

/** @param {string} text */
export const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** @param {string} text */
export const wordsOf = (text) => plain(text).split(/\s+/).filter(Boolean);
