// The matrix: rows that match the query; the state is the fragment, "#m?q=…".
const matrix = (() => {
  'use strict';
  const at = (id) => document.getElementById(id);
  const box = at('matrix-query');
  if (!box) return { follow() {} };
  const tables = [...document.querySelectorAll('.matrix')];
  const columns = tables.length ? [...tables[0].tHead.rows[0].cells].slice(2).map((c) => c.textContent.toLowerCase()) : [];
  const rows = tables.flatMap((table) => [...table.tBodies[0].rows].map((node) => {
    const cells = [...node.cells].slice(2);
    const id = node.cells[0].textContent;
    return {
      node,
      level: node.dataset.l || 'MUST',
      verdicts: cells.map((c) => (c.querySelector('.chip') || c).textContent),
      failed: cells.flatMap((c) => [...c.querySelectorAll('a')].map((a) => a.getAttribute('aria-label').replace(/ \S+$/, ''))),
      text: `${id} ${node.cells[1].textContent} ${table.closest('.sheet').querySelector('summary').textContent}`.toLowerCase(),
    };
  }));

  const bad = (verdict) => !['pass', 'not tested', 'not-applicable'].includes(verdict);

  function fieldOf(row) {
    return (key, value) => {
      switch (key) {
        case 'level': return [row.level];
        case 'verdict': return row.verdicts;
        case 'aspect': return row.failed;
        case 'is': return value === 'different' ? (new Set(row.verdicts).size > 1 ? [value] : []) : value === 'hole' ? (row.verdicts.includes('not tested') ? [value] : []) : [];
        case 'only': return columns.filter((c, i) => bad(row.verdicts[i]) && row.verdicts.filter(bad).length === 1);
        default: {
          const column = columns.findIndex((c) => c.startsWith(key));
          return column < 0 ? undefined : [row.verdicts[column]];
        }
      }
    };
  }

  function apply(text) {
    const terms = query.parse(text);
    let shown = 0;
    for (const row of rows) {
      row.node.hidden = !query.holds(terms, row.text, fieldOf(row));
      shown += row.node.hidden ? 0 : 1;
    }
    for (const table of tables) {
      const sheet = table.closest('.sheet');
      sheet.hidden = !table.querySelector('tbody tr:not([hidden])');
      if (terms.length) sheet.open = true;
    }
    at('matrix-nothing').hidden = shown > 0;
    at('matrix-shown').textContent = shown === rows.length ? `${shown} requirements` : `${shown} of ${rows.length} requirements`;
  }

  function keep(text) {
    box.value = text;
    try {
      history.replaceState(null, '', '#m?' + new URLSearchParams(text ? { q: text } : {}));
    } catch {
      // A page from a file may not be allowed to; the filter works all the same.
    }
    apply(text);
  }

  box.addEventListener('input', () => keep(box.value.slice(0, 200)));
  const tools = at('matrix-tools');
  tools.addEventListener('submit', (e) => e.preventDefault());
  tools.addEventListener('reset', (e) => { e.preventDefault(); keep(''); box.focus(); });
  for (const preset of document.querySelectorAll('.preset')) preset.addEventListener('click', () => keep(preset.dataset.q));
  tools.hidden = false;
  apply('');

  return {
    follow(hash) {
      box.value = (new URLSearchParams(hash.slice(2)).get('q') || '').slice(0, 200);
      apply(box.value);
    },
  };
})();
