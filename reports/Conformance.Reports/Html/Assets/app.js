// Search, filters and links into cases. Comes after evidence.js in the same script.
(() => {
  'use strict';
  const { at, fill, holds } = evidence;
  const cases = [...document.querySelectorAll('details.case')].map((node) => ({
    node,
    verdict: node.dataset.v,
    level: node.dataset.l || 'MUST',
    topic: node.dataset.t || node.id.split('/')[2],
    text: [...node.querySelectorAll('.id, .claim, .tag, .cites a, .broken .head code')].map((n) => n.textContent).join(' ').toLowerCase(),
  }));

  // --- filters: the state is the fragment, "#?q=…&v=…&l=…&t=…" -------------------------------------------------------------------

  const state = { q: '', v: new Set(), l: '', t: '' };

  function matches(item, except) {
    return (except === 'v' || state.v.size === 0 || state.v.has(item.verdict))
      && (!state.l || item.level === state.l)
      && (!state.t || item.topic === state.t)
      && state.q.toLowerCase().split(/\s+/).every((word) => item.text.includes(word));
  }

  function apply() {
    let shown = 0;
    const counts = new Map();
    for (const item of cases) {
      const visible = matches(item);
      item.node.hidden = !visible;
      shown += visible ? 1 : 0;
      if (matches(item, 'v')) counts.set(item.verdict, (counts.get(item.verdict) || 0) + 1);
    }
    for (const suite of document.querySelectorAll('section.suite')) {
      suite.hidden = !suite.querySelector('details.case:not([hidden])');
    }
    for (const toggle of document.querySelectorAll('.toggle')) {
      toggle.setAttribute('aria-pressed', String(state.v.has(toggle.dataset.v)));
      toggle.querySelector('b').textContent = String(counts.get(toggle.dataset.v) || 0);
    }
    at('query').value = state.q;
    at('level').value = state.l;
    at('topic').value = state.t;
    at('nothing').hidden = shown > 0;
    at('clear').disabled = !state.q && !state.v.size && !state.l && !state.t;
    at('shown').textContent = shown === cases.length ? `${shown} cases` : `${shown} of ${cases.length} cases`;
  }

  function fragment() {
    const parts = new URLSearchParams();
    if (state.q) parts.set('q', state.q);
    if (state.v.size) parts.set('v', [...state.v].join(','));
    if (state.l) parts.set('l', state.l);
    if (state.t) parts.set('t', state.t);
    return '#?' + parts;
  }

  function keep() {
    try {
      history.replaceState(null, '', fragment());
    } catch {
      // A page from a file may not be allowed to; the filter works all the same.
    }
    apply();
  }

  function clear() {
    Object.assign(state, { q: '', v: new Set(), l: '', t: '' });
  }

  function follow(scroll) {
    let hash = location.hash.slice(1);
    if (hash.startsWith('?')) {
      const parts = new URLSearchParams(hash.slice(1));
      const known = new Set(cases.map((c) => c.verdict));
      Object.assign(state, {
        q: (parts.get('q') || '').slice(0, 200),
        v: new Set((parts.get('v') || '').split(',').filter((v) => known.has(v))),
        l: parts.get('l') || '',
        t: parts.get('t') || '',
      });
      apply();
      if (scroll) at('cases').scrollIntoView();
      return;
    }
    try {
      hash = decodeURIComponent(hash);
    } catch {
      return;
    }
    if (hash.startsWith('x/')) {
      openExchange(hash.slice(2));
    } else if (/^(case|rule|source)\//.test(hash)) {
      reveal(at(hash));
    }
  }

  function reveal(node) {
    if (!node) return;
    if (node.matches('.case') && node.hidden) {
      clear();
      apply();
    }
    for (let up = node; up; up = up.parentElement) {
      if (up.tagName === 'DETAILS') up.open = true;
    }
    node.scrollIntoView({ block: 'start' });
    const summary = node.querySelector('summary');
    if (summary) summary.focus({ preventScroll: true });
  }

  async function openExchange(number) {
    const inside = at('x/' + number);
    const owner = inside ? inside.closest('.evidence') : [...document.querySelectorAll('.evidence')].find((e) => holds(e, Number(number)));
    if (!owner) return;
    reveal(owner);
    await fill(owner);
    const node = at('x/' + number);
    if (node) {
      reveal(node);
      node.classList.add('sought');
      setTimeout(() => node.classList.remove('sought'), 2000);
    }
  }

  // --- wiring ----------------------------------------------------------------------------------------------------------------------

  document.addEventListener('toggle', (e) => {
    if (e.target.open && e.target.matches('.evidence')) fill(e.target);
  }, true);

  at('query').addEventListener('input', (e) => { state.q = e.target.value.slice(0, 200); keep(); });
  at('level').addEventListener('change', (e) => { state.l = e.target.value; keep(); });
  at('topic').addEventListener('change', (e) => { state.t = e.target.value; keep(); });
  at('tools').addEventListener('submit', (e) => e.preventDefault());
  at('tools').addEventListener('reset', (e) => { e.preventDefault(); clear(); keep(); at('query').focus(); });
  for (const toggle of document.querySelectorAll('.toggle')) {
    toggle.addEventListener('click', () => {
      if (!state.v.delete(toggle.dataset.v)) state.v.add(toggle.dataset.v);
      keep();
    });
  }
  // A fragment that is there already fires no event, yet the reader may have scrolled or folded since.
  document.addEventListener('click', (e) => {
    const link = e.target.closest('a');
    const href = link && (link.getAttribute('href') || '');
    if (href && href.startsWith('#') && href === location.hash) {
      e.preventDefault();
      follow(true);
    }
  });
  addEventListener('hashchange', () => follow(true));
  addEventListener('keydown', (e) => {
    const typing = e.target.matches && e.target.matches('input, select, textarea');
    if (e.key === '/' && !typing && !e.ctrlKey && !e.metaKey && !e.altKey) {
      e.preventDefault();
      at('query').focus();
      at('query').select();
    } else if (e.key === 'Escape' && e.target === at('query')) {
      clear();
      keep();
    }
  });

  at('tools').hidden = false;
  apply();
  follow(true);
})();
