// Any two sides beside each other: this run, runs of before, what was accepted, what the reference says; only the exchanges that differ. The
// state is the fragment, "#d?a=…&b=…". Text of a target only ever becomes a text node.
const pairs = (() => {
  'use strict';
  const { element } = wire;
  const at = (id) => document.getElementById(id);
  const none = { draw() {}, follow() {}, three: async () => null };
  // Without it what stands in the page for readers without script stays.
  if (!packs.has('pairs') || typeof DecompressionStream === 'undefined') return none;

  const perStep = 100;
  const unsent = -1;
  const load = () => packs.open('pairs');

  // As Diffing/Comparison.cs decides it: change both together.
  function differs(data, x, a, b) {
    const known = x.t[a] !== null && x.t[b] !== null;
    const whole = data.s[a].w && data.s[b].w;
    return known && (whole || (x.t[a] !== unsent && x.t[b] !== unsent)) && x.t[a] !== x.t[b];
  }

  const cell = (row, text) => (text === null || text === unsent ? null : row.length === 1 ? row[0] : row[text]);

  // The lines of an exchange, a column a side; what the last column lacks is removed, what only it has is added.
  function table(x, columns, label) {
    const heads = ['Mark', ...columns.map((c) => c.name)].map((name, i) => {
      const head = element('th', '', i ? name : element('span', 'unseen', name));
      head.scope = 'col';
      return head;
    });
    const body = [];
    for (const row of x.r) {
      const cells = columns.map((c) => cell(row, x.t[c.side]));
      const last = cells.at(-1);
      if (cells.every((c) => c === null)) continue;
      const kind = cells.every((c) => c === last) ? 'same' : last === null ? 'removed' : cells.slice(0, -1).every((c) => c === null) ? 'added' : 'changed';
      const sign = { same: '=', removed: '−', added: '+', changed: '≠' }[kind];
      body.push(element('tr', kind, element('td', '', sign), ...cells.map((c) => element('td', '', c ?? ''))));
    }
    const box = element('div', 'scroll', element('table', columns.length > 2 ? 'lines three' : 'lines', element('thead', '', element('tr', '', ...heads)), element('tbody', '', ...body)));
    box.tabIndex = 0;
    box.setAttribute('role', 'region');
    box.setAttribute('aria-label', label);
    return box;
  }

  // At a case: what was accepted, what the reference says, and this run; who says nothing of it has no column.
  async function three(id) {
    const data = await load();
    const x = data.x.find((e) => e.c === id && e.p === 'request under test');
    if (!x) return null;
    const columns = [['accepted', 'Accepted'], ['reference', 'Reference'], ['now', 'This run']]
      .map(([key, name]) => ({ name, side: data.s.findIndex((s) => s.k === key) }))
      .filter((c) => c.side >= 0 && cell([''], x.t[c.side]) !== null);
    return columns.at(-1)?.name === 'This run' && columns.some((c) => differs(data, x, c.side, columns.at(-1).side))
      ? table(x, columns, `Accepted, reference and this run of ${id}, line by line`)
      : null;
  }

  const tools = at('diff-tools');
  const [left, right] = [at('pair-a'), at('pair-b')];
  let drawn = '';

  function entry(data, x, a, b) {
    const node = element('details', 'fold twin', element('summary', '', element('code', '', x.c), ' ', element('span', 'dim', x.p)));
    node.addEventListener('toggle', () => {
      if (!node.querySelector('table')) node.append(table(x, [{ name: data.s[a].n, side: a }, { name: data.s[b].n, side: b }], `${x.c}, side by side`));
    });
    return node;
  }

  function list(data, found, a, b, from) {
    const place = at('pairs');
    place.append(...found.slice(from, from + perStep).map((x) => entry(data, x, a, b)));
    const left = found.length - from - perStep;
    if (left <= 0) return;
    const more = element('button', '', `Show ${Math.min(left, perStep)} more of ${left}`);
    more.type = 'button';
    more.addEventListener('click', () => {
      const last = place.querySelectorAll('summary').length;
      more.remove();
      list(data, found, a, b, from + perStep);
      place.querySelectorAll('summary')[last].focus();
    });
    place.append(more);
  }

  function words(data, found, a, b) {
    const [looked, differ] = [data.l, data.d].map((counts) => counts[a * data.s.length + b]);
    if (a === b) return 'The same on both sides: choose two.';
    if (!looked) return 'These two have no exchange in common.';
    if (!differ) return `Every exchange of the ${looked} compared is the same.`;
    return `${differ} of ${looked} exchanges compared differ.`
      + (found.length < differ ? ` ${differ - found.length} of them are not in the page: diff on the command line has them all.` : '');
  }

  async function draw() {
    const state = left.value + ' ' + right.value;
    if (drawn === state) return;
    drawn = state;
    const data = await load();
    if (drawn !== state) return;
    const [a, b] = [left, right].map((s) => data.s.findIndex((k) => k.k === s.value));
    const found = data.x.filter((x) => differs(data, x, a, b));
    at('pairs').replaceChildren();
    list(data, found, a, b, 0);
    at('pair-shown').textContent = words(data, found, a, b);
  }

  function keep() {
    try {
      history.replaceState(null, '', '#d?' + new URLSearchParams({ a: left.value, b: right.value }));
    } catch {
      // A page from a file may not be allowed to; the choice works all the same.
    }
    draw();
  }

  function choose(select, key) {
    if ([...select.options].some((o) => o.value === key)) select.value = key;
  }

  left.addEventListener('change', keep);
  right.addEventListener('change', keep);
  tools.addEventListener('submit', (e) => e.preventDefault());
  at('pair-swap').addEventListener('click', () => {
    [left.value, right.value] = [right.value, left.value];
    keep();
  });
  tools.hidden = false;
  at('pairs-plain').hidden = true;

  return {
    draw,
    three,
    follow(hash) {
      const parts = new URLSearchParams(hash.slice(2));
      choose(left, parts.get('a'));
      choose(right, parts.get('b'));
      draw();
    },
  };
})();
