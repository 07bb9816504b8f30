// The page works without this: disclosures, links and the evidence of the worst cases stand in the HTML. The script adds search, filters,
// the packed exchanges and copy buttons. Text of a target only ever becomes a text node: there is no markup made from strings.
(() => {
  'use strict';
  const at = (id) => document.getElementById(id);
  const cases = [...document.querySelectorAll('details.case')].map((node) => ({
    node,
    verdict: node.dataset.v,
    level: node.dataset.l || 'MUST',
    topic: node.dataset.t || node.id.split('/')[2],
    text: [...node.querySelectorAll('.id, .claim, .tag, .cites a, .broken .head code')].map((n) => n.textContent).join(' ').toLowerCase(),
  }));

  function element(name, className, ...children) {
    const node = document.createElement(name);
    if (className) node.className = className;
    node.append(...children.filter((c) => c !== null && c !== undefined));
    return node;
  }

  function say(text) {
    at('said').textContent = text;
  }

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

  // "3–6, 9": the numbers of the exchanges that a pack holds for a case.
  function holds(owner, number) {
    const more = owner.querySelector('.more:not(.told)');
    return more !== null && more.textContent.split(', ').some((range) => {
      const [first, last] = range.split('–').map(Number);
      return number >= first && number <= (last || first);
    });
  }

  // --- evidence: packs are inflated when a case is first opened ------------------------------------------------------------------

  const packs = new Map();
  const filled = new Map();

  function pack(number) {
    if (!packs.has(number)) {
      packs.set(number, (async () => {
        const octets = Uint8Array.from(atob(at('pack-' + number).textContent), (c) => c.charCodeAt(0));
        const stream = new Blob([octets]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
        return JSON.parse(await new Response(stream).text());
      })());
    }
    return packs.get(number);
  }

  function fill(owner) {
    if (!filled.has(owner)) filled.set(owner, fillOnce(owner));
    return filled.get(owner);
  }

  async function fillOnce(owner) {
    rules(owner);
    head(owner);
    replay(owner);
    const place = owner.querySelector('.xs');
    const more = place && place.querySelector('.more');
    if (!more || !owner.dataset.p) return;
    try {
      const views = (await pack(owner.dataset.p))[key(owner)] || [];
      const inline = place.querySelector('.x');
      const from = inline ? Number(inline.id.slice(2)) : Infinity;
      for (const view of views) {
        const node = exchange(view);
        if (view.n < from) place.insertBefore(node, inline || more);
        else more.before(node);
      }
      const test = views.filter((v) => v.s.startsWith('when')).pop();
      if (!inline && test) at('x/' + test.n).open = true;
      more.remove();
    } catch (e) {
      more.classList.add('told');
      more.textContent = 'This browser cannot show the embedded exchanges (' + e.name + '); they are in transcript.ndjson: ' + more.textContent;
    }
  }

  // Draws what Html/Parts/ExchangeEntry.razor draws: change both together.
  function exchange(view) {
    const node = element('details', 'x',
      element('summary', '', element('b', 'num', String(view.n)), marked(element('span', 'step'), view.s), marked(element('code'), view.h),
        element('span', 'dim', view.i)),
      view.f ? marked(element('p', 'trouble'), view.f) : null,
      element('div', 'sides', side('Sent', view.q), side('Received', view.r || [])),
      view.c && view.c.length
        ? element('details', 'signed', element('summary', '', 'Signature'), element('div', 'sides', side('Signed', view.c)))
        : null);
    node.id = 'x/' + view.n;
    return node;
  }

  function side(name, panes) {
    const node = element('div', 'side');
    node.setAttribute('role', 'group');
    node.setAttribute('aria-label', name);
    for (const pane of panes) {
      const pre = element('pre', '', marked(element('code'), pane.x));
      pre.tabIndex = 0;
      node.append(element('h5', '', pane.t), pre);
      if (pane.n) node.append(marked(element('p', 'dim note'), pane.n));
    }
    if (!panes.length) node.append(element('p', 'dim', 'nothing'));
    return node;
  }

  // U+E000 opens an escape, U+E002 a mark; U+E001 and U+E003 close them.
  function marked(node, text) {
    let open = node;
    for (const piece of text.split(/([\uE000-\uE003])/)) {
      if (piece === '\uE000' || piece === '\uE002') {
        const inner = piece === '\uE000' ? element('span', 'esc') : element('mark');
        open.append(inner);
        open = inner;
      } else if (piece === '\uE001' || piece === '\uE003') {
        open = open === node ? node : open.parentNode;
      } else if (piece) {
        open.append(piece);
      }
    }
    return node;
  }

  // The rules that a case cites are told once, below the cases; opening a case brings them to it.
  function rules(owner) {
    const cites = owner.querySelector('.cites');
    if (!cites) return;
    const list = element('div', 'rules');
    for (const link of cites.querySelectorAll('a')) {
      const told = at('rule/' + link.textContent);
      if (told) list.append(element('details', 'rule', element('summary', '', ...summaryOf(told)), ...bodyOf(told)));
    }
    if (list.childElementCount) {
      const title = element('h4', '', cites.firstChild.textContent.trim());
      cites.replaceWith(title, list);
    }
  }

  const summaryOf = (rule) => [...rule.querySelector('.head').cloneNode(true).childNodes, rule.querySelector('.statement').cloneNode(true)];

  const bodyOf = (rule) => [...rule.children].filter((c) => !c.matches('.head, .statement')).map((c) => c.cloneNode(true));

  const key = (owner) => owner.id.replace(/^case\//, '');

  // The table of a pass comes without a head to keep a thousand of them small.
  function head(owner) {
    const table = owner.querySelector('.checks');
    if (!table || table.tHead) return;
    const row = element('tr', '');
    for (const name of ['Aspect', 'Expected', 'Received', 'Verdict']) {
      const cell = element('th', '', name);
      cell.scope = 'col';
      row.append(cell);
    }
    table.prepend(element('thead', '', row));
  }

  function replay(owner) {
    if (!owner.matches('.case')) return;
    let line = owner.querySelector('.replay');
    if (!line) {
      line = element('p', 'replay', element('span', '', 'Replay'), element('code', '', document.body.dataset.replay.split('CASE-ID').join(key(owner))));
      owner.querySelector('.in').append(line);
    }
    const button = element('button', 'copy', 'Copy');
    button.type = 'button';
    button.addEventListener('click', async () => {
      const code = line.querySelector('code');
      try {
        await navigator.clipboard.writeText(code.textContent);
      } catch {
        const range = document.createRange();
        range.selectNodeContents(code);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        if (!document.execCommand('copy')) return;
      }
      button.textContent = 'Copied';
      say('Copied');
      setTimeout(() => { button.textContent = 'Copy'; }, 1500);
    });
    line.append(button);
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
