// Search, filters and links into cases. Comes after evidence.js in the same script.
(() => {
  'use strict';
  const { at, fill, holds, line } = evidence;
  const pageOf = (node) => node && node.closest('.page');

  // --- pages: one at a time, the one that holds what the fragment names ------------------------------------------------------------

  function show(page) {
    if (!page || page.classList.contains('now')) return;
    for (const other of document.querySelectorAll('.page')) other.classList.toggle('now', other === page);
    document.body.dataset.now = (page.id || page.querySelector('section').id);
    for (const link of document.querySelectorAll('nav.bar a')) {
      if (pageOf(at(link.getAttribute('href').slice(1))) === page) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    if (page.contains(at('diff'))) pairs.draw();
  }

  const cases = [...document.querySelectorAll('details.case[data-v]')].map((node) => ({
    node,
    verdict: node.dataset.v,
    id: node.id.slice(5),
    aspects: (node.querySelector('.aspects')?.textContent || '').split(', ').filter(Boolean),
    gate: [...node.querySelectorAll('summary .gated')].map((n) => n.textContent),
    level: node.dataset.l || 'MUST',
    topic: node.dataset.t || node.id.split('/')[2],
    text: [...node.querySelectorAll('.id, .claim, .tag, .cites a, .broken .head code')].map((n) => n.textContent).join(' ').toLowerCase(),
  }));

  // --- filters: the state is the fragment, "#?q=…&v=…&l=…&t=…" -------------------------------------------------------------------

  const perPage = 250;
  const state = { q: '', v: new Set(), l: '', t: '', p: 1 };
  let terms = [];

  const fieldOf = (item) => (key) => {
    switch (key) {
      case 'verdict': return [item.verdict];
      case 'level': return [item.level];
      case 'topic': return [item.topic];
      case 'aspect': return item.aspects;
      case 'gate': return item.gate;
      case 'id': return [item.id];
      default: return undefined;
    }
  };

  function matches(item, except) {
    return (except === 'v' || state.v.size === 0 || state.v.has(item.verdict))
      && (!state.l || item.level === state.l)
      && (!state.t || item.topic === state.t)
      && query.holds(terms, item.text, fieldOf(item));
  }

  function apply() {
    let shown = 0;
    const counts = new Map();
    terms = query.parse(state.q);
    for (const item of cases) {
      const visible = matches(item);
      item.place = visible ? shown : -1;
      shown += visible ? 1 : 0;
      if (matches(item, 'v')) counts.set(item.verdict, (counts.get(item.verdict) || 0) + 1);
    }
    const last = Math.max(1, Math.ceil(shown / perPage));
    state.p = Math.min(Math.max(1, state.p), last);
    for (const item of cases) item.node.hidden = item.place < (state.p - 1) * perPage || item.place >= state.p * perPage;
    at('pager').hidden = last === 1;
    at('prior').disabled = state.p === 1;
    at('next').disabled = state.p === last;
    at('which').textContent = `page ${state.p} of ${last}`;
    for (const suite of document.querySelectorAll('section.suite')) {
      suite.hidden = !suite.querySelector('details.case:not([hidden])');
    }
    for (const toggle of document.querySelectorAll('.toggle')) {
      toggle.setAttribute('aria-pressed', String(state.v.has(toggle.dataset.v)));
      toggle.lastElementChild.textContent = String(counts.get(toggle.dataset.v) || 0);
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
    if (state.p > 1) parts.set('p', state.p);
    return '#?' + parts;
  }

  function keep(page) {
    state.p = page || 1;
    try {
      history.replaceState(null, '', fragment());
    } catch {
      // A page from a file may not be allowed to; the filter works all the same.
    }
    apply();
  }

  function clear() {
    Object.assign(state, { q: '', v: new Set(), l: '', t: '', p: 1 });
  }

  function follow(scroll) {
    let hash = location.hash.slice(1);
    if (hash.startsWith('?') && at('query')) {
      const parts = new URLSearchParams(hash.slice(1));
      const known = new Set(cases.map((c) => c.verdict));
      Object.assign(state, {
        q: (parts.get('q') || '').slice(0, 200),
        v: new Set((parts.get('v') || '').split(',').filter((v) => known.has(v))),
        l: parts.get('l') || '',
        t: parts.get('t') || '',
        p: Number(parts.get('p')) || 1,
      });
      apply();
      show(pageOf(at('cases')));
      if (scroll) at('cases').scrollIntoView();
      return;
    }
    if (hash.startsWith('m?')) {
      matrix.follow(hash);
      show(pageOf(at('matrix')));
      return;
    }
    if (hash.startsWith('d?')) {
      pairs.follow(hash);
      show(pageOf(at('diff')));
      return;
    }
    try {
      hash = decodeURIComponent(hash);
    } catch {
      return;
    }
    if (hash.startsWith('x/')) {
      openExchange(hash.slice(2));
    } else if (/^(case|rule|source|finding)\//.test(hash)) {
      reveal(at(hash));
    } else {
      const node = at(hash);
      show(pageOf(node) || document.querySelector('.page'));
      // The page itself begins with what was judged.
      if (node && scroll && document.querySelector(`nav.bar a[href="#${CSS.escape(hash)}"]`)) top();
      else if (node && scroll && node.tagName !== 'MAIN') node.scrollIntoView();
    }
  }

  // Of a page that is being opened the browser goes to the fragment by itself, once everything is there.
  function top() {
    scrollTo(0, 0);
    if (document.readyState !== 'complete') addEventListener('load', () => setTimeout(() => scrollTo(0, 0)), { once: true });
  }

  function reveal(node) {
    if (!node) return;
    show(pageOf(node));
    if (node.matches('.case') && node.hidden) {
      clear();
      apply();
      state.p = 1 + Math.floor(cases.findIndex((c) => c.node === node) / perPage);
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
    const owner = inside ? inside.closest('.case, .evidence') : [...document.querySelectorAll('.case, .evidence')].find((e) => holds(e, Number(number)));
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

  document.body.classList.add('app');

  // --- wiring ----------------------------------------------------------------------------------------------------------------------

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
  document.addEventListener('toggle', (e) => {
    if (e.target.open && e.target.matches('.case[data-v], .evidence')) fill(e.target);
    if (e.target.open && e.target.matches('.x')) wire.enrich(e.target, line);
  }, true);

  addEventListener('keydown', (e) => {
    const typing = e.target.matches && e.target.matches('input, select, textarea');
    const box = (document.body.dataset.now !== 'matrix' && at('query')) || at('matrix-query');
    if (e.key === '/' && box && !typing && !e.ctrlKey && !e.metaKey && !e.altKey) {
      e.preventDefault();
      show(pageOf(box));
      box.focus();
      box.select();
    } else if (e.key === 'Escape' && e.target === at('query')) {
      clear();
      keep();
    }
  });
  if (!at('query')) {
    follow(location.hash.length > 1);
    return;
  }
  at('prior').addEventListener('click', () => { keep(state.p - 1); at('cases').scrollIntoView(); });
  at('next').addEventListener('click', () => { keep(state.p + 1); at('cases').scrollIntoView(); });
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
  at('tools').hidden = false;
  apply();
  follow(location.hash.length > 1);
})();
