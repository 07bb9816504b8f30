// Packs are inflated when something of them is first shown.
const packs = (() => {
  'use strict';
  const opened = new Map();

  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&()*+,./:;-=>?@[]^_`{|}~"';

  // As Writing/Base91.cs writes it.
  function octets(text) {
    const value = new Int8Array(128).fill(-1);
    [...alphabet].forEach((c, i) => { value[c.charCodeAt(0)] = i; });
    const out = new Uint8Array(Math.ceil(text.length * 7 / 8) + 2);
    let [at, low, queue, bits] = [0, -1, 0, 0];
    for (let i = 0; i < text.length; i++) {
      const digit = value[text.charCodeAt(i)];
      if (low < 0) {
        low = digit;
        continue;
      }
      const pair = low + digit * 91;
      low = -1;
      queue |= pair << bits;
      bits += (pair & 8191) > 88 ? 13 : 14;
      for (; bits > 7; bits -= 8, queue >>= 8) out[at++] = queue & 255;
    }
    if (low >= 0) out[at++] = (queue | low << bits) & 255;
    return out.subarray(0, at);
  }

  const has = (name) => document.getElementById('pack-' + name) !== null;

  function open(name) {
    if (!opened.has(name)) {
      opened.set(name, (async () => {
        const stream = new Blob([octets(document.getElementById('pack-' + name).textContent)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
        return JSON.parse(await new Response(stream).text());
      })());
    }
    return opened.get(name);
  }

  return { has, open };
})();
