// Small things that a person chose, kept in this browser. In a private window nothing is kept:
// what was chosen then holds for the page that is open.

/**
 * @param {string} name
 * @param {() => Storage} store a function, because asking for a store may fail by itself
 * @returns {string | null}
 */
export const recall = (name, store = () => localStorage) => {
  try {
    return store().getItem(name);
  } catch {
    return null;
  }
};

/**
 * @param {string} name
 * @param {string} value
 * @param {() => Storage} store
 */
export const remember = (name, value, store = () => localStorage) => {
  try {
    store().setItem(name, value);
  } catch {
    // Nothing is kept.
  }
};
