// The small grammar of both search boxes: terms that all have to hold, "key:value" for a field, a word for anything, "-" to negate,
// quotation marks to keep spaces.
const query = (() => {
  'use strict';

  function parse(text) {
    return [...text.toLowerCase().matchAll(/(-?)(?:([^\s":-][^\s":]*):)?("[^"]*"|\S+)/g)].map(([, not, key, value]) => ({
      not: not === '-',
      key: key || '',
      value: value.replace(/^"|"$/g, ''),
    }));
  }

  // field(key) gives the values of a field, or undefined for what is none: then the term is taken as words, colon and all.
  function holds(terms, text, field) {
    return terms.every((term) => {
      const values = term.key ? field(term.key, term.value) : undefined;
      const found = values === undefined
        ? text.includes(term.key ? `${term.key}:${term.value}` : term.value)
        : values.some((v) => v.toLowerCase().startsWith(term.value));
      return found !== term.not;
    });
  }

  return { parse, holds };
})();
